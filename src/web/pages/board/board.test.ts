import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createCase, ensureSopVersion, type FoundCase } from '#cases/index.ts';
import { findActor } from '#identity/index.ts';
import { type TestApp, testApp } from '../../../../test/support/app.ts';
import { type Look, lookAt } from '../../../../test/support/look.ts';
import { paths } from '../../paths.ts';

let app: TestApp;
let look: Look;
const numbers: Record<string, string> = {};

/** A case of the test's office, laid into a state as if it had come there: due at a moment, with the visit that is open. */
const lay = async (name: string, state: FoundCase['row']['state'], step: number, due: string | null): Promise<string> => {
  const { db, ownerPool } = app.database;
  const { rows } = await ownerPool.query(
    `select a.id from account a join person p on p.id = a.person_id where p.name = 'Dewi Lestari'`,
  );
  const actor = await findActor(db, { accountId: rows[0].id, now: app.time.now });
  if (!actor) throw new Error('nobody asks');
  const now = app.time.now.subtract({ hours: 24 });
  const { id, number } = await db
    .transaction()
    .execute((tx) => createCase(tx, { actor, draft: { application_name: name, subdomain: '' }, now, timeZone: 'Asia/Jakarta' }));
  await ownerPool.query(
    `update hosting_case set state = $2, due_at = $3, submitted_at = $4, state_since = $4, version = version + 1, application_name = $5 where id = $1`,
    [id, state, due, now.toString(), name],
  );
  await ownerPool.query(`delete from case_step where case_id = $1`, [id]);
  await ownerPool.query(`insert into case_step (id, case_id, step, state, opened_at, due_at) values ($1, $2, $3, $4, $5, $6)`, [
    randomUUID(),
    id,
    step,
    state,
    now.toString(),
    due,
  ]);
  return number;
};

beforeAll(async () => {
  app = await testApp();
  await ensureSopVersion(app.database.db, app.time.now);
  look = await lookAt(app);
  for (const role of ['applicant-head', 'agency-head', 'division-head', 'application-section-head'] as const)
    await app.signIn(role);
  // It is Tuesday 24 November 2026, 09.00.
  numbers.soon = await lay('Antrean Puskesmas', 'completeness-check', 3, '2026-11-25T09:00:00Z');
  numbers.late = await lay('Arsip Daerah', 'capacity-check', 4, '2026-11-23T05:00:00Z');
  numbers.waits = await lay('Pajak Daring', 'returned', 1, null);
  numbers.install = await lay('Presensi', 'installation', 7, '2026-11-27T09:00:00Z');
}, 60_000);

afterAll(async () => {
  await look.close();
  await app.close();
});

describe('the board', () => {
  test('counts every column, names the most urgent, and keeps its filter from one way to the next', async () => {
    const kabid = await app.signIn('division-head');
    const { html } = await kabid.get(paths.board());
    expect(html).toContain('4 berjalan, 1 terlambat, 1 menunggu OPD');
    for (const name of ['Antrean Puskesmas', 'Arsip Daerah', 'Pajak Daring', 'Presensi']) expect(html).toContain(name);
    const searched = await kabid.get(paths.board({ q: 'arsip' }));
    expect(searched.html).toContain('Arsip Daerah');
    expect(searched.html).not.toContain('Presensi');
    expect(searched.html).toContain(`href="${paths.boardTimeline({ q: 'arsip' })}"`);
  });

  test('shows in the calendar what is due on which day, with days off, and leads to the list of the day', async () => {
    const kabid = await app.signIn('division-head');
    const { html } = await kabid.get(paths.boardCalendar());
    expect(html).toContain('November 2026');
    expect(html).toContain('Antrean Puskesmas');
    const day = paths.cases({ open: 'yes', due: '2026-11-25' });
    expect(html).toContain(day.replaceAll('&', '&amp;'));
    const list = await kabid.get(day);
    expect(list.html).toContain('Antrean Puskesmas');
    expect(list.html).not.toContain('Presensi');
    expect((await kabid.get(paths.boardCalendar({ month: '2026-12' }))).html).toContain('Natal');
    for (const odd of ['2026-13', '0000-00', '%00', '999999-01']) {
      expect((await kabid.get(`${paths.boardCalendar()}?month=${odd}`)).status, odd).toBe(200);
    }
  });

  test('draws the timeline with every deadline in words too, and takes no address for granted', async () => {
    const kabid = await app.signIn('division-head');
    const { html } = await kabid.get(paths.boardTimeline());
    expect(html).toContain('Langkah 4 Pemeriksaan kapasitas, jatuh tempo Senin 23 Nov 12.00, terlambat');
    for (const odd of ['2026-02-31', 'x', '-99999-01-01', '2026-11-24T00:00']) {
      expect((await kabid.get(`${paths.boardTimeline()}?from=${odd}`)).status, odd).toBe(200);
    }
  });

  test('is one’s own office’s alone for the applicant', async () => {
    const other = await app.makeAccount({ email: 'lain@contoh.go.id', officeId: app.hostOfficeId });
    expect(other).toBeTruthy();
    const stranger = await app.signInAs('lain@contoh.go.id');
    for (const path of [paths.board(), paths.boardCalendar(), paths.boardTimeline(), paths.cases()]) {
      expect((await stranger.get(path)).html, path).not.toContain('Arsip Daerah');
    }
    expect((await stranger.get(paths.team())).status).toBe(403);
  });
});

