import type { Db } from '#db/index.ts';
import {
  findLetter,
  type LetterPage,
  type LongUnsigned,
  letterKinds,
  listInitialTurns,
  listLongUnsigned,
  listMakers,
} from '#letters/index.ts';
import { type Announcement, announce, type NoticeKind } from '#notify/index.ts';
import { mailTimes } from './notices.ts';
import { currentCalendar } from './queries/current-calendar.ts';
import { caseNumberOf } from './queries/visible-letter.ts';

type Told = { letterId: string; kind: NoticeKind; to: Announcement['to']; except: string | null; now: Temporal.Instant };

/** "Surat Tanggapan 500.12/7/DISKOMINFO/XI/2026 K-2026-0042" */
const labelOf = (letter: LetterPage, caseNumber: string | null): string => {
  const kind = Object.entries(letterKinds).find(([key]) => key === letter.kind)?.[1].label.id ?? letter.kind;
  return [kind, letter.number, caseNumber].filter(Boolean).join(' ');
};

/** Tells people of a letter. The letter's own page is where the notice leads to. */
const tell = async (tx: Db, { letterId, ...notice }: Told): Promise<void> => {
  if (notice.to.length === 0) return;
  const letter = await findLetter(tx, letterId);
  if (!letter) return;
  const calendar = await currentCalendar(tx);
  await announce(tx, {
    kind: notice.kind,
    to: notice.to,
    except: notice.except,
    subjectId: letterId,
    label: labelOf(letter, await caseNumberOf(tx, letter)),
    path: `/letters/${letterId}/signature`,
    at: notice.now,
    mail: mailTimes(calendar, notice.now),
    today: notice.now.toZonedDateTimeISO(calendar.timeZone).toPlainDate(),
  });
};

type About = { letterId: string; except: string | null; now: Temporal.Instant };

/**
 * Tells the post whose turn it is to initial a draft. `holder` is the role that hears of it as its task already. False when
 * nobody's initials are open any more.
 */
export const tellNextInitial = async (tx: Db, { holder, ...about }: About & { holder: string | null }): Promise<boolean> => {
  const next = (await listInitialTurns(tx, about.letterId)).find((turn) => !turn.done);
  if (!next) return false;
  if (next.role === null || next.role !== holder) {
    await tell(tx, { ...about, kind: 'letter-to-initial', to: [{ postId: next.postId }] });
  }
  return true;
};

/** Tells those who drafted and initialled a letter what became of it. */
export const tellMakers = async (
  tx: Db,
  about: About & { kind: 'letter-returned' | 'letter-signed' | 'letter-signing-failed' },
): Promise<void> => tell(tx, { ...about, to: (await listMakers(tx, about.letterId)).map((personId) => ({ personId })) });

/** Tells a post that a draft with all its initials awaits its signature. */
export const tellSigner = (tx: Db, { officeId, role, ...about }: About & { officeId: string; role: string }): Promise<void> =>
  tell(tx, { ...about, kind: 'letter-to-sign', to: [{ officeId, role }] });

/** Who signs has left the page by then, or the service was away for longer. */
const patience = Temporal.Duration.from({ minutes: 15 });

/**
 * Tells of issued letters that stayed without their signature: the signer, where a person has to act; where Griya signs by
 * itself, those who made the letter too. Once per letter; a second run tells nobody.
 */
export const remindUnsigned = async (db: Db, now: Temporal.Instant): Promise<void> => {
  for (const letter of await listLongUnsigned(db, now.subtract(patience))) {
    await db.transaction().execute((tx) => remind(tx, letter, now));
  }
};

const remind = async (tx: Db, letter: LongUnsigned, now: Temporal.Instant): Promise<void> => {
  const kind = letter.provider === 'local' ? 'letter-signing-failed' : 'letter-to-sign';
  const told = await tx
    .selectFrom('notification')
    .select('id')
    .where('person_id', '=', letter.signerPersonId)
    .where('subject_id', '=', letter.id)
    .where('kind', '=', kind)
    .executeTakeFirst();
  if (told) return;
  const about = { letterId: letter.id, except: null, now };
  await tell(tx, { ...about, kind, to: [{ personId: letter.signerPersonId }] });
  if (kind === 'letter-signing-failed') await tellMakers(tx, { ...about, kind, except: letter.signerPersonId });
};
