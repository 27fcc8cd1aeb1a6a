import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestBrowser, testBrowser } from '../support/browser.ts';
import { smallPdf } from '../support/city.ts';
import { dataDirectory, type RunningServer, startServer } from '../support/server.ts';

// A new office from its first start: set-up, offices and accounts, the register, then two requests through all ten steps
// by the five posts, in a real browser that runs no scripts. Nothing is put into the database behind the pages.

let server: RunningServer;
let browser: TestBrowser;
let place: Awaited<ReturnType<typeof dataDirectory>>;
const people = new Map<string, { context: BrowserContext; page: Page }>();

beforeAll(async () => {
  place = await dataDirectory();
  [server, browser] = await Promise.all([startServer({ data: place.data }), testBrowser()]);
}, 90_000);

afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await place?.remove();
});

const firstPassword = 'lima kata yang mudah diingat';
const ownPassword = 'sandi milik sendiri yang panjang';

const newPage = async (): Promise<{ context: BrowserContext; page: Page }> => {
  const context = await browser.open({ script: false });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  return { context, page };
};

const field = (page: Page, name: string) => page.locator(`:is(input, textarea, select)[name="${name}"]`).first();

const fill = async (page: Page, values: Readonly<Record<string, string>>): Promise<void> => {
  for (const [name, value] of Object.entries(values)) await field(page, name).fill(value);
};

const choose = async (page: Page, values: Readonly<Record<string, string>>): Promise<void> => {
  for (const [name, label] of Object.entries(values)) {
    const option = field(page, name).locator('option').filter({ hasText: label }).first();
    await field(page, name).selectOption((await option.getAttribute('value')) ?? '');
  }
};

/** By the keyboard: a click can miss while the page below it still scrolls. */
const tick = async (page: Page, name: string, value: string): Promise<void> => {
  const choice = page.locator(`[name="${name}"][value="${value}"]`).first();
  if (!(await choice.isChecked())) await choice.press('Space');
  expect(await choice.isChecked(), `${name} ${value}`).toBe(true);
};

/** Presses a button and waits for the page it leads to; a form that comes back with faults ends the test with them. */
const press = async (page: Page, label: string): Promise<void> => {
  const button = page.getByRole('button', { name: label, exact: true }).first();
  if ((await button.count()) === 0) {
    throw new Error(`${page.url()} has no button "${label}" but ${(await page.getByRole('button').allInnerTexts()).join(' | ')}`);
  }
  await Promise.all([page.waitForNavigation(), button.click()]);
  const summary = page.locator('[role=alert]:visible');
  if ((await summary.count()) > 0) throw new Error(`${label}: ${await summary.first().innerText()}`);
};

const open = (page: Page, path: string) => page.goto(`${server.url}${path}`);

const signIn = async (page: Page, email: string, password: string): Promise<void> => {
  await open(page, '/sign-in');
  await fill(page, { email, password });
  await press(page, 'Masuk');
};

const pageOf = (name: string): Page => {
  const person = people.get(name);
  if (!person) throw new Error(`nobody is called ${name}`);
  return person.page;
};

/** Reloads until the page says so: what a job does is seen a moment later. */
const until = async (page: Page, path: string, text: string | RegExp): Promise<void> => {
  await expect
    .poll(
      async () => {
        await open(page, path);
        return page.locator('main').innerText();
      },
      { timeout: 30_000, interval: 300 },
    )
    .toMatch(text);
};

/** Reloads until the page offers this button: an act that waits for a job's document. */
const ready = async (page: Page, path: string, label: string): Promise<void> => {
  await expect
    .poll(
      async () => {
        await open(page, path);
        return page.getByRole('button', { name: label, exact: true }).count();
      },
      { timeout: 30_000, interval: 300 },
    )
    .toBe(1);
};

const officials = {
  'Ratna Puspitasari': { nip: '197103121996032001', email: 'ratna@contoh.go.id' },
  'Hendra Gunawan': { nip: '197805052003121002', email: 'hendra@contoh.go.id' },
  'Maya Anggraini': { nip: '198402292010012007', email: 'maya@contoh.go.id' },
  'Yusuf Ramadhan': { nip: '198609262015051001', email: 'yusuf@contoh.go.id' },
} as const;

