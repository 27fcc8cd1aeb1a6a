import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { verify } from '#audit/index.ts';
import { migrate, openOwnerPool, openPool, startEmbedded, withDb } from '#db/index.ts';
import { silentLog } from '#lib/log.ts';
import { foldState, hostingSop } from '#sop/index.ts';
import { goodRequest, makeCity, smallPdf } from '../support/city.ts';
import { zone } from '../support/identity.ts';
import { keyFor, type Program, program } from '../support/program.ts';
import { dataDirectory, freePort, startServer } from '../support/server.ts';

const kills = 3;

test('a server that is killed under load loses no acknowledged act, does none twice, and leaves none half done', async () => {
  const { data, remove } = await dataDirectory();
  const first = await startEmbedded({ data, log: silentLog });
  const owner = openOwnerPool(first.ownerUrl);
  await migrate(owner);
  await owner.end();
  const filled = withDb(openPool(first.url));
  const city = await makeCity(filled.db, data);
  const now = Temporal.Now.instant();
  const [applicantKey, agencyKey] = [
    await keyFor(filled.db, city.applicantHead, now),
    await keyFor(filled.db, city.agencyHead, now),
  ];
  await filled.close();
  await first.stop();

  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const [applicant, agency] = [program(url, applicantKey), program(url, agencyKey)];
  /** What was answered with success: the case and the act. */
  const acknowledged: { number: string; action: string }[] = [];
  /** Agenda numbers and dispatches that were answered with success. */
  const [entries, dispatches]: [string[], string[]] = [[], []];
  let stopping = false;

  /** Repeats a call with the same key until it is answered, as a careful program does. */
  const surely = async (who: Program, path: string, body: unknown): Promise<Record<string, unknown> | null> => {
    const key = randomUUID();
    for (;;) {
      const answer = await who.post(path, body, key).catch(() => null);
      if (answer && answer.status < 500) {
        if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
        return answer.body;
      }
      if (stopping) return null;
      await pause(20);
    }
  };

  let index = 0;
  const load = async (): Promise<void> => {
    while (!stopping) {
      index += 1;
      const subdomain = `kilat-${index}`;
      const kinds = ['recommendation', 'appointment-letter', 'installation-guide'];
      const created = await surely(applicant, '/cases', goodRequest({ subdomain }));
      const number = (created?.number as string | null) ?? (await findNumber(applicant, subdomain));
      if (!number) return;
      for (const kind of kinds) {
        const upload = await sendFile(applicant, kind, () => stopping);
        if (!upload || !(await surely(applicant, `/cases/${number}/documents`, { kind, upload_id: upload }))) return;
      }
      if (!(await surely(applicant, `/cases/${number}/acts/submit`, {}))) return;
      acknowledged.push({ number, action: 'submit' });
      if (!(await surely(agency, `/cases/${number}/acts/dispose`, { instructions: ['process'] }))) return;
      acknowledged.push({ number, action: 'dispose' });
      const today = Temporal.Now.plainDateISO(zone).toString();
      const paper = { from: 'Kecamatan Contoh', number: `005/${subdomain}`, date: today, subject: 'Undangan', channel: 'hand' };
      const entered = await surely(agency, '/agenda', {
        office_id: city.hostOfficeId,
        ...paper,
        received_on: today,
        no_scan_reason: 'menyusul',
      });
      if (!entered) return;
      entries.push(entered.number as string);
      const letterId = await findLetterId(applicant, number);
      if (!letterId) continue;
      const carried = { to_office_id: city.hostOfficeId, channel: 'hand', courier: 'Kurir', sent_on: today };
      const sent = await surely(applicant, `/letters/${letterId}/dispatches`, carried);
      if (!sent) return;
      dispatches.push(sent.dispatch_id as string);
    }
  };

  /** Waits until the load has got somewhere, however slow the machine is; a fault of the load itself ends the wait. */
  const acknowledgedAtLeast = async (count: number): Promise<void> => {
    while (acknowledged.length < count) await pause(10);
  };

  const moments = fc.sample(fc.integer({ min: 0, max: 700 }), { numRuns: kills, seed: 20_261_124 });
  let server = await startServer({ data, port });
  const loads = Promise.all(Array.from({ length: 4 }, load));
  for (const moment of moments) {
    await Promise.race([acknowledgedAtLeast(acknowledged.length + 4), loads]);
    await pause(moment);
    await server.kill();
    server = await startServer({ data, port });
  }
  await Promise.race([acknowledgedAtLeast(acknowledged.length + 4), loads]);
  stopping = true;
  await loads;

  // Between number and signature: the act is answered, and nothing has rendered or signed its letter yet.
  const { number } = await submitOne(applicant, 'nomor-tanpa-tanda-tangan');
  await server.kill();
  server = await startServer({ data, port });
  const numbered = await findRequestLetter(applicant, number);
  expect(numbered).toMatchObject({ status: 'issued', number: expect.any(String) });
  const [again, signed] = [await findRequestLetter(applicant, number), await untilSigned(applicant, number)];
  expect([again?.number, signed.number]).toEqual([numbered?.number, numbered?.number]);
  // Between agenda and dispatch: the letter stands in the other office's agenda; the entry of its dispatch is on its way.
  const today = Temporal.Now.plainDateISO(zone).toString();
  const carried = { to_office_id: city.hostOfficeId, channel: 'hand', courier: 'Kurir', sent_on: today };
  const [path, key] = [`/letters/${signed.id}/dispatches`, randomUUID()];
  const lost = applicant.post(path, carried, key).catch(() => null);
  await server.kill();
  await lost;
  server = await startServer({ data, port });
  const repeated = await applicant.post(path, carried, key);
  expect(repeated.status).toBe(201);
  dispatches.push(repeated.body.dispatch_id as string);
  expect(await server.stop()).toBe(0);

  const last = await startEmbedded({ data, log: silentLog });
  const { db, pool, close } = withDb(openPool(last.url));
  try {
    expect(acknowledged.length).toBeGreaterThanOrEqual(4 * kills);
    const cases = await db.selectFrom('hosting_case').select(['id', 'number', 'state', 'version']).execute();
    const { rows } = await pool.query<{ subject_id: string; action: string }>(
      "select subject_id, data->>'action' as action from audit_event where subject_kind = 'case' and data ? 'action' order by subject_id, seq",
    );
    const done = new Map(
      cases.map((each) => [each.number, rows.filter((row) => row.subject_id === each.id).map((row) => row.action)]),
    );
    for (const { number, action } of acknowledged) {
      expect(done.get(number)?.filter((each) => each === action)).toEqual([action]);
    }
    for (const each of cases) {
      const actions = done.get(each.number) ?? [];
      expect(foldState(hostingSop, actions)).toBe(each.state);
      expect(each.version).toBe(actions.length + 1);
    }
    const halves = await pool.query<{ number: string }>(`
      select c.number from hosting_case c where c.submitted_at is not null and (
        not exists (select 1 from letter l where l.subject_id = c.id and l.kind = 'hosting-request')
        or not exists (select 1 from dns_name n where n.holder = c.id)
        or not exists (select 1 from agenda_entry a where a.subject_id = c.id)
        or (select count(*) from case_step s where s.case_id = c.id and s.closed_at is null) <> 1)`);
    expect(halves.rows).toEqual([]);
    const consecutive = (seqs: readonly (number | null)[]) => expect(seqs).toEqual(seqs.map((_seq, at) => at + 1));
    const agenda = await db.selectFrom('agenda_entry').select(['seq', 'year', 'letter_number']).orderBy('seq').execute();
    consecutive(agenda.map((entry) => entry.seq));
    expect(agenda.map((entry) => `${entry.seq}/${entry.year}`)).toEqual(expect.arrayContaining(entries));
    const onPaper = agenda.map((entry) => entry.letter_number).filter((number) => number.startsWith('005/'));
    expect(new Set(onPaper).size).toBe(onPaper.length);
    const letters = await db
      .selectFrom('letter')
      .select(['id', 'number_seq', 'status'])
      .where('book', '=', 'outgoing')
      .where('office_id', '=', city.health)
      .orderBy('number_seq')
      .execute();
    consecutive(letters.map((letter) => letter.number_seq));
    const sentOut = await db.selectFrom('dispatch_entry').select(['id', 'seq', 'letter_id']).orderBy('seq').execute();
    consecutive(sentOut.map((entry) => entry.seq));
    expect(dispatches.length).toBeGreaterThan(0);
    expect(sentOut.map((entry) => entry.id)).toEqual(expect.arrayContaining(dispatches));
    const signatures = await pool.query<{ signed: number }>(
      "select count(e.seq)::int as signed from letter l left join audit_event e on e.subject_kind = 'letter' and e.subject_id = l.id and e.type = 'letter.signed' where l.sign_state = 'signed' group by l.id",
    );
    expect(signatures.rows.length).toBeGreaterThan(0);
    expect(new Set(signatures.rows.map((row) => row.signed))).toEqual(new Set([1]));
    const sent = new Set(sentOut.map((entry) => entry.letter_id));
    for (const letter of letters) expect(letter.status).toBe(sent.has(letter.id) ? 'sent' : 'issued');
    expect(await verify(db)).toMatchObject({ broken: null });
  } finally {
    await close();
    await last.stop();
    await remove();
  }
}, 180_000);

