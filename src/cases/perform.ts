import { sql } from 'kysely';
import type { Doer } from '#audit/index.ts';
import { type Db, json } from '#db/index.ts';
import { getOwnUpload } from '#files/index.ts';
import { type Actor, definitiveHolder } from '#identity/index.ts';
import { AppError, type FieldFault } from '#lib/errors.ts';
import { newId } from '#lib/ids.ts';
import { type Language, say } from '#lib/words.ts';
import {
  type CaseFacts,
  dueAt,
  findAction,
  type Refusal,
  requirementOf,
  type SopAction,
  type SopState,
  stateOf,
  stepOf,
  systemActor,
  type Transition,
  transition,
  type WorkingCalendar,
  workingMinutesBetween,
} from '#sop/index.ts';
import { calendarOf } from './calendar.ts';
import { type CaseRow, type FoundCase, getCase } from './find-case.ts';
import { tellHooksOfAct, tellOf } from './notices.ts';
import { parseRequest, type RequestDraft } from './request.ts';
import { metRequirements } from './requirements.ts';

/** Something done on paper, by phone or by fax, and entered afterwards. */
export type OnPaper = { medium: 'paper' | 'phone' | 'fax'; happenedAt: Temporal.Instant; reason: string; uploadId?: string };

/** What every act on a case is called with. */
export type ActInput = {
  number: string;
  actor: Actor | typeof systemActor;
  now: Temporal.Instant;
  /** The case's version that the person saw; null where it does not matter (comments, the command line). */
  seen: number | null;
  onPaper?: OnPaper;
};

export type ActContext = {
  tx: Db;
  found: FoundCase;
  action: SopAction;
  calendar: WorkingCalendar;
  doer: Doer;
  /** Whom the doer stands in for: who holds the post definitively while a Plh. or Plt. acts. */
  standsInFor: string | null;
  now: Temporal.Instant;
  /** Today in the office's time zone. */
  today: Temporal.PlainDate;
  /** Of who acts; the system speaks Indonesian, the office's language. */
  language: Language;
  /** The signer as the letters want it. */
  signer: { personId: string; postId: string; acting: 'definitive' | 'plt' | 'plh' };
};

type Patch = Partial<
  Pick<
    CaseRow,
    | 'application_name'
    | 'subdomain'
    | 'request'
    | 'granted'
    | 'asked_by'
    | 'assignee_person_id'
    | 'round'
    | 'submitted_at'
    | 'total_due_at'
    | 'server_id'
    | 'application_id'
    | 'recommendation_id'
    | 'server_branch'
    | 'resolve_override'
  >
>;

/** What a command's own work leaves: columns to change, and what the audit event says. */
export type ActWork = { patch?: Patch; data?: Record<string, unknown>; notify?: readonly string[] };

export type ActResult = { number: string; state: string; version: number; step: number | null };

/** What the actor's rules are asked about. */
export const factsOf = (found: FoundCase, met: ReadonlySet<string>): CaseFacts => ({
  state: found.row.state,
  officeId: found.row.office_id,
  hostOfficeId: found.host.officeId,
  askedBy: found.row.asked_by,
  assigneeId: found.row.assignee_person_id,
  met,
});

/**
 * Does one act on a case, in the caller's transaction: the only door to a case's state. Looks the case up as the actor
 * sees it (not_found), locks it, refuses a stale page (stale_page), asks the process (not_possible_now, forbidden,
 * missing), runs `work`, then writes state, step, deadline and audit event in one statement.
 */
export const perform = async (
  tx: Db,
  input: ActInput,
  actionKey: string,
  work: (context: ActContext) => Promise<ActWork>,
): Promise<ActResult> => {
  const found = await getCase(tx, input.actor, input.number, { lock: true });
  if (input.seen !== null && input.seen !== found.row.version) {
    throw new AppError('stale_page', { seen: input.seen, now: found.row.version });
  }
  const action = findAction(found.definition, actionKey);
  const met = await metRequirements(tx, found, action?.needs ?? []);
  const verdict = transition(found.definition, factsOf(found, met), input.actor, actionKey);
  if (!verdict.ok) throw refusalError(found, verdict, input.actor === systemActor ? 'id' : input.actor.language);
  if (input.onPaper) await checkPaper(tx, found, verdict.action, input, input.onPaper);

  const at = input.onPaper?.happenedAt ?? input.now;
  const calendar = await calendarOf(tx, found.host.calendarVersion, found.host.timeZone, found.host.officeId);
  const doer: Doer =
    input.actor === systemActor
      ? { accountId: null, personId: null, postId: null, acting: null }
      : { accountId: input.actor.accountId, personId: input.actor.personId, postId: verdict.postId, acting: verdict.acting };
  const today = dateOf(at, found);
  const acts = verdict.postId !== null && (verdict.acting === 'plh' || verdict.acting === 'plt');
  const standsInFor = acts && verdict.postId ? await definitiveHolder(tx, verdict.postId, today) : null;
  const done = await work({
    tx,
    found,
    action: verdict.action,
    calendar,
    doer,
    standsInFor,
    now: at,
    today,
    language: input.actor === systemActor ? 'id' : input.actor.language,
    signer: { personId: doer.personId ?? '', postId: verdict.postId ?? '', acting: verdict.acting ?? 'definitive' },
  });
  const opened = stepTimes(found, verdict, calendar, at);
  await writeAct(tx, { found, verdict, done, doer, standsInFor, at, recordedAt: input.now, opened, onPaper: input.onPaper });
  await tellOf({ tx, found, calendar, action: verdict.action, doer, now: input.now, today: dateOf(input.now, found) });
  await tellHooksOfAct(tx, { found, action: verdict.action, dueAt: opened.dueAt, now: input.now });
  return { number: found.row.number, state: verdict.to.key, version: found.row.version + 1, step: verdict.to.step };
};

