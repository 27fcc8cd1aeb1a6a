import { z } from 'zod';
import type { Db } from '#db/index.ts';
import { findHolder } from '#identity/index.ts';
import { defineJob, enqueue } from '#jobs/index.ts';
import {
  annexColumns,
  annexPages,
  issueNow,
  type LetterContent,
  type LetterRow,
  listLettersOf,
  renderLetter,
} from '#letters/index.ts';
import { say } from '#lib/words.ts';
import { describeTimes, drawFlowchart, flowLegend, type LegalBasis, layoutFlowchart, type SopDefinition } from '#sop/index.ts';
import { definitionOf } from '../sop-version.ts';

const standings: Readonly<Record<LegalBasis['status'], string>> = {
  in_force: '',
  amended: 'diubah',
  revoked: 'dicabut',
  unclear: 'perlu diperiksa',
};

/** How a legal basis stands today, in words: the SOP is shown as enacted, and never silently corrected. */
const standingOf = ({ status, successor }: LegalBasis): string => [standings[status], successor].filter(Boolean).join(': ');

/** The SOP as its printed form takes it: identity sheet, annex, and the flowchart drawn to the heights of the rows. */
export const sopContent = (definition: SopDefinition): LetterContent<'sop'> => {
  const posts = definition.posts.filter((post) => post.column !== null).sort((a, b) => (a.column ?? 0) - (b.column ?? 0));
  const steps = definition.steps.map((step) => ({
    no: String(step.no),
    text: step.text.id,
    requirements: step.kelengkapan.map((each) => each.label.id),
    time: describeTimes([step.time]).id,
    output: step.output.map((each) => each.label.id),
    remark: step.reading ? 'pembacaan' : '',
  }));
  const columns = annexColumns(posts.length);
  const pages = annexPages(steps, posts.length);
  const charts = layoutFlowchart(definition, {
    language: 'id',
    columnWidth: columns.post,
    rowHeights: pages.flatMap((page) => page.rowHeightsMm),
    rowsPerPage: pages.map((page) => page.rowHeightsMm.length),
  });
  return {
    title: definition.title.id,
    number: definition.number ?? '',
    createdOn: definition.enactedOn,
    revisedOn: null,
    effectiveOn: definition.effectiveFrom,
    enactedBy: { title: posts.find((post) => post.role === 'agency-head')?.title.id ?? '', name: '', nip: '' },
    legalBases: definition.legalBases.map((basis) => ({ text: basis.text, standing: standingOf(basis) })),
    qualifications: definition.qualifications.map((each) => each.id),
    related: definition.related.map((each) => each.id),
    equipment: definition.equipment.map((each) => each.id),
    warnings: [definition.warning.id],
    recording: [definition.recording.id],
    posts: posts.map((post) => post.title.id),
    columnsMm: columns,
    steps,
    pages: pages.map((page, index) => ({
      rowHeightsMm: page.rowHeightsMm,
      topStripMm: charts[index]?.topStrip ?? 0,
      bottomStripMm: charts[index]?.bottomStrip ?? 0,
      flowchart: charts[index] ? drawFlowchart(charts[index], { unit: 'mm', rules: false }) : '<svg/>',
      description: charts[index]?.description ?? '',
    })),
    legend: flowLegend.map(({ symbol, label }) => ({ symbol, label: say(label, 'id') })),
  };
};

/** The printed form of a version of the SOP, if it was made. */
export const findSopDocument = async (db: Db, sopVersionId: string): Promise<LetterRow | undefined> =>
  (await listLettersOf(db, sopVersionId)).filter((letter) => letter.kind === 'sop' && letter.status !== 'void').at(-1);

/** Makes the printed form of a version of the SOP once, in the hosting office's name, and renders it. */
export const sopJob = defineJob({
  name: 'cases.sop-document',
  payload: z.object({ sopVersionId: z.uuid() }),
  handler: async ({ sopVersionId }, { db, now }) => {
    const at = now();
    const letterId = await db.transaction().execute(async (tx) => {
      const made = await findSopDocument(tx, sopVersionId);
      if (made) return made.id;
      const office = await tx.selectFrom('installation').select(['host_office_id', 'time_zone']).executeTakeFirstOrThrow();
      const today = at.toZonedDateTimeISO(office.time_zone).toPlainDate();
      const head = await findHolder(tx, { officeId: office.host_office_id, role: 'agency-head', on: today });
      if (!head) throw new Error('The post of the head of the agency has no holder');
      const definition = await definitionOf(tx, sopVersionId);
      const { letterId: id } = await issueNow(tx, {
        kind: 'sop',
        officeId: office.host_office_id,
        subjectId: sopVersionId,
        hal: `SOP ${definition.title.id}`,
        data: sopContent(definition),
        signer: { personId: head.personId, postId: head.postId, acting: head.kind },
        today,
        now: at,
        doer: { accountId: null, personId: null, postId: null, acting: null },
      });
      return id;
    });
    await renderLetter(db, { letterId, now: at });
  },
});

/** Asks for the printed form of a version of the SOP; asking twice makes it once. */
export const requestSopDocument = (db: Db, sopVersionId: string): Promise<number> =>
  enqueue(db, sopJob, { sopVersionId }, { key: `sop:${sopVersionId}` });