/** The administrator makes an account; its owner signs in with the one-time password and chooses an own one. */
const giveAccount = async (admin: Page, name: string, email: string): Promise<void> => {
  await open(admin, '/admin/accounts/new');
  await choose(admin, { personId: name });
  await fill(admin, { email });
  await press(admin, 'Tambah akun');
  const once = (await admin.locator('main code').first().innerText()).trim();
  const person = await newPage();
  people.set(name, person);
  await signIn(person.page, email, once);
  await fill(person.page, { currentPassword: once, newPassword: ownPassword, repeated: ownPassword });
  await press(person.page, 'Ganti kata sandi');
};

test('a new office is set up through its pages: identity, posts, an applying office, accounts', async () => {
  // The first page may answer a moment before the start has told everything.
  await expect.poll(server.output, { timeout: 10_000 }).toMatch(/one-time code: \S+\s/);
  const code = /one-time code: (\S+)/.exec(server.output())?.[1] ?? '';
  const { page: setup } = await newPage();
  await open(setup, '/');
  await fill(setup, {
    token: code,
    governmentName: 'Pemerintah Kota Contoh',
    cityName: 'Kota Contoh',
    place: 'Contoh',
    domain: 'contoh.go.id',
    'office.name': 'Dinas Komunikasi dan Informatika',
    'office.abbreviation': 'DISKOMINFO',
    'office.headTitle': 'Kepala Dinas Komunikasi dan Informatika',
    'administrator.name': 'Dewi Lestari',
    'administrator.email': 'dewi@contoh.go.id',
    'administrator.password': firstPassword,
  });
  for (const [index, [name, { nip }]] of Object.entries(officials).entries()) {
    await fill(setup, { [`posts.${index}.holder.name`]: name, [`posts.${index}.holder.nip`]: nip });
  }
  await press(setup, 'Periksa dan simpan');

  const { page: admin } = await newPage();
  await signIn(admin, 'dewi@contoh.go.id', firstPassword);
  await open(admin, '/admin/offices/new');
  await fill(admin, { name: 'Dinas Kesehatan', abbreviation: 'DINKES', headTitle: 'Kepala Dinas Kesehatan' });
  await field(admin, 'headPost').check({ force: true });
  await press(admin, 'Simpan');
  await open(admin, '/admin/people/new');
  await choose(admin, { officeId: 'Dinas Kesehatan' });
  await fill(admin, { name: 'Laila Rahmawati', nip: '197509172001122003' });
  await press(admin, 'Simpan');
  await open(admin, '/admin/posts');
  await admin.getByRole('link', { name: 'Kepala Dinas Kesehatan' }).first().click();
  await choose(admin, { personId: 'Laila Rahmawati' });
  await tick(admin, 'kind', 'definitive').catch(() => choose(admin, { kind: 'Definitif' }));
  await fill(admin, { validFrom: '2020-01-01' });
  await press(admin, 'Tunjuk pemegang');

  for (const [name, { email }] of Object.entries(officials)) await giveAccount(admin, name, email);
  await giveAccount(admin, 'Laila Rahmawati', 'laila@contoh.go.id');
  for (const { page } of people.values()) expect(await page.locator('main').innerText()).not.toBe('');
}, 180_000);

test('the infrastructure section head enters site, network and a server with room', async () => {
  const page = pageOf('Yusuf Ramadhan');
  await open(page, '/sites');
  await fill(page, { name: 'Ruang Server Lantai VII', address: 'Kantor Wali Kota' });
  await press(page, 'Tambah lokasi');
  await open(page, '/networks/new');
  await fill(page, { name: 'DMZ Aplikasi', prefix: '203.0.113.0/25', gateway: '203.0.113.1' });
  await choose(page, { siteId: 'Ruang Server Lantai VII', zone: 'DMZ' });
  await press(page, 'Simpan');
  for (const [name, kind, accepts] of [
    ['hv-01', 'Hypervisor', false],
    ['app-01', 'Server fisik (baremetal)', true],
  ] as const) {
    await open(page, '/servers/new');
    await fill(page, { name, cpu: '16', memoryGb: '32', diskGb: '500' });
    await choose(page, { kind, siteId: 'Ruang Server Lantai VII', status: 'Aktif' });
    if (accepts) await field(page, 'acceptsApplications').check({ force: true });
    await press(page, 'Simpan');
    if (!accepts) continue;
    await choose(page, { networkId: 'DMZ Aplikasi' });
    await press(page, 'Berikan alamat');
  }
}, 90_000);