const findNumber = async (who: Program, subdomain: string): Promise<string | null> => {
  const { body } = await who.get(`/cases?search=${subdomain}`);
  const cases = (body.cases as { number: string; subdomain: string }[] | undefined) ?? [];
  return cases.find((each) => each.subdomain === subdomain)?.number ?? null;
};

/** A case that is submitted, every call repeated by hand where it must be: nothing is killed meanwhile. */
const submitOne = async (who: Program, subdomain: string): Promise<{ number: string }> => {
  const good = async (path: string, body: unknown): Promise<Record<string, unknown>> => {
    const answer = await who.post(path, body);
    if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const number = (await good('/cases', goodRequest({ subdomain }))).number as string;
  for (const kind of ['recommendation', 'appointment-letter', 'installation-guide']) {
    await good(`/cases/${number}/documents`, { kind, upload_id: await sendFile(who, kind, () => false) });
  }
  await good(`/cases/${number}/acts/submit`, {});
  return { number };
};

type RequestLetter = { id: string; kind: string; number: string | null; status: string; sign_state: string | null };

const findRequestLetter = async (who: Program, number: string): Promise<RequestLetter | undefined> => {
  const { body } = await who.get(`/cases/${number}`);
  return (body.letters as RequestLetter[]).find((each) => each.kind === 'hosting-request');
};

const untilSigned = async (who: Program, number: string): Promise<RequestLetter> => {
  for (;;) {
    const letter = await findRequestLetter(who, number);
    if (letter?.sign_state === 'signed') return letter;
    await pause(50);
  }
};

const findLetterId = async (who: Program, number: string): Promise<string | null> => {
  const answer = await who.get(`/cases/${number}`).catch(() => null);
  const letters = (answer?.body.letters as { id: string; kind: string }[] | undefined) ?? [];
  return letters.find((each) => each.kind === 'hosting-request')?.id ?? null;
};

const sendFile = async (who: Program, kind: string, stopping: () => boolean): Promise<string | null> => {
  for (;;) {
    const answer = await who
      .post(`/uploads?name=${kind}.pdf&purpose=${kind}`, new Uint8Array(Buffer.from(smallPdf)))
      .catch(() => null);
    if (answer?.status === 201) return answer.body.upload_id as string;
    if (stopping()) return null;
    await pause(20);
  }
};
