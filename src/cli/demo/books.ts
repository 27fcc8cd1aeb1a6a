import { findSubject, issueRecommendation, recommendationChecklist } from '#cases/index.ts';
import { doerOf } from '#identity/index.ts';
import {
  blockNumbers,
  getDispatch,
  getLetter,
  listDispatches,
  listOutgoing,
  recordDispatch,
  recordReceipt,
  registerOutgoing,
  registerPaper,
  signedUploadPurpose,
  voidLetter,
} from '#letters/index.ts';
import { fault } from '#lib/fault.ts';
import { actorOf, drain, type Member, refusable, type Stage, uploadAs } from '../stage/stage.ts';
import { receiptSlip, scannedLetter } from './documents.ts';
import type { DemoBooks } from './schema.ts';
import { type DemoCast, playerFor } from './set-up.ts';

type Cue = { at: Temporal.Instant; does: () => Promise<void> };

/** The numbers that were given in books of paper before the city began with Griya. */
export const keepNumbers = async (stage: Stage, cast: DemoCast, books: DemoBooks): Promise<void> => {
  const now = stage.clock.now();
  const { year } = now.toZonedDateTimeISO(cast.city.city.time_zone);
  for (const { book, to, reason } of books.kept) {
    await refusable(`The numbers of ${book} could not be kept`, () =>
      stage.db.transaction().execute((tx) =>
        blockNumbers(tx, {
          by: 'system',
          officeId: cast.hostOfficeId,
          block: { book, year, kind: 'outside', to, reason },
          now,
        }),
      ),
    );
  }
};

/** What goes through the books beside the cases, each with its moment, which may fall outside working time. */
export const bookCues = (stage: Stage, cast: DemoCast, books: DemoBooks, now: Temporal.Instant): Cue[] => {
  const ago = (days: number, minutes = 0): Temporal.Instant => now.subtract({ hours: 24 * days }).add({ minutes });
  const letters = books.letters_in.map((letter) => ({ at: ago(letter.days_ago), does: () => enterLetter(stage, cast, letter) }));
  const couriers = books.couriers.flatMap((courier) => {
    const sent: { dispatchId: string | null } = { dispatchId: null };
    const cues: Cue[] = [
      {
        at: ago(courier.days_ago, 20),
        does: async () => {
          sent.dispatchId = await sendLetter(stage, cast, courier);
        },
      },
    ];
    if (courier.received_after) {
      cues.push({
        at: ago(courier.days_ago - courier.received_after, 45),
        does: () => takeReceipt(stage, cast, sent.dispatchId, courier.received_by),
      });
    }
    return cues;
  });
  const outside = books.letters_out.map((letter) => ({
    at: ago(letter.days_ago, 30),
    does: () => enterOutside(stage, cast, letter),
  }));
  return [...letters, ...outside, ...couriers, ...voidCues(stage, cast, books, ago)];
};

const keeperOf = (stage: Stage, cast: DemoCast, office: string): { member: Member; officeId: string; name: string } => {
  if (office === cast.city.host.abbreviation) {
    return { member: playerFor(cast, 'secretariat', stage.clock.now()), officeId: cast.hostOfficeId, name: cast.city.host.name };
  }
  const found = cast.offices.get(office);
  if (!found) throw fault(`samples/demo/books.yaml names ${office}, which is no office of city.yaml.`);
  return { member: found.staff, officeId: found.officeId, name: found.entry.name };
};

const timeZoneOf = (cast: DemoCast): string => cast.city.city.time_zone;

const todayOf = (stage: Stage, cast: DemoCast): Temporal.PlainDate =>
  stage.clock.now().toZonedDateTimeISO(timeZoneOf(cast)).toPlainDate();

const enterLetter = async (stage: Stage, cast: DemoCast, letter: DemoBooks['letters_in'][number]): Promise<void> => {
  const { member, officeId, name } = keeperOf(stage, cast, letter.office);
  const today = todayOf(stage, cast);
  const date = today.subtract({ days: 2 });
  const content = scannedLetter({ ...letter, to: name, date });
  const scan = letter.scan
    ? await uploadAs(stage, member, { name: `${letter.number.replaceAll('/', '-')}.pdf`, purpose: 'paper', content })
    : '';
  const actor = await actorOf(stage, member);
  const { from, number, hal, nature, channel, attachments, note } = letter;
  const entry = {
    from,
    number,
    hal,
    nature,
    channel,
    attachments,
    note,
    date,
    receivedOn: today,
    scan,
    forwardedTo: letter.forwarded_to,
  };
  const noScanReason = letter.scan ? '' : 'Asli masih di meja pimpinan, pindaian menyusul';
  const input = { actor, officeId, letter: { ...entry, noScanReason }, now: stage.clock.now(), timeZone: timeZoneOf(cast) };
  await refusable(`The letter ${number} could not be entered`, () =>
    stage.db.transaction().execute((tx) => registerPaper(tx, input)),
  );
};