test('views are kept under a name, shared with colleagues, and removed by their owner alone', async () => {
  const kabid = await app.signIn('division-head');
  const at = paths.cases({ late: 'yes' });
  const kept = await kabid.submit(paths.savedViews(), { name: 'Yang terlambat', shared: 'on' }, { at });
  expect(kept.location).toBe(at);
  expect((await kabid.submit(paths.savedViews(), { name: '' }, { at })).status).toBe(422);
  const outside = await kabid.submit(paths.savedViews(), { name: 'x', path: 'https://contoh.org', query: '' }, { at });
  expect(outside.status).toBe(404);
  const colleague = await app.signIn('application-section-head');
  const shared = await colleague.get(paths.board());
  expect(shared.html).toContain('Yang terlambat');
  expect(shared.html).toContain('dari Sari Wahyuni');
  const view = /name="view" value="([^"]+)"/.exec((await kabid.get(at)).html)?.[1] ?? '';
  expect((await colleague.post(paths.savedViewEnd(), { request_key: randomUUID(), view })).status).toBe(404);
  expect((await (await app.signIn('applicant-head')).get(paths.board())).html, 'another office').not.toContain('Yang terlambat');
  const server = paths.servers({ kind: 'virtual' });
  expect((await kabid.submit(paths.savedViews(), { name: 'Server virtual' }, { at: server })).location).toBe(server);
  expect((await kabid.get(paths.servers())).html).toContain(`href="${server}"`);
  expect((await kabid.get(paths.board())).html, 'another list').not.toContain('Server virtual');
  await kabid.post(paths.savedViewEnd(), { request_key: randomUUID(), view });
  expect((await kabid.get(at)).html).not.toContain('Yang terlambat');
});

test('why a step is late is asked of who answers for it, shown in case and board, and counted', async () => {
  const section = await app.signIn('application-section-head');
  const opened = await section.get(paths.case(numbers.late ?? ''));
  const path = /href="(\/cases\/[^"]+\/delays\/[^"]+)"/.exec(opened.html)?.[1] ?? '';
  expect((await section.submit(path, { reason: 'other', note: '' })).html).toContain('href="#f-note"');
  expect((await (await app.signIn('applicant-head')).get(path)).status).toBe(403);
  expect((await section.submit(path, { reason: 'other-party', note: 'Menunggu vendor' })).location).toBe(
    paths.case(numbers.late ?? ''),
  );
  expect((await section.get(paths.board())).html).toContain('Menunggu pihak lain');
  const own = await (await app.signIn('applicant-head')).get(paths.case(numbers.late ?? ''));
  expect(own.html).toContain('Menunggu pihak lain');
  expect(own.html, 'the words stay inside').not.toContain('Menunggu vendor');
  const { rows } = await app.database.ownerPool.query('select reason from case_delay');
  expect(rows).toEqual([{ reason: 'other-party' }]);
  const onTime = await app.database.ownerPool.query(
    `select s.id from case_step s join hosting_case c on c.id = s.case_id where c.number = $1`,
    [numbers.soon],
  );
  expect((await section.get(paths.caseDelay(numbers.soon ?? '', onTime.rows[0].id))).status).toBe(404);
});

