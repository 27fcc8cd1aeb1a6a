import { z } from '@hono/zod-openapi';
import { getCase, mayReadLetter } from '#cases/index.ts';
import { findLetter } from '#letters/index.ts';
import { AppError } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import type { Api } from '../context.ts';
import { routingPath } from '../gate.ts';
import { caseParams, fileAnswer, readRefusals } from '../schemas.ts';
import { sendFile } from '../send-file.ts';

const path = '/cases/{number}/letters/{letter_id}.pdf';

/** Letters of a case as PDF. An office that does not host gets what was issued to it or by it. */
export const letterRoutes = (api: Api): void => {
  api.openAPIRegistry.registerPath({
    method: 'get',
    path,
    operationId: 'readLetter',
    tags: ['Documents'],
    summary: 'A letter of the case as PDF',
    description: 'Not found until its `render_state` is `done`.',
    request: { params: caseParams.extend({ letter_id: z.string() }) },
    responses: { ...readRefusals, 200: fileAnswer('application/pdf') },
  });
  api.get(routingPath(path), async (c) => {
    const { actor, options } = c.var;
    const { row } = await getCase(options.db, actor, c.req.param('number') ?? '');
    const wanted = c.req.param('letter_id')?.replace(/\.pdf$/, '') ?? '';
    const letter = isId(wanted) ? await findLetter(options.db, wanted) : undefined;
    if (!letter || letter.subject_id !== row.id || !mayReadLetter(actor, letter) || letter.file_id === null) {
      throw new AppError('not_found', { what: `letter ${wanted}` });
    }
    return sendFile(c, letter.file_id, `${letter.number ?? `${letter.kind} ${row.number}`}.pdf`);
  });
};
