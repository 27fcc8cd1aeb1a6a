import { randomUUID } from 'node:crypto';
import { readSheet } from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureSopVersion } from '#cases/index.ts';
import { createOffice } from '#identity/index.ts';
import { drainJobs } from '#jobs/index.ts';
import { jobs as letterJobs } from '#letters/index.ts';
import { silentLog } from '#lib/log.ts';
import { makeMonthlyReport, jobs as reportJobs } from '#reports/index.ts';
import { type TestApp, testApp } from '../../../../test/support/app.ts';
import type { Client } from '../../../../test/support/client.ts';
import { chance, insertPastCase } from '../../../../test/support/past-cases.ts';

let app: TestApp;
let kabid: Client;
let opd: Client;
let otherOffice = '';

beforeAll(async () => {
  app = await testApp();
  const { db } = app.database;
  await ensureSopVersion(db, app.time.now);
  const office = { name: 'Dinas Perhubungan', abbreviation: 'DISHUB', headTitle: 'Kepala Dinas Perhubungan' };
  otherOffice = (await createOffice(db, { office, by: 'system', now: app.time.now })).officeId;
  [kabid, opd] = await Promise.all([app.signIn('division-head'), app.signIn('applicant-head')]);
  const { id: author } = await db
    .selectFrom('person')
    .select('id')
    .where('office_id', '=', app.officeId)
    .executeTakeFirstOrThrow();
  const { id: versionId } = await db.selectFrom('sop_version').select('id').executeTakeFirstOrThrow();
  const random = chance(99);
  for (let made = 0; made < 40; made += 1) {
    await insertPastCase(db, { random, officeIds: [app.officeId, otherOffice], author, versionId });
  }
});
afterAll(() => app.close());

/** Every link to a list behind a figure that a page offers, as it stands in its tables: the number and where it leads. */
const linksOf = (html: string): { value: number; href: string }[] =>
  [...html.matchAll(/<a href="(\/figures\/cases\?[^"]+)">([\d.]+)<\/a>/g)].map(([, href = '', value = '']) => ({
    value: Number(value.replaceAll('.', '')),
    href: href.replaceAll('&amp;', '&'),
  }));

