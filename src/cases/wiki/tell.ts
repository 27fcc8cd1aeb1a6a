import type { Db } from '#db/index.ts';
import { announce, type NoticeKind } from '#notify/index.ts';
import type { Access } from '#wiki/index.ts';
import { mailTimes } from '../notices.ts';
import { currentCalendar } from '../queries/current-calendar.ts';

export type Telling = { kind: NoticeKind; people: readonly string[]; except: string | null; now: Temporal.Instant };

/** How a page is called where it can leave by mail: those of confidential spaces have no title there. */
export const mailedTitle = ({ title, access }: { title: string; access: Access }): string =>
  access === 'confidential' ? 'halaman di ruang rahasia' : title;

/** Puts a notice about a page of the wiki, or what belongs to it, into the inbox of each of these people. */
export const tell = async (
  tx: Db,
  about: { id: string; label: string; path: string },
  { kind, people, except, now }: Telling,
): Promise<void> => {
  if (people.length === 0) return;
  const calendar = await currentCalendar(tx);
  await announce(tx, {
    to: [...new Set(people)].map((personId) => ({ personId })),
    kind,
    subjectId: about.id,
    label: about.label,
    path: about.path,
    except,
    at: now,
    mail: mailTimes(calendar, now),
    today: now.toZonedDateTimeISO(calendar.timeZone).toPlainDate(),
  });
};
