import readExcel from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#lib/ids.ts';
import { assignAddress, planApplication } from '#registry/index.ts';
import { type TestApp, testApp } from '../../../../test/support/app.ts';
import type { Client } from '../../../../test/support/client.ts';
import { act, makePlace, makeServer } from '../../../../test/support/registry.ts';
import { paths } from '../../paths.ts';

let app: TestApp;
let host: Client;
let applicant: Client;
let networkId: string;

beforeAll(async () => {
  app = await testApp();
  const { db } = app.database;
  const place = await makePlace(db);
  ({ networkId } = place);
  const serverId = await makeServer(db, place.siteId, { name: 'app-01', operatingSystem: '=CMD("calc")' });
  await assignAddress(db, { ...act, networkId, address: '10.20.30.9', serverId });
  await planApplication(db, { ...act, name: '=1+1', officeId: app.officeId, origin: newId(), fields: { language: '@SUM(A1)' } });
  host = await app.signIn('infrastructure-section-head');
  applicant = await app.signIn('applicant-head');
});
afterAll(() => app.close());

const bytes = async (client: Client, path: string): Promise<Buffer> => {
  const cookie = [...client.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const answer = await app.app.request(`http://griya.test${path}`, { headers: { cookie } });
  return Buffer.from(await answer.arrayBuffer());
};

describe('every list is taken away as it is filtered', () => {
  test('CSV: what a spreadsheet would take for a formula is a text', async () => {
    expect((await host.get(paths.serversFile('csv'))).html).toContain(`"'=CMD(""calc"")"`);
    const { html, headers } = await host.get(paths.applicationsFile('csv'));
    expect(html).toContain(`'=1+1`);
    expect(html).toContain(`'@SUM(A1)`);
    expect(headers.get('content-disposition')).toBe('attachment; filename="aplikasi.csv"');
    expect((await host.get(paths.serversFile('csv', { q: 'hv-' }))).html).not.toContain('app-01');
  });

  test('JSON: whole records by their keys, an empty list too', async () => {
    const rows = JSON.parse((await host.get(paths.addressesFile('json', { network: networkId }))).html);
    expect(rows).toEqual([
      expect.objectContaining({ address: '10.20.30.1', reserved_for: 'Gateway' }),
      expect.objectContaining({ address: '10.20.30.9', server: 'app-01' }),
    ]);
    expect(JSON.parse((await host.get(paths.serversFile('json', { q: 'tak-ada' }))).html)).toEqual([]);
  });

  test('VLANs and VRFs are whole, with what lies in them', async () => {
    expect(JSON.parse((await host.get(paths.vrfsFile('json'))).html)).toMatchObject([{ prefixes: 1 }]);
    expect((await host.get(paths.vlansFile('csv'))).html).toContain('Nomor,Nama,Lokasi');
    expect((await host.get(paths.cablesFile('csv'))).html).toContain('Antarmuka di sini');
  });

  test('XLSX: texts stay texts, numbers are numbers', async () => {
    const sheet = await bytes(host, paths.serversFile('xlsx'));
    const [{ data: rows } = { data: [] }] = await readExcel(sheet);
    const head = rows[0]?.map(String) ?? [];
    const server = rows.find((row) => row[0] === 'app-01') ?? [];
    expect(server[head.indexOf('Sistem operasi')]).toBe('=CMD("calc")');
    expect(server[head.indexOf('vCPU seluruhnya')]).toBe(4);
  });

  test('servers and networks are nobody else’s, in no format', async () => {
    for (const format of ['csv', 'xlsx', 'json']) {
      for (const path of [
        paths.serversFile(format),
        paths.networksFile(format),
        paths.addressesFile(format),
        paths.cablesFile(format),
        paths.vlansFile(format),
        paths.vrfsFile(format),
      ])
        expect([path, (await applicant.get(path)).status]).toEqual([path, 404]);
    }
  });
});

describe('the search box of every page', () => {
  test('leads to what one may see', async () => {
    expect((await host.get(paths.home())).html).toContain(`action="${paths.search()}"`);
    const { html } = await host.get(paths.search({ q: '10.20.30.9' }));
    expect(html).toContain('app-01');
    expect((await applicant.get(paths.search({ q: '10.20.30.9' }))).html).toContain('Tidak ditemukan');
    expect((await applicant.get(paths.search({ q: '1+1' }))).html).toContain('=1+1');
    expect((await host.get(paths.search({ q: '<script>' }))).html).not.toContain('<script>');
  });

  test('asks for nothing when nothing was typed', async () => {
    expect((await host.get(paths.search())).html).toContain('Salah ketik kecil tidak apa-apa');
  });
});