const pdf = (name: string) => ({ name, mimeType: 'application/pdf', buffer: Buffer.from(smallPdf) });
const guide = {
  name: 'petunjuk.md',
  mimeType: 'text/markdown',
  buffer: Buffer.from('# Petunjuk\n\n1. Pasang paket\n2. Jalankan migrasi\n'),
};

const request = (subdomain: string, memory: string) => ({
  application_name: `Aplikasi ${subdomain}`,
  purpose: 'pelayanan pendaftaran daring pada puskesmas',
  subdomain,
  cpu: '2',
  memory_gb: memory,
  disk_gb: '20',
  language: 'PHP 8.4',
  database: 'PostgreSQL 18',
  administrator_name: 'Bimo Prakoso',
  administrator_nip: '199003152015031002',
  administrator_title: 'Pranata Komputer Ahli Muda',
  administrator_phone: '0812 3456 7890',
  administrator_email: 'bimo@contoh.go.id',
  recommendation_number: '500.12/11/TT/XI/2026',
  recommendation_date: '2026-11-10',
});

/** SOP steps 1 to 3: asked, routed, checked. Returns the case's number. */
const askAndCheck = async (subdomain: string, memory: string, returnOnce: boolean): Promise<string> => {
  const [head, agency, division] = [pageOf('Laila Rahmawati'), pageOf('Ratna Puspitasari'), pageOf('Hendra Gunawan')];
  await open(head, '/cases/new');
  await fill(head, request(subdomain, memory));
  await tick(head, 'audience', 'public');
  await tick(head, 'personal_data', 'no');
  await field(head, 'file_guide').setInputFiles(guide);
  await field(head, 'file_appointment').setInputFiles(pdf('surat-penunjukan.pdf'));
  await field(head, 'file_recommendation').setInputFiles(pdf('rekomendasi.pdf'));
  await press(head, 'Simpan dan periksa');
  const number = /K-\d{4}-\d+/.exec(head.url())?.[0] ?? '';
  await press(head, 'Kirim permohonan');

  const dispose = async (): Promise<void> => {
    await open(agency, `/cases/${number}/steps/2`);
    await tick(agency, 'instructions[]', 'process');
    await press(agency, 'Disposisikan');
  };
  await dispose();

  const requirements = ['request-complete', 'recommendation', 'appointment-letter', 'installation-guide'];
  if (returnOnce) {
    await open(division, `/cases/${number}/steps/3`);
    for (const key of requirements)
      await tick(division, `verdict_${key}`, key === 'appointment-letter' ? 'incomplete' : 'complete');
    await choose(division, { 'reason_appointment-letter': 'belum ditandatangani' });
    await press(division, 'Tidak, kembalikan');
    await press(division, 'Kembalikan kepada OPD');
    await open(head, `/cases/${number}`);
    expect(await head.locator('main').innerText()).toContain('Dikembalikan untuk dilengkapi');
    await open(head, `/cases/${number}/request`);
    expect(await field(head, 'purpose').inputValue()).toBe(request(subdomain, memory).purpose);
    await field(head, 'file_appointment').setInputFiles(pdf('surat-penunjukan-bertanda-tangan.pdf'));
    await press(head, 'Simpan dan periksa');
    await press(head, 'Kirim kembali');
    await dispose();
  }
  await open(division, `/cases/${number}/steps/3`);
  for (const key of requirements) await tick(division, `verdict_${key}`, 'complete');
  await press(division, 'Ya, lengkap');
  await tick(division, 'instructions[]', 'process');
  await press(division, 'Disposisikan kepada Kasi PA');
  return number;
};

