import type { Doer } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { getOffice } from '#identity/index.ts';
import { findLetter, issueNow, type LetterPage, listLettersOf, type Signer } from '#letters/index.ts';
import type { FoundCase } from '../find-case.ts';
import type { RequestDraft } from '../request.ts';

/** What an administrator is appointed for (letter T4). */
const duties = (host: string): string[] => [
  'mengelola akun dan hak akses aplikasi',
  'memutakhirkan data dan konten aplikasi',
  'menjaga kerahasiaan kredensial',
  `melaporkan gangguan dan insiden kepada ${host}`,
  'melakukan pencadangan sesuai pembagian tanggung jawab',
];

const personOf = (draft: RequestDraft) => ({
  name: draft.administrator_name?.trim() ?? '',
  nip: draft.administrator_nip?.replace(/\s/g, '') ?? '',
  title: draft.administrator_title?.trim() ?? '',
});

/** Surat penunjukan (T4) in the name of the head of the applicant's office, from what the request says of the administrator. */
export const appointmentLetter = async (
  tx: Db,
  input: { found: FoundCase; signer: Signer; today: Temporal.PlainDate; now: Temporal.Instant; doer: Doer },
): Promise<{ letterId: string; number: string }> => {
  const { found, ...act } = input;
  const draft = found.row.request as RequestDraft;
  const host = await getOffice(tx, found.host.officeId);
  const application = draft.application_name?.trim() ?? '';
  return issueNow(tx, {
    kind: 'appointment-letter',
    officeId: found.row.office_id,
    subjectId: found.row.id,
    hal: `Penunjukan Pengelola/Administrator Aplikasi ${application}`,
    data: {
      administrator: {
        ...personOf(draft),
        phone: draft.administrator_phone?.trim() ?? '',
        email: draft.administrator_email?.trim() ?? '',
      },
      application,
      duties: duties(host.name),
    },
    ...act,
  });
};

/**
 * The letter of appointment that was issued in Griya for this case, as long as it names the administrator and the application
 * that the request names now; undefined otherwise.
 */
export const findAppointment = async (db: Db, found: FoundCase): Promise<LetterPage | undefined> => {
  const last = (await listLettersOf(db, found.row.id))
    .filter((each) => each.kind === 'appointment-letter' && (each.status === 'issued' || each.status === 'sent'))
    .at(-1);
  const letter = last ? await findLetter(db, last.id) : undefined;
  if (!letter) return undefined;
  const named = letter.content.administrator as { name: string; nip: string; title: string };
  const draft = found.row.request as RequestDraft;
  const wanted = personOf(draft);
  const same = named.name === wanted.name && named.nip.replace(/\s/g, '') === wanted.nip && named.title === wanted.title;
  return same && letter.content.application === draft.application_name?.trim() ? letter : undefined;
};