const dateOf = (at: Temporal.Instant, found: FoundCase): Temporal.PlainDate =>
  at.toZonedDateTimeISO(found.host.timeZone).toPlainDate();

const notOnPaper = {
  id: 'tindakan ini hanya dapat dilakukan di Griya, tidak di atas kertas',
  en: 'this can only be done in Griya, not on paper',
};

const checkPaper = async (tx: Db, found: FoundCase, action: SopAction, input: ActInput, paper: OnPaper): Promise<void> => {
  const { actor, now } = input;
  if (!action.onPaper || actor === systemActor) {
    throw new AppError('forbidden', { why: say(notOnPaper, actor === systemActor ? 'id' : actor.language) });
  }
  if (paper.uploadId) await getOwnUpload(tx, { uploadId: paper.uploadId, accountId: actor.accountId, purpose: 'paper' });
  const faults = [];
  if (Temporal.Instant.compare(paper.happenedAt, now) > 0) {
    faults.push({
      field: 'paper_at',
      message: { id: 'Waktu pelaksanaan tidak boleh di masa depan.', en: 'The time of the act cannot lie in the future.' },
    });
  }
  if (Temporal.Instant.compare(paper.happenedAt, found.row.state_since) < 0) {
    faults.push({
      field: 'paper_at',
      message: {
        id: 'Waktu pelaksanaan lebih awal daripada langkah sebelumnya. Periksa tanggal dan jamnya.',
        en: 'The act lies before the previous one. Check date and time.',
      },
    });
  }
  if (paper.reason.trim() === '') {
    faults.push({
      field: 'paper_reason',
      message: { id: 'Tuliskan mengapa dicatat belakangan.', en: 'Say why this is recorded afterwards.' },
    });
  }
  if (faults.length > 0) throw new AppError('invalid', { fields: faults.map((each) => each.field).join(', ') }, faults);
};

type Opened = { dueAt: Temporal.Instant | null; minutes: number; late: boolean };

const stepTimes = (
  found: FoundCase,
  verdict: Extract<Transition, { ok: true }>,
  calendar: WorkingCalendar,
  at: Temporal.Instant,
): Opened => {
  const leaving = stateOf(found.definition, found.row.state);
  const counted = leaving.clock === 'running';
  return {
    dueAt: dueOf(found, verdict.to, verdict, calendar, at),
    // Whole minutes are kept: a step is measured in hours and days.
    minutes: counted ? Math.round(workingMinutesBetween(calendar, found.row.state_since, at)) : 0,
    late: found.row.due_at !== null && Temporal.Instant.compare(at, found.row.due_at) > 0,
  };
};

const dueOf = (
  found: FoundCase,
  to: SopState,
  verdict: Extract<Transition, { ok: true }>,
  calendar: WorkingCalendar,
  at: Temporal.Instant,
): Temporal.Instant | null => {
  if (to.clock !== 'running' || to.step === null) return null;
  if (verdict.opens === null && found.row.due_at !== null) return found.row.due_at;
  return dueAt(calendar, at, stepOf(found.definition, to.step).time);
};

type Writing = {
  found: FoundCase;
  verdict: Extract<Transition, { ok: true }>;
  done: ActWork;
  doer: Doer;
  standsInFor: string | null;
  at: Temporal.Instant;
  recordedAt: Temporal.Instant;
  opened: Opened;
  onPaper: OnPaper | undefined;
};

const jsonColumns = new Set(['request', 'granted']);

