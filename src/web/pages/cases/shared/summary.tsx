import type { FoundCase, listDocuments, RequestDraft } from '#cases/index.ts';
import { maskNip } from '#identity/index.ts';
import { shortMoment } from '#lib/format.ts';
import type { Words } from '#lib/words.ts';
import { requirementOf, type SopDefinition } from '#sop/index.ts';
import { DocumentLink } from '../../../components/document/document.tsx';
import { type Fact, Facts } from '../../../components/facts/facts.tsx';
import { canView } from '../../../middleware/headers.ts';
import { paths } from '../../../paths.ts';
import { useView, useWords } from '../../../view.ts';
import { answerOf } from '../check-answers/check-answers.tsx';
import { lookOfField } from '../request/fields.ts';
import { doneBy } from './events.ts';

const words = {
  resources: { id: 'Sumber daya', en: 'Resources' },
  technology: { id: 'Teknologi', en: 'Technology' },
  personalData: { id: 'Data pribadi', en: 'Personal data' },
  administrator: { id: 'Pengelola', en: 'Administrator' },
  office: { id: 'OPD', en: 'Office' },
  purpose: { id: 'Tujuan', en: 'Purpose' },
  yes: { id: 'Ya', en: 'Yes' },
  no: { id: 'Tidak', en: 'No' },
  correction: { id: 'Koreksi', en: 'Correction' },
  replaced: { id: 'sudah diganti', en: 'replaced' },
  none: { id: 'Belum ada dokumen.', en: 'No documents yet.' },
} as const satisfies Record<string, Words>;

/** "4 vCPU, RAM 8 GB, disk 100 GB" of what was typed, however incomplete. */
export const askedResources = (draft: RequestDraft): string =>
  [
    draft.cpu ? `${draft.cpu} vCPU` : '',
    draft.memory_gb ? `RAM ${draft.memory_gb} GB` : '',
    draft.disk_gb ? `disk ${draft.disk_gb} GB` : '',
  ]
    .filter(Boolean)
    .join(', ');

const joined = (parts: readonly (string | undefined)[]): string => parts.filter(Boolean).join(', ');

type SummaryProps = {
  found: FoundCase;
  domain: string;
  layout?: 'grid' | 'list';
  /** Without what the page says elsewhere: office, name and resources. */
  brief?: boolean;
};

/** What is asked for, in few lines: beside every step. */
export const RequestSummary = ({ found, domain, layout = 'list', brief = false }: SummaryProps) => {
  const t = useWords();
  const draft = found.row.request as RequestDraft;
  const personal =
    draft.personal_data === 'yes' ? joined([t(words.yes), draft.personal_data_note]) : draft.personal_data ? t(words.no) : '';
  const nip = draft.administrator_nip ? `NIP ${maskNip(draft.administrator_nip)}` : '';
  const elsewhere: Fact[] = [
    { label: words.office, value: found.office.name },
    { label: lookOfField('subdomain').label, value: draft.subdomain ? `${draft.subdomain}.${domain}` : '' },
    { label: words.resources, value: askedResources(draft) },
  ];
  const facts: Fact[] = [
    { label: words.purpose, value: draft.purpose ?? '', wide: true },
    ...(brief ? [] : elsewhere),
    { label: words.technology, value: joined([draft.language, draft.framework, draft.database]) },
    { label: lookOfField('audience').label, value: answerOf(lookOfField('audience'), draft.audience ?? '', t, domain) },
    { label: words.personalData, value: personal },
    {
      label: words.administrator,
      value: draft.administrator_name ? (
        <>
          {draft.administrator_name}
          <span class="g-sub">{joined([draft.administrator_title, nip])}</span>
          <span class="g-sub">{joined([draft.administrator_phone, draft.administrator_email])}</span>
        </>
      ) : null,
    },
  ];
  return <Facts facts={facts} layout={layout} />;
};

export type CaseDocument = Awaited<ReturnType<typeof listDocuments>>[number];

/** What a document is called: by the requirement it meets, or as a correction. */
export const documentLabel = (definition: SopDefinition, kind: string): Words => {
  if (kind === 'correction') return words.correction;
  const known = definition.steps.some((step) => [...step.kelengkapan, ...step.output].some((each) => each.key === kind));
  return known ? requirementOf(definition, kind).label : { id: kind, en: kind };
};

/** Media types that open in the page; a text is shown as text. */
export const opensInPage = (mediaType: string): boolean => canView(mediaType) || mediaType.startsWith('text/');

/** Documents of a case, the current ones first; a replaced one stays, marked. */
export const DocumentList = ({ documents, definition }: { documents: readonly CaseDocument[]; definition: SopDefinition }) => {
  const t = useWords();
  const { language, timeZone } = useView();
  if (documents.length === 0) return <p class="g-muted">{t(words.none)}</p>;
  const ordered = [...documents].sort((a, b) => Number(a.replaced_at !== null) - Number(b.replaced_at !== null));
  return (
    <div>
      {ordered.map((document) => (
        <div class={document.replaced_at ? 'g-replaced' : ''}>
          <DocumentLink
            label={documentLabel(definition, document.kind)}
            fileName={document.file_name}
            size={document.size}
            mediaType={document.media_type}
            pages={document.pages}
            downloadHref={paths.file(document.upload_id)}
            {...(opensInPage(document.media_type) ? { viewHref: paths.fileView(document.upload_id) } : {})}
            note={joined([
              document.note,
              doneBy({ person_name: document.added_by_name, post_title: null, acting: null }) ?? '',
              shortMoment(document.added_at, language, timeZone),
              document.replaced_at ? t(words.replaced) : '',
            ])}
          />
        </div>
      ))}
    </div>
  );
};
