import { type ActInput as CaseInput, getCase } from '#cases/index.ts';
import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import { getSigningSetting, listLettersOf, type SigningProvider } from '#letters/index.ts';
import type { Words } from '#lib/words.ts';
import type { ActInput, Done } from '../../../act.ts';
import type { Ctx } from '../../../context.ts';
import { paths } from '../../../paths.ts';
import { type Phrase, useWords } from '../../../view.ts';
import { readGiven, signNow } from '../../letters/shared/given.tsx';
import { latestLetter } from './letters.tsx';

const leads: Readonly<Record<'local' | 'service' | 'manual', Words>> = {
  local: {
    id: 'Surat diberi nomor, ditandatangani atas nama jabatan Anda dengan sertifikat lokal Griya, dan dikirim ke kotak masuk OPD.',
    en: 'The letter is numbered, signed in the name of your post with the certificate of this Griya, and sent to the office’s inbox.',
  },
  service: {
    id: 'Surat diberi nomor dan ditandatangani melalui BSrE, lalu dikirim ke kotak masuk OPD. Bila layanan tidak menjawab, nomornya tetap dan Anda dapat mencoba lagi.',
    en: 'The letter is numbered and signed through BSrE, then sent to the office’s inbox. If the service does not answer, the number stays and you can try again.',
  },
  manual: {
    id: 'Surat diberi nomor dan disiapkan sebagai PDF untuk ditandatangani di luar Griya. Surat dikirim setelah berkas bertanda tangan diunggah.',
    en: 'The letter is numbered and made ready as a PDF to be signed outside of Griya. It is sent once the signed file is uploaded.',
  },
};

/** What signing will do, by the way in which the office signs. */
export const SignLead = ({ provider }: { provider: SigningProvider }) => {
  const t = useWords();
  return <p class="g-muted">{t(leads[provider === 'local' || provider === 'manual' ? provider : 'service'])}</p>;
};

/**
 * Signs an outgoing letter of a case: `issue` numbers it in the act's transaction; where a service signs with what the signer
 * gave, it is asked once that has committed. Done on paper nothing is asked for.
 */
export const signOutgoing = async (
  c: Ctx,
  tx: Db,
  input: CaseInput & { actor: Actor },
  { values }: ActInput,
  { kind, said }: { kind: 'reply' | 'refusal'; said: Phrase },
  issue: () => Promise<unknown>,
): Promise<Done> => {
  const found = await getCase(tx, input.actor, input.number);
  const { provider } = await getSigningSetting(tx, found.host.officeId);
  const given = input.onPaper ? null : readGiven(values, provider);
  await issue();
  const onwards = paths.case(input.number);
  const letter = latestLetter(await listLettersOf(tx, found.row.id), kind);
  if (!letter || letter.sign_provider === null || letter.sign_provider === 'local') return { to: onwards, said };
  const to = paths.letterSignature(letter.id);
  return given ? { to, show: () => signNow(c, { actor: input.actor, letterId: letter.id, given, onwards }) } : { to };
};