describe('the page of figures', () => {
  test('each of its numbers leads to a list of just so many records', async () => {
    for (const query of [
      'period=2026',
      'period=2026-03',
      `period=2026-Q1&office=${otherOffice}`,
      'from=2026-02-10&until=2026-05-02',
    ]) {
      const { html } = await kabid.get(`/figures?${query}`);
      const links = linksOf(html);
      expect(links.length).toBeGreaterThan(10);
      for (const { value, href } of links) {
        const list = await kabid.get(href);
        expect([href, list.html.match(/([\d.]+) (?:catatan|permohonan),/)?.[1]]).toEqual([href, String(value)]);
      }
    }
  }, 60_000);

  test('an applying office sees its own figures and nobody else’s, whatever the address says', async () => {
    const own = await opd.get('/figures?period=2026');
    expect(own.html).toContain('Dinas Kesehatan, 2026');
    expect(own.html).not.toContain('Dinas Perhubungan');
    expect(own.html).not.toContain('Kapasitas ke depan');
    for (const path of ['/figures', '/figures.xlsx', '/figures/steps.csv', '/figures/cases', '/figures/cases/csv']) {
      expect((await opd.get(`${path}?period=2026&figure=submitted&office=${otherOffice}`)).status).toBe(404);
    }
    const theirs = await app.database.db
      .selectFrom('hosting_case')
      .select('number')
      .where('office_id', '=', otherOffice)
      .execute();
    const { html } = await opd.get('/figures/cases?figure=submitted&period=2026');
    for (const { number } of theirs) expect(html).not.toContain(number);
  });

  test('without signing in there is nothing to see', async () => {
    for (const path of ['/figures', '/figures.xlsx', '/figures/flow.csv', '/figures/cases?figure=submitted']) {
      expect((await app.visitor().get(path)).status).toBe(303);
    }
  });

  test.each([
    'period=2026-13',
    'period=20261',
    'from=2026-05-02&until=2026-02-10',
    'from=2026-02-30&until=2026-03-01',
    'from=1800-01-01&until=2026-01-01',
    'from=2026-01-01',
    'period=%00',
  ])('a period that is none is said to be so, and a file of it is refused: %s', async (query) => {
    const { status, html } = await kabid.get(`/figures?${query}`);
    expect(status).toBe(200);
    expect(html).toContain('Periksa masanya');
    expect((await kabid.get(`/figures/flow.csv?${query}`)).status).toBe(400);
    expect((await kabid.get(`/figures/cases/csv?figure=submitted&${query}`)).status).toBe(400);
  });

  test.each([
    'figure=nonsense',
    'figure=step',
    'figure=step&step=11',
    'figure=reason',
    'figure=open&states=x',
    'figure=constructor',
    '',
  ])('a figure that is none is not found: %s', async (query) => {
    expect((await kabid.get(`/figures/cases?${query}`)).status).toBe(404);
  });

  test('its drawings hold no style, no script and no address from elsewhere; bars are links', async () => {
    const { html } = await kabid.get('/figures?period=2026');
    const drawings = [
      ...html.matchAll(
        /<svg xmlns="http:\/\/www.w3.org\/2000\/svg" aria-hidden="true" focusable="false" viewBox[\s\S]*?<\/svg>/g,
      ),
    ].map(([svg]) => svg);
    expect(drawings.length).toBeGreaterThanOrEqual(10);
    expect(html).not.toMatch(/\sstyle=|<style|ecmeta|javascript:/);
    for (const svg of drawings)
      expect(svg).not.toMatch(/<(?!\/?(?:svg|g|path|rect|text|tspan|defs|clipPath|circle|line|polyline|polygon|a)[\s>])/);
    expect(drawings.join('')).toContain('<a href="/figures/cases?');
  });

  test('the list behind a figure is the same as a file: a line for each record that the figure counted', async () => {
    const { html } = await kabid.get('/figures/cases?figure=submitted&period=2026');
    expect(html).toContain('/figures/cases/csv?period=2026&amp;figure=submitted');
    const lines = (await kabid.get('/figures/cases/csv?figure=submitted&period=2026')).html.trim().split('\r\n');
    expect(lines[0]).toContain('Nomor,Permohonan,Perangkat daerah,Keadaan');
    const numbers = await app.database.db
      .selectFrom('hosting_case')
      .select('number')
      .where('submitted_at', 'is not', null)
      .execute();
    expect(
      lines
        .slice(1)
        .map((line) => line.split(',')[0])
        .toSorted(),
    ).toEqual(numbers.map(({ number }) => number).toSorted());
  });

  test('CSV and XLSX hold the figures of the page', async () => {
    const flow = (await kabid.get('/figures/flow.csv?period=2026')).html.split('\r\n');
    expect(flow[0]).toContain('Uraian,Masuk,Dijawab,Tepat waktu,Terlambat');
    const inCsv = flow.slice(1).reduce((sum, line) => sum + Number(line.split(',')[1] ?? 0), 0);
    const { html } = await kabid.get('/figures?period=2026');
    expect(linksOf(html).find(({ href }) => href.includes('figure=submitted'))?.value).toBeGreaterThan(0);
    const cookie = [...kabid.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await app.app.request('http://griya.test/figures.xlsx?period=2026', { headers: { cookie } });
    const sheet = await readSheet(Buffer.from(await answer.arrayBuffer()), 'Ringkasan');
    expect(sheet.find(([name]) => name === 'Permohonan masuk')?.[1]).toBe(inCsv);
    expect(html).toContain(`>${inCsv}</span>`);
  });
});

describe('the monthly report', () => {
  const drain = () =>
    drainJobs(
      {
        db: app.database.db,
        now: () => app.time.now,
        log: silentLog,
        config: {
          baseUrl: 'http://griya.test',
          dataDirectory: '/nonexistent',
          secret: 'a secret of forty characters for tests only',
        },
      },
      [...reportJobs, ...letterJobs],
    );
  const february = Temporal.PlainDate.from('2026-02-01');
  let reportId = '';

  test('is made once for a month, with its figures frozen, and lies ready as a PDF', async () => {
    const { db } = app.database;
    const make = () => db.transaction().execute((tx) => makeMonthlyReport(tx, { month: february, now: app.time.now }));
    await app.signIn('agency-head');
    const made = await make();
    expect(await make()).toBeNull();
    expect((await drain()).failed).toEqual([]);
    reportId = made?.reportId ?? '';
    const kadis = await app.signIn('agency-head');
    expect((await kadis.get('/inbox')).html).toContain(`/figures/reports/${reportId}`);
    const list = await kabid.get('/figures/reports');
    expect(list.html).toContain('Februari 2026');
    expect(list.html).toContain('Menunggu tanda tangan');
    const submitted = (html: string): number => linksOf(html).find(({ href }) => href.includes('figure=submitted'))?.value ?? 0;
    const { html } = await kabid.get('/figures?period=2026-02');
    const answer = await app.app.request(`http://griya.test/figures/reports/${reportId}.xlsx`, {
      headers: { cookie: [...kabid.cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    });
    const sheet = await readSheet(Buffer.from(await answer.arrayBuffer()), 'Perangkat daerah');
    const inReport = sheet.slice(1).reduce((sum, row) => sum + Number(row[1]), 0);
    expect(submitted(html)).toBeGreaterThan(0);
    expect(inReport).toBe(Number(/Masuk<\/span><span class="g-stat-value">(\d+)</.exec(html)?.[1]));
  });

  test('is signed by the head of the agency alone, with remarks, and then stays', async () => {
    const path = `/figures/reports/${reportId}`;
    const kadis = await app.signIn('agency-head');
    expect((await kadis.get(path)).html).toContain('name="remarks"');
    expect((await kabid.get(path)).html).not.toContain('name="remarks"');
    /** What a form of one's own would send along. */
    const sealed = async (client: Client): Promise<Record<string, string>> => {
      const { html } = await client.get('/profile');
      const value = (name: string): string => new RegExp(`name="${name}" value="([^"]+)"`).exec(html)?.[1] ?? '';
      return { request_key: randomUUID(), form_proof: value('form_proof') };
    };
    const signAs = async (client: Client, remarks: string) =>
      (await client.post(`${path}/signature`, { ...(await sealed(client)), remarks })).status;
    expect(await signAs(kabid, '')).toBe(403);
    expect(await signAs(opd, '')).toBe(404);
    expect((await opd.get(path)).status).toBe(404);
    expect((await opd.get('/figures/reports')).status).toBe(404);
    const long = await kadis.submit(`${path}/signature`, { remarks: 'Lama '.repeat(2000) }, { at: path });
    expect(long.status).toBe(422);
    expect(long.html).toContain('Lama Lama');
    expect((await kadis.submit(`${path}/signature`, { remarks: 'Langkah 5 perlu dipercepat.' }, { at: path })).status).toBe(303);
    await drain();
    expect((await kabid.get('/figures/reports')).html).toContain('Ditandatangani');
    const { rows } = await app.database.ownerPool.query(
      `select status, sign_state, data->'content'->>'remarks' as remarks from letter where kind = 'monthly-report'`,
    );
    expect(rows).toEqual([{ status: 'issued', sign_state: 'signed', remarks: 'Langkah 5 perlu dipercepat.' }]);
    expect(await signAs(kadis, 'Lain')).toBe(303);
    expect((await app.database.ownerPool.query(`select count(*)::int from letter where kind = 'monthly-report'`)).rows).toEqual([
      { count: 1 },
    ]);
  });

  test('the job makes the report of the month that has ended, whenever it runs, and none of an empty one', async () => {
    const { db } = app.database;
    const job = reportJobs.find((each) => each.name === 'reports.make-monthly');
    const at = (moment: string) => job?.run({}, { db, now: () => Temporal.Instant.from(moment) } as never);
    const months = async () =>
      (await db.selectFrom('monthly_report').select('month').orderBy('month').execute()).map((row) => row.month.toString());
    await at('2026-03-31T16:59:00Z');
    expect(await months()).toEqual(['2026-02-01']);
    // By the office's clocks it is April already.
    await at('2026-03-31T17:15:00Z');
    await at('2026-04-07T17:15:00Z');
    expect(await months()).toEqual(['2026-02-01', '2026-03-01']);
  });
});

describe('the simulation', () => {
  test('officials ask it by an address; who is of another office finds nothing there', async () => {
    const { status, html } = await kabid.get('/figures/simulation?demand=3&post=application-section-head&away=4&weeks=26');
    expect(status).toBe(200);
    expect(html).toContain('<option value="3" selected');
    expect(html).toContain('Riwayat belum cukup');
    expect(html.match(/<svg xmlns="http:\/\/www.w3.org\/2000\/svg" aria-hidden/g)?.length).toBeGreaterThanOrEqual(4);
    expect((await opd.get('/figures/simulation')).status).toBe(404);
    expect((await app.visitor().get('/figures/simulation')).status).toBe(303);
  });

  test.each([
    'demand=1000000',
    'demand=-1',
    'post=agency',
    'post=applicant-head',
    'from=2026-13-40',
    'from=1900-01-01',
    'away=9999',
    'weeks=99999',
    'weeks=%00',
  ])('what is none of its choices is left out, not played: %s', async (query) => {
    const [odd, usual] = [await kabid.get(`/figures/simulation?${query}`), await kabid.get('/figures/simulation')];
    expect(odd.status).toBe(200);
    const main = (html: string): string => html.slice(html.indexOf('<search>'), html.indexOf('</main>'));
    expect(main(odd.html)).toBe(main(usual.html));
  });
});
