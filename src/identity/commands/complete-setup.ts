import type { z } from 'zod';
import { record, system } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { AppError, type FieldFault, invalid } from '#lib/errors.ts';
import { newId } from '#lib/ids.ts';
import { parse } from '#lib/input.ts';
import { insertCredentials } from '../credentials.ts';
import { type CalendarData, type SetupInput, setupInput } from '../input.ts';
import { passwordFault } from '../password.ts';
import { refusing } from '../refusals.ts';
import { isSetupToken } from '../setup-token.ts';
import { appoint } from './appoint.ts';
import { createPerson } from './create-person.ts';
import { createPost } from './create-post.ts';
import { importHolidays } from './import-holidays.ts';
import { saveWorkingPeriod } from './save-working-period.ts';

type Setup = z.output<typeof setupInput>;

/**
 * The first and only set-up: the installation, the hosting office with its kop, the posts of the SOP with who holds them
 * from today on, the first administrator and the working calendar. `token` is the one printed on the console; null when the
 * system itself sets up (demo, a scratch run). Throws `invalid` (fields named by their path, "posts.0.holder.nip"),
 * `not_found` once it is done.
 */
export const completeSetup = async (
  tx: Db,
  input: { token: string | null; setup: SetupInput; calendar: CalendarData; now: Temporal.Instant },
): Promise<{ hostOfficeId: string; administratorId: string; postIds: string[]; personIds: (string | null)[] }> => {
  const { now } = input;
  // Whoever comes second waits here, and then finds the set-up done.
  await tx.selectFrom('setup_token').select('only_one').forUpdate().execute();
  const done = await tx.selectFrom('installation').select('only_one').executeTakeFirst();
  if (done) throw new AppError('not_found', { what: 'set-up: it is done' });
  if (input.token !== null && !(await isSetupToken(tx, input.token))) throw invalid([wrongToken]);
  const setup = parse(setupInput, input.setup);
  const fault = passwordFault(setup.administrator.password, setup.administrator.email);
  if (fault) throw invalid([{ field: 'administrator.password', message: fault }]);

  const hostOfficeId = await insertHost(tx, setup, now);
  for (const period of input.calendar.periods) await saveWorkingPeriod(tx, { period, by: 'system', now });
  await importHolidays(tx, { holidays: input.calendar.holidays, by: 'system', now });
  const postIds: string[] = [];
  const personIds: (string | null)[] = [];
  for (const [index, post] of setup.posts.entries()) {
    const made = await under(`posts.${index}`, insertPost(tx, hostOfficeId, post, setup.timeZone, now));
    postIds.push(made.postId);
    personIds.push(made.personId);
  }
  const administratorId = await under('administrator', insertAdministrator(tx, hostOfficeId, setup.administrator, now));
  await tx.updateTable('setup_token').set({ used_at: now }).execute();
  await record(tx, {
    subjectKind: 'installation',
    subjectId: hostOfficeId,
    at: now,
    type: 'installation.set_up',
    doer: system,
    data: { governmentName: setup.governmentName, domain: setup.domain, administratorId },
  });
  return { hostOfficeId, administratorId, postIds, personIds };
};

const wrongToken: FieldFault = {
  field: 'token',
  message: {
    id: 'Kode penyiapan tidak cocok. Salin kode terakhir yang dicetak di konsol server.',
    en: 'The set-up code does not match. Copy the last one printed on the console of the server.',
  },
};

/** Names the faults of a nested part by its place in the form. */
const under = async <Result>(path: string, work: Promise<Result>): Promise<Result> => {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'invalid') throw error;
    throw invalid(error.faults.map((fault) => ({ ...fault, field: `${path}.${fault.field}` })));
  }
};

const insertHost = async (tx: Db, setup: Setup, now: Temporal.Instant): Promise<string> => {
  const { office } = setup;
  const id = newId();
  await tx
    .insertInto('installation')
    .values({
      government_name: setup.governmentName,
      city_name: setup.cityName,
      place: setup.place,
      domain: setup.domain,
      time_zone: setup.timeZone,
      host_office_id: id,
      set_up_at: now,
    })
    .execute();
  await refusing(
    tx
      .insertInto('office')
      .values({
        id,
        name: office.name,
        abbreviation: office.abbreviation,
        kind: 'host',
        head_title: office.headTitle,
        address: office.address,
        phone: office.phone,
        email: office.email,
        website: office.website,
        logo_file_id: office.logoFileId,
        created_at: now,
      })
      .execute(),
    'office.',
  );
  return id;
};

const insertPost = async (tx: Db, officeId: string, post: Setup['posts'][number], timeZone: string, now: Temporal.Instant) => {
  const { role, title, holder } = post;
  const { postId } = await createPost(tx, { post: { officeId, role, title }, by: 'system', now });
  if (!holder) return { postId, personId: null };
  const { kind, ...person } = holder;
  const { personId } = await under('holder', createPerson(tx, { person: { officeId, ...person }, by: 'system', now }));
  const validFrom = now.toZonedDateTimeISO(timeZone).toPlainDate();
  await appoint(tx, { appointment: { postId, personId, kind, validFrom }, by: 'system', now });
  return { postId, personId };
};

const insertAdministrator = async (tx: Db, officeId: string, administrator: Setup['administrator'], now: Temporal.Instant) => {
  const { name, nip, email, password } = administrator;
  const { personId } = await createPerson(tx, { person: { officeId, name, nip, email }, by: 'system', now });
  const accountId = await insertCredentials(tx, { name, email, password, now });
  await tx.insertInto('account').values({ id: accountId, person_id: personId, administrator: true, created_at: now }).execute();
  await record(tx, {
    subjectKind: 'account',
    subjectId: accountId,
    at: now,
    type: 'account.created',
    doer: system,
    data: { personId, administrator: true, auditor: false },
  });
  return accountId;
};