/** SOP steps 7 to 10: installed, documented, answered. */
const installAndAnswer = async (number: string, subdomain: string): Promise<void> => {
  const [head, agency, division, section] = [
    pageOf('Laila Rahmawati'),
    pageOf('Ratna Puspitasari'),
    pageOf('Hendra Gunawan'),
    pageOf('Maya Anggraini'),
  ];
  const step = (no: number): string => `/cases/${number}/steps/${no}`;
  await open(section, `${step(7)}/proposal`);
  await press(section, 'Tambahkan ke daftar');
  await open(section, step(7));
  while ((await section.locator('textarea[name^="evidence_"]').count()) > 0) {
    await section.locator('textarea[name^="evidence_"]').first().fill('selesai tanpa galat');
    await press(section, 'Selesai');
    await open(section, step(7));
  }
  await press(section, 'Terbitkan subdomain');
  await until(section, step(7), /Diterbitkan|diterbitkan/);
  await ready(section, step(7), 'Instalasi selesai');
  await press(section, 'Instalasi selesai');

  await open(section, step(8));
  await fill(section, {
    function: 'Pendaftaran pasien',
    outputs: 'Nomor antrean',
    service: 'Layanan kesehatan',
    developer_unit: 'Dinas Kesehatan',
    operator_unit: 'Dinas Kesehatan',
  });
  await choose(section, { base: 'Web', license: 'Sumber terbuka' });
  await press(section, 'Simpan');
  await until(section, step(8), /^(?![\s\S]*Dokumentasi instalasi belum dibuat)/);
  await press(section, 'Simpan, dokumentasi lengkap');

  await open(section, step(9));
  await press(section, 'Ajukan untuk diparaf');
  await ready(division, step(9), 'Paraf');
  await press(division, 'Paraf');
  await ready(agency, step(10), 'Tanda tangani dan kirim');
  await press(agency, 'Tanda tangani dan kirim');

  await until(head, `/cases/${number}`, 'Selesai');
  await open(head, '/inbox');
  expect(await head.locator('main').innerText()).toContain(`Surat tanggapan telah dikirim: ${number}`);
  await open(head, `/cases/${number}`);
  const letter = await head
    .getByRole('link', { name: /Tanggapan|tanggapan/ })
    .first()
    .getAttribute('href');
  const reply = await head.context().request.get(`${server.url}${letter}`);
  expect([reply.status(), reply.headers()['content-type'], (await reply.body()).subarray(0, 5).toString()]).toEqual([
    200,
    'application/pdf',
    '%PDF-',
  ]);
  expect(await head.locator('main').innerText()).toContain(`${subdomain}.contoh.go.id`);
};

test('a request that fits a server: returned once, mended, hosted, answered', async () => {
  const number = await askAndCheck('sehat', '4', true);
  const section = pageOf('Maya Anggraini');
  await open(section, `/cases/${number}/steps/4`);
  await section.locator('input[name="serverId"]').first().check({ force: true });
  await press(section, 'Tersedia: tahan kapasitas');
  await installAndAnswer(number, 'sehat');
}, 180_000);

test('a request that fits none: a server is provided, documented, and the rest follows', async () => {
  const number = await askAndCheck('gudang', '30', false);
  const [section, infrastructure] = [pageOf('Maya Anggraini'), pageOf('Yusuf Ramadhan')];
  await open(section, `/cases/${number}/steps/4`);
  await press(section, 'Teruskan kepada Kasi Infratek');
  await open(infrastructure, `/cases/${number}/steps/5`);
  await tick(infrastructure, 'kind', 'virtual');
  await fill(infrastructure, { name: 'vm-gudang', cpu: '4', memoryMb: '31', diskGb: '100', operatingSystem: 'Debian 13' });
  await choose(infrastructure, { hostId: 'hv-01', networkId: 'DMZ Aplikasi' });
  await press(infrastructure, 'Catat server');
  await ready(infrastructure, `/cases/${number}/steps/6`, 'Sahkan dokumentasi');
  await press(infrastructure, 'Sahkan dokumentasi');
  await installAndAnswer(number, 'gudang');
}, 180_000);