/** A letter that the secretariat wrote elsewhere takes its number here; its signed file comes along, or is still waited for. */
const enterOutside = async (stage: Stage, cast: DemoCast, letter: DemoBooks['letters_out'][number]): Promise<void> => {
  const { member, officeId, name } = keeperOf(stage, cast, letter.office);
  const date = todayOf(stage, cast);
  const content = scannedLetter({ from: name, number: '', hal: letter.hal, to: letter.to, date });
  const file = letter.scan
    ? await uploadAs(stage, member, { name: 'pindaian-surat.pdf', purpose: signedUploadPurpose, content })
    : '';
  const actor = await actorOf(stage, member);
  const { book, to, hal, signer, attachments } = letter;
  const input = { actor, officeId, now: stage.clock.now(), timeZone: timeZoneOf(cast) };
  await refusable(`The letter to ${to} could not be entered`, () =>
    stage.db
      .transaction()
      .execute((tx) => registerOutgoing(tx, { ...input, letter: { book, to, date, hal, signer, attachments, file } })),
  );
};

/** The newest reply that was only delivered in Griya goes on paper too. Null while there is none. */
const sendLetter = async (stage: Stage, cast: DemoCast, courier: DemoBooks['couriers'][number]): Promise<string | null> => {
  const { member, officeId } = keeperOf(stage, cast, cast.city.host.abbreviation);
  const actor = await actorOf(stage, member);
  const [replies, sent] = [
    await listOutgoing(stage.db, actor, { officeId, kind: 'reply', status: 'sent' }),
    await listDispatches(stage.db, actor, { officeId, pageSize: 1000 }),
  ];
  const carried = new Set(sent.rows.filter((row) => row.channel !== 'inbox').map((row) => row.letterId));
  const letter = replies.rows.find((row) => !carried.has(row.id));
  if (!letter) return null;
  const { subject_id } = await getLetter(stage.db, letter.id);
  const subject = await findSubject(stage.db, actor, subject_id);
  const office = await stage.db
    .selectFrom('hosting_case')
    .select('office_id')
    .where('id', '=', subject?.id ?? '')
    .executeTakeFirst();
  const { channel, reference } = courier;
  const dispatch = { toOfficeId: office?.office_id ?? '', toName: letter.to, channel, courier: courier.courier, reference };
  const { dispatchId } = await refusable(`${letter.number} could not be sent`, () =>
    stage.db.transaction().execute((tx) =>
      recordDispatch(tx, {
        actor,
        letterId: letter.id,
        dispatch: { ...dispatch, sentOn: todayOf(stage, cast) },
        now: stage.clock.now(),
        timeZone: timeZoneOf(cast),
      }),
    ),
  );
  return dispatchId;
};

const takeReceipt = async (stage: Stage, cast: DemoCast, dispatchId: string | null, receivedBy: string): Promise<void> => {
  if (!dispatchId) return;
  const { member } = keeperOf(stage, cast, cast.city.host.abbreviation);
  const actor = await actorOf(stage, member);
  const row = await getDispatch(stage.db, actor, dispatchId);
  const date = todayOf(stage, cast);
  const content = receiptSlip({ number: row.number ?? '', to: row.to, receivedBy, date });
  const scan = await uploadAs(stage, member, { name: 'tanda-terima.pdf', purpose: 'paper', content });
  const input = {
    actor,
    dispatchId,
    receipt: { receivedBy, receivedOn: date, scan },
    now: stage.clock.now(),
    timeZone: timeZoneOf(cast),
  };
  await refusable(`The receipt of ${row.number} could not be entered`, () =>
    stage.db.transaction().execute((tx) => recordReceipt(tx, input)),
  );
};

/** A recommendation with a wrong name, and half an hour later the head of the agency makes it void. */
const voidCues = (
  stage: Stage,
  cast: DemoCast,
  books: DemoBooks,
  ago: (days: number, minutes?: number) => Temporal.Instant,
): Cue[] => {
  const { days_ago, office, application, reason } = books.void;
  const issued: { id: string } = { id: '' };
  return [
    {
      at: ago(days_ago),
      does: async () => {
        const actor = await actorOf(stage, playerFor(cast, 'technical-team', stage.clock.now()));
        const recommendation = {
          officeId: keeperOf(stage, cast, office).officeId,
          applicationName: application,
          checklist: recommendationChecklist.map(({ value }) => ({ key: value, verdict: 'met' as const, note: '' })),
          result: 'recommended' as const,
          notes: '',
          cpu: 2,
          memoryGb: 4,
          diskGb: 40,
          validUntil: todayOf(stage, cast).add({ months: 6 }),
        };
        const input = { actor, recommendation, now: stage.clock.now(), timeZone: timeZoneOf(cast) };
        issued.id = (await stage.db.transaction().execute((tx) => issueRecommendation(tx, input))).id;
        await drain(stage);
      },
    },
    {
      at: ago(days_ago, 35),
      does: async () => {
        const actor = await actorOf(stage, playerFor(cast, 'agency-head', stage.clock.now()));
        const letter = await stage.db
          .selectFrom('letter')
          .select('id')
          .where('subject_id', '=', issued.id)
          .executeTakeFirstOrThrow();
        const doer = doerOf(
          actor,
          actor.posts.find((post) => post.role === 'agency-head'),
        );
        await stage.db
          .transaction()
          .execute((tx) => voidLetter(tx, { letterId: letter.id, reason, now: stage.clock.now(), doer }));
      },
    },
  ];
};
