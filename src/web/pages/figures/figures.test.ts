import { readSheet } from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureSopVersion } from '#cases/index.ts';
import { createOffice } from '#identity/index.ts';
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
    for (const path of ['/figures', '/figures.xlsx', '/figures/steps.csv', '/figures/cases']) {
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