/** State, step visit, audit event and paper record, in one round trip. */
const writeAct = async (tx: Db, writing: Writing): Promise<void> => {
  const { found, verdict, done, doer, at, opened } = writing;
  const { row } = found;
  const moves = verdict.action.to !== null;
  const changes = Object.entries(done.patch ?? {}).map(([column, value]) =>
    jsonColumns.has(column) ? sql`${sql.ref(column)} = ${json(value)}` : sql`${sql.ref(column)} = ${value}`,
  );
  const set = sql.join([
    sql`version = version + 1`,
    ...changes,
    ...(moves
      ? [
          sql`state = ${verdict.to.key}`,
          sql`state_since = ${at}`,
          sql`due_at = ${opened.dueAt}`,
          sql`closed_at = ${verdict.to.ended ? at : null}`,
          ...(done.patch && 'assignee_person_id' in done.patch ? [] : [sql`assignee_person_id = null`]),
        ]
      : []),
  ]);
  const closes = moves && (verdict.closes !== null || verdict.opens !== null || verdict.to.ended);
  const data = {
    action: verdict.action.key,
    from: row.state,
    to: verdict.to.key,
    version: row.version + 1,
    ...(writing.standsInFor ? { for_person: writing.standsInFor } : {}),
    ...(writing.onPaper
      ? { on_paper: { medium: writing.onPaper.medium, happened_at: at.toString(), reason: writing.onPaper.reason } }
      : {}),
    ...done.data,
  };
  const { rows } = await sql<{ updated: number }>`
    with changed as (
      update hosting_case set ${set} where id = ${row.id} and version = ${row.version} returning id
    ), closed as (
      update case_step set closed_at = ${at}, outcome = ${verdict.action.key}, closed_by_person_id = ${doer.personId},
        closed_by_post_id = ${doer.postId}, closed_acting = ${doer.acting},
        working_minutes = coalesce(working_minutes, 0) + ${opened.minutes}, late = ${opened.late}
      where case_id = ${row.id} and closed_at is null and ${closes} returning id
    ), counted as (
      update case_step set working_minutes = coalesce(working_minutes, 0) + ${opened.minutes}, state = ${verdict.to.key}
      where case_id = ${row.id} and closed_at is null and ${moves && !closes} returning id
    ), opened as (
      insert into case_step (id, case_id, step, state, opened_at, due_at)
      select ${newId()}::uuid, ${row.id}::uuid, ${verdict.to.step ?? 0}::smallint, ${verdict.to.key}::text, ${at}::timestamptz, ${opened.dueAt}::timestamptz
      from (select count(*) from closed) as after_closing where ${closes && !verdict.to.ended && verdict.to.step !== null}
    ), paper as (
      insert into manual_record (id, case_id, action, medium, happened_at, reason, upload_id, recorded_by, recorded_at)
      select ${newId()}::uuid, ${row.id}::uuid, ${verdict.action.key}::text, ${writing.onPaper?.medium ?? null}::text, ${at}::timestamptz,
        ${writing.onPaper?.reason ?? null}::text, ${writing.onPaper?.uploadId ?? null}::uuid, ${doer.personId}::uuid, ${writing.recordedAt}::timestamptz
      where ${writing.onPaper !== undefined}
    )
    select (select count(*)::int from changed) as updated,
      audit_append('case', ${row.id}, ${writing.recordedAt}, ${`case.${verdict.action.key}`}, ${doer.accountId}, ${doer.personId},
        ${doer.postId}, ${doer.acting}, ${JSON.stringify(data)}::jsonb) as seq`.execute(tx);
  if (rows[0]?.updated !== 1) throw new AppError('stale_page', { seen: row.version, now: row.version + 1 });
};

const why: Readonly<Record<Exclude<Refusal['code'], 'missing' | 'not-now' | 'unknown-action'>, Record<Language, string>>> = {
  'wrong-post': { id: 'tindakan ini milik jabatan lain', en: 'this belongs to another post' },
  'asked-it': { id: 'yang mengajukan tidak boleh memutuskan', en: 'who asks does not decide' },
  taken: { id: 'tugas ini sedang dikerjakan orang lain', en: 'someone else has taken this task' },
};

/** The process' refusal as an error of the closed list, naming what is possible now or what is missing. */
export const refusalError = (found: FoundCase, verdict: Extract<Transition, { ok: false }>, language: Language): AppError => {
  const { refusal } = verdict;
  if (refusal.code === 'missing') {
    const items = refusal.requirements.map((key) => requirementOf(found.definition, key).label[language]);
    return new AppError('missing', { items: items.join('; ') }, requestFaults(found, refusal.requirements));
  }
  if (refusal.code === 'not-now' || refusal.code === 'unknown-action') {
    return new AppError('not_possible_now', {
      action: refusal.code,
      state: stateOf(found.definition, found.row.state).label[language],
      possible: verdict.possible.map((each) => describe(found, each, language)).join('; ') || '–',
    });
  }
  return new AppError('forbidden', { why: why[refusal.code][language] });
};

/** Where the request itself is what is not complete: which of its fields, and why. */
const requestFaults = (found: FoundCase, missing: readonly string[]): readonly FieldFault[] => {
  if (!missing.includes('request-complete')) return [];
  const parsed = parseRequest(found.row.request as RequestDraft);
  return parsed.ok ? [] : parsed.faults;
};

const describe = (found: FoundCase, action: SopAction, language: Language): string => {
  const posts = action.by.map((role) => found.definition.posts.find((post) => post.role === role)?.title[language] ?? role);
  return `${action.label[language]} (${posts.join(', ')})`;
};
