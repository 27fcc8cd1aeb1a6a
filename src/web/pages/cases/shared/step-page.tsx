import type { Child } from 'hono/jsx';
import { type HistoryEvent, listDocuments } from '#cases/index.ts';
import type { LetterRow } from '#letters/index.ts';
import type { Words } from '#lib/words.ts';
import { stateOf } from '#sop/index.ts';
import { Card } from '../../../components/card/card.tsx';
import type { Ctx } from '../../../context.ts';
import type { FormState } from '../../../form.ts';
import { page } from '../../../page.tsx';
import type { Phrase } from '../../../view.ts';
import { Changes, changesFor } from './changes.tsx';
import { StepDeadline } from './deadline-of.tsx';
import { LetterList, readableLetters } from './letters.tsx';
import { crumbsOf, type OpenCase } from './open-case.ts';
import { type CaseDocument, DocumentList, RequestSummary } from './summary.tsx';

/** What stands beside the form of every step. */
export type Around = { documents: readonly CaseDocument[]; letters: readonly LetterRow[]; changes: readonly HistoryEvent[] };

export const readAround = async (c: Ctx, open: OpenCase, state: FormState): Promise<Around> => {
  const { db } = c.var.services;
  const [documents, letters, changes] = await Promise.all([
    listDocuments(db, open.found.row.id),
    readableLetters(db, open.actor, open.found.row.id),
    changesFor(db, open, state),
  ]);
  return { documents, letters, changes };
};

const words = {
  request: { id: 'Permohonan', en: 'Request' },
  documents: { id: 'Dokumen pemohon', en: 'Applicant’s documents' },
  letters: { id: 'Surat dan dokumen', en: 'Letters and documents' },
} as const satisfies Record<string, Words>;

/** The request, its documents and letters, for the narrow column beside a form. */
export const AroundColumn = ({ open, around, domain }: { open: OpenCase; around: Around; domain: string }) => (
  <>
    <Card title={words.request}>
      <RequestSummary found={open.found} domain={domain} layout="grid" />
    </Card>
    <Card title={words.documents}>
      <DocumentList documents={around.documents.filter((each) => each.replaced_at === null)} definition={open.found.definition} />
    </Card>
    <Card title={words.letters}>
      <LetterList letters={around.letters} />
    </Card>
  </>
);

type StepPageOptions = {
  open: OpenCase;
  state: FormState;
  title: Phrase;
  changes: readonly HistoryEvent[];
  width?: 'normal' | 'full';
};

/** Answers with the page of a step: its case in the head, until when, and what has changed where the page was stale. */
export const stepPage = (c: Ctx, options: StepPageOptions, body: Child): Promise<Response> => {
  const { open, state } = options;
  const { row, definition } = open.found;
  const { clock } = stateOf(definition, row.state);
  return page(
    c,
    {
      title: options.title,
      section: 'cases',
      breadcrumbs: crumbsOf(row.number),
      lead: (
        <>
          <span>{[row.application_name, open.found.office.name].join(' · ')}</span>
          <StepDeadline calendar={open.calendar} due={row.due_at} clock={clock} />
        </>
      ),
      state,
      width: options.width ?? 'normal',
    },
    <>
      <Changes definition={definition} events={options.changes} />
      {body}
    </>,
  );
};

/** "3. Pemeriksaan kelengkapan": the title of a step's page. */
export const stepTitle = ({ found }: OpenCase, no: number): Words => {
  const name = found.definition.steps.find((step) => step.no === no)?.name ?? { id: '', en: '' };
  return { id: `${no}. ${name.id}`, en: `${no}. ${name.en}` };
};