test('the team shows what lies with the posts below one’s own', async () => {
  const { html } = await (await app.signIn('division-head')).get(paths.team());
  expect(html).toContain('Arsip Daerah');
  expect(html).toContain('Bambang Sutejo');
  expect(html, 'one’s own task is not the team’s').not.toContain('Antrean Puskesmas');
});

test('deadlines are said in the office’s time zone, whatever zone the machine has', async () => {
  const kabid = await app.signIn('division-head');
  const own = process.env.TZ;
  const said = new Set<string>();
  for (const zone of ['Asia/Jakarta', 'America/New_York', 'Pacific/Kiritimati']) {
    process.env.TZ = zone;
    const { html } = await kabid.get(paths.cases({ late: 'yes' }));
    said.add(html.match(/jatuh tempo[^<]*/g)?.join('; ') ?? '');
  }
  process.env.TZ = own ?? 'UTC';
  expect([...said]).toEqual(['jatuh tempo Senin 23 Nov 12.00']);
});

describe('in a browser', () => {
  test('board, calendar, timeline, lists, team and reasons can be used by everyone, on a phone and on a desktop', async () => {
    for (const path of [
      paths.board(),
      paths.boardCalendar(),
      paths.boardTimeline(),
      paths.cases({ late: 'yes' }),
      paths.team(),
    ]) {
      await look.at(path.replaceAll(/\W+/g, '-'), 'division-head', path);
    }
    const section = await app.signIn('application-section-head');
    const work = paths.subTasks(numbers.install ?? '');
    expect((await section.submit(work, { title: 'Pasang paket', dueOn: '2026-11-28' })).html).toContain('bukan hari kerja');
    const fields = { title: 'Pasang paket', assignee: '', dueOn: '2026-11-26', effort: '2' };
    expect((await section.submit(work, fields)).location).toBe(work);
    const task = /href="(\/cases\/[^"]+\/work\/[^"]+)"/.exec((await section.get(work)).html)?.[1] ?? '';
    await section.submit(`${task}/items`, { title: 'Unduh paket' }, { at: task });
    await section.submit(`${task}/comments`, { body: 'Menunggu jaringan, @Sari Wahyuni' }, { at: task });
    expect((await (await app.signIn('applicant-head')).get(task)).status, 'the office’s own').toBe(404);
    await look.at('sub-tasks', 'application-section-head', work);
    await look.at('sub-task', 'application-section-head', task);
    await look.at('case', 'application-section-head', paths.case(numbers.late ?? ''));
    await look.at('leave', 'division-head', paths.leave());
    const administrator = await app.signIn('administrator');
    const hook = { name: 'Dasbor kota', url: 'https://dasbor.contoh.go.id/griya', 'kinds[]': ['case.completed'], active: 'on' };
    const made = await administrator.submit(paths.newWebhook(), hook);
    expect(made.html).toContain('griya_hook_');
    const page = /href="(\/admin\/webhooks\/[0-9a-f-]+)"/.exec(made.html)?.[1] ?? '';
    expect((await administrator.get(page)).html).not.toContain('griya_hook_');
    expect((await section.get(page)).status).toBe(403);
    await administrator.submit(`${page}/test`, {}, { at: page });
    expect((await administrator.get(page)).html).toContain('Panggilan uji');
    await look.at('webhooks', 'administrator', paths.webhooks());
    await look.at('webhook', 'administrator', page);
    await look.at('vacancies', 'administrator', paths.posts());
  }, 120_000);

  test('a card moves for everyone when somebody acts, and arrow keys walk from card to card', async () => {
    const page = await look.open('division-head');
    await Promise.all([
      page.waitForResponse((answer) => answer.url().endsWith('/live')),
      page.goto(`${look.url}${paths.board()}`),
    ]);
    await page.locator('.g-lane', { hasText: 'Pemeriksaan kelengkapan' }).getByText('Antrean Puskesmas').focus();
    await page.keyboard.press('ArrowRight');
    expect(await page.evaluate('document.activeElement.textContent.trim()')).toBe('Arsip Daerah');
    await app.database.ownerPool.query(
      `update hosting_case set state = 'installation', version = version + 1 where number = $1`,
      [numbers.late],
    );
    await page.locator('.g-lane', { hasText: 'Instalasi' }).getByText('Arsip Daerah').waitFor({ timeout: 10_000 });
    expect(await page.evaluate('document.activeElement.textContent.trim()'), 'the focus goes along').toBe('Arsip Daerah');
  }, 60_000);
});
