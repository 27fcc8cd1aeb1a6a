import { actionsFor, assign, attachDocument, comment } from '#cases/index.ts';
import { type FieldFault, invalid } from '#lib/errors.ts';
import { say } from '#lib/words.ts';
import { stateOf } from '#sop/index.ts';
import { type ActOptions, act, freshForm } from '../../../act.ts';
import { Card } from '../../../components/card/card.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { type FormState, text, ticked } from '../../../form.ts';
import { page } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { Delays } from '../delay/delay.tsx';
import { ReturnedNotice } from '../request/request.tsx';
import { AwaitedSignatures } from '../shared/letters.tsx';
import { crumbsOf, type OpenCase, openCase } from '../shared/open-case.ts';
import { DocumentList } from '../shared/summary.tsx';
import { WorkCard } from '../work/work.tsx';
import { History } from './history.tsx';
import { Now } from './now.tsx';
import { Asked, Checks, Dispositions, IssuedRecommendation, Letters, Made, Manual, Missing } from './parts.tsx';
import { readCasePage } from './read.ts';
import { Comments, Correction } from './talk.tsx';
import { words } from './words.ts';

type Part = 'assign' | 'comment' | 'correction';

const show = async (c: Ctx, open: OpenCase, posted: FormState | null, place: Part | null): Promise<Response> => {
  const { db } = c.var.services;
  const { row, office, definition } = open.found;
  const allowed = await actionsFor(db, open.found, open.actor);
  const shown = await readCasePage(db, open, c.var.now, allowed);
  const formOf = (wanted: Part): FormState => (posted && place === wanted ? posted : freshForm(c));
  const own = row.office_id === open.actor.officeId;
  return page(
    c,
    {
      title: row.application_name || words.unnamed,
      section: 'cases',
      breadcrumbs: crumbsOf(row.number).slice(0, 1),
      lead: [row.number, office.name, row.subdomain ? `${row.subdomain}.${open.found.host.domain}` : '']
        .filter(Boolean)
        .join(' · '),
      width: 'full',
      ...(posted ? { state: posted } : {}),
      actions: (
        <button type="button" class="btn g-btn-quiet" data-print hidden>
          {say(words.print, c.var.language)}
        </button>
      ),
    },
    <div class="g-stack">
      <Now page={shown} assign={formOf('assign')} />
      <AwaitedSignatures letters={shown.letters} />
      {shown.returned && own ? <ReturnedNotice returned={shown.returned} /> : null}
      {stateOf(definition, row.state).ended ? null : <Missing page={shown} />}
      <div class="g-casecols">
        <div class="g-stack">
          <Asked page={shown} />
          <Card title={words.documents}>
            <IssuedRecommendation page={shown} />
            <DocumentList documents={shown.documents} definition={definition} />
            <Correction page={shown} state={formOf('correction')} open={place === 'correction'} />
          </Card>
          <Letters page={shown} />
          <Dispositions page={shown} />
          <Checks page={shown} />
          <Manual page={shown} />
        </div>
        <div class="g-stack">
          {shown.inside ? <WorkCard open={open} tasks={shown.subTasks} /> : null}
          <Delays open={open} delays={shown.delays} inside={shown.inside} />
          <Made page={shown} />
          <Comments page={shown} state={formOf('comment')} />
          <History page={shown} />
        </div>
      </div>
    </div>,
  );
};

const correctionFaults = (uploadId: string, note: string): FieldFault[] => [
  ...(uploadId ? [] : [{ field: 'correction', message: words.chooseFile }]),
  ...(note.length <= 1000
    ? []
    : [{ field: 'correction_note', message: { id: 'Paling banyak 1.000 karakter.', en: 'At most 1,000 characters.' } }]),
];

/** The page of a case, and the small acts that are done on it: take or put back, comment, attach a correction. */
export const casePage: Page = (app) => {
  app.get(paths.case(':number'), async (c) => show(c, await openCase(c), null, null));

  /** An act of the case page: it needs no version, because it decides nothing. */
  const small = (c: Ctx, place: Part, options: Omit<ActOptions, 'again'>): Promise<Response> =>
    act(c, { ...options, again: async (state, actor) => show(c, await openCase(c, actor), state, place) });

  app.post(paths.caseAssignment(':number'), (c) => {
    const number = c.req.param('number') ?? '';
    return small(c, 'assign', {
      run: async (tx, { actor, values, now }) => {
        const kind = text(values, 'kind') === 'release' ? 'release' : 'claim';
        await assign(tx, { number, actor, kind, now });
        return { to: paths.case(number), said: kind === 'claim' ? words.taken : words.released };
      },
    });
  });

  app.post(paths.caseComments(':number'), (c) => {
    const number = c.req.param('number') ?? '';
    return small(c, 'comment', {
      run: async (tx, { actor, values, now }) => {
        await comment(tx, { number, actor, body: text(values, 'body'), internal: ticked(values, 'internal'), now });
        return { to: `${paths.case(number)}#comments`, said: words.commented };
      },
    });
  });

  app.post(paths.caseDocuments(':number'), (c) => {
    const number = c.req.param('number') ?? '';
    return small(c, 'correction', {
      uploads: [{ field: 'correction', purpose: 'correction' }],
      run: async (tx, { actor, values, now }) => {
        const [uploadId, note] = [text(values, 'correction'), text(values, 'correction_note')];
        const faults = correctionFaults(uploadId, note);
        if (faults.length > 0) throw invalid(faults);
        await attachDocument(tx, { number, actor, kind: 'correction', uploadId, note, now });
        return { to: paths.case(number), said: words.attached };
      },
    });
  });
};
