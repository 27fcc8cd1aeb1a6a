import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { endPreviews, shippedTemplate } from '#letters/index.ts';
import { newId } from '#lib/ids.ts';
import { type TestApp, testApp } from '../../../../../test/support/app.ts';
import { axeFaults, desktop, phone, serveApp, type TestBrowser, testBrowser } from '../../../../../test/support/browser.ts';
import type { Client } from '../../../../../test/support/client.ts';
import { paths } from '../../../paths.ts';

/** With a folder here, a picture of every page is laid into it. */
const pictures = process.env.GRIYA_PICTURES;

let app: TestApp;
let admin: Client;
let browser: TestBrowser;
let served: Awaited<ReturnType<typeof serveApp>>;

beforeAll(async () => {
  [app, browser] = await Promise.all([testApp(), testBrowser()]);
  served = await serveApp(app.app);
  admin = await app.signIn('administrator');
}, 60_000);

afterAll(async () => {
  await browser.close();
  await served.close();
  await endPreviews();
  await app.close();
});

/** Begins a version as the administrator does; returns its address. */
const begin = async (kind: string, from = 'shipped'): Promise<string> => {
  const answer = await admin.submit(paths.letterTemplate(kind), { from, do: 'start' });
  expect(answer.status).toBe(303);
  return answer.location ?? '';
};

/** Posts the form of settings; the page has another one before it, which chooses the office. */
const setPaper = async (fields: Record<string, string>, at = paths.letterPaper()) => {
  const { html } = await admin.get(at);
  return admin.submit(paths.letterPaper(), fields, { html: html.replace(/<form method="get"[\s\S]*?<\/form>/g, '') });
};

const changed = async (kind: 'refusal' | 'reply', text: string): Promise<string> =>
  (await shippedTemplate(kind)).replace('Demikian disampaikan', text);

describe('an administrator without scripts', () => {
  test('changes the letterhead of all kinds, sees it with any of them, and throws a draft away', async () => {
    expect((await admin.get(paths.letterTemplates())).html).toContain('Bagian bersama: kop surat');
    const path = await begin('shared:kop');
    const opened = await admin.get(path);
    expect(opened.html).toContain('src="data:image/svg+xml;base64,');
    const template = (await shippedTemplate('shared:kop')).replace('#let kop(', '#let kop(entah: tak-ada, ');
    const form = { html: opened.html.replaceAll(`action="${path}"`, `action="${path}/preview"`) };
    const preview = await admin.submit(`${path}/preview`, { template, reason: 'Uji', sample: 'disposition' }, form);
    expect(preview.html).toContain('tak-ada');
    expect(preview.html).toContain('tidak dikenal');
    await admin.submit(path, { template, reason: 'Kop yang salah' });
    const refused = await admin.submit(`${path}/activation`, {}, { at: path });
    expect(refused.status).toBe(422);
    expect(refused.html).toContain('Surat permohonan hosting, contoh surat');
    const gone = await admin.submit(`${path}/discard`, {}, { at: path });
    expect(gone.location).toBe(paths.letterTemplate('shared:kop'));
    expect((await admin.follow(gone)).html).toContain('Draf dibuang.');
    expect((await admin.get(path)).status).toBe(404);
  });

  test('begins a version, sees it, keeps it, brings it into force, compares it and goes back', async () => {
    const path = await begin('reply');
    const opened = await admin.get(path);
    expect(opened.html).toContain('src="data:image/svg+xml;base64,');
    const template = await changed('reply', 'Begitulah disampaikan');
    const preview = await admin.submit(
      `${path}/preview`,
      { template, reason: 'Uji', sample: 'long' },
      { html: opened.html.replaceAll(`action="${path}"`, `action="${path}/preview"`) },
    );
    expect(preview.status).toBe(200);
    expect(preview.html).toContain('Begitulah disampaikan');
    expect((await admin.get(path)).html).not.toContain('Begitulah disampaikan');
    await admin.submit(path, { template, reason: 'Penutup baru' });
    const activated = await admin.submit(`${path}/activation`, {}, { at: path });
    expect(activated.location).toBe(paths.letterTemplate('reply'));
    const history = await admin.get(paths.letterTemplate('reply'));
    expect(history.html).toContain('Versi 1 berlaku untuk surat berikutnya.');
    expect(history.html).toContain('Penutup baru');
    const diff = await admin.get(paths.letterTemplateDiff('reply', { a: 'shipped', b: path.split('/').at(-1) ?? '' }));
    expect(diff.html).toMatch(/Ditambahkan: <\/span><ins>\+ .*Begitulah disampaikan/);
    expect(diff.html).toMatch(/Dihapus: <\/span><del>− .*Demikian disampaikan/);
    const restored = await admin.submit(paths.letterTemplate('reply'), { do: 'restore' });
    expect((await admin.follow(restored)).html).toContain('Templat bawaan Griya berlaku kembali.');
    expect((await admin.get(path)).html).toContain('Berlakukan kembali');
  });

  test('is told line, column and reason of a fault, in the language of the page, and nothing typed is lost', async () => {
    const path = await begin('refusal');
    const template = await changed('refusal', '#entah');
    await admin.submit(path, { template, reason: 'Uji' });
    const shown = await admin.get(path);
    expect(shown.html).toMatch(
      /<a href="#f-template" data-line="5" data-column="\d+">Baris 5, kolom \d+: nama &quot;entah&quot; tidak dikenal\.<\/a>/,
    );
    const refused = await admin.submit(`${path}/activation`, {}, { at: path });
    expect(refused.status).toBe(422);
    expect(refused.html).toMatch(/Baris 5, kolom \d+: nama .*entah.* tidak dikenal/);
    expect(refused.html).toContain('#entah');
    expect((await admin.get(paths.letterTemplate('refusal'))).html).not.toContain('>Berlaku<');
  });

  test('gets the PDF of what was typed', async () => {
    const path = await begin('refusal');
    const form = { template: await shippedTemplate('refusal'), reason: '', sample: 'empty' };
    const answer = await admin.post(`${path}/pdf`, form);
    expect(answer.headers.get('content-type')).toBe('application/pdf');
    expect(answer.html.startsWith('%PDF')).toBe(true);
  });

  test('does not lose a text to somebody who saved in between', async () => {
    const path = await begin('refusal');
    const { html } = await admin.get(path);
    await admin.submit(path, { template: await changed('refusal', 'Satu'), reason: 'Satu' });
    const late = await admin.submit(path, { template: await changed('refusal', 'Dua'), reason: 'Dua' }, { html });
    expect(late.status).toBe(409);
    expect(late.html).toContain('Dua');
  });

  test('sets paper and font, sees the sample on it, and is told what a field may be', async () => {
    const { html } = await admin.get(paths.letterPaper());
    expect(html).toMatch(/name="lineSpacing" value="1,2"/);
    const saved = await setPaper({ paper: 'f4', sizePt: '12', lineSpacing: '1,5' });
    expect(saved.status).toBe(303);
    expect((await admin.get(paths.letterPaper())).html).toMatch(/value="f4" checked/);
    const wrong = await setPaper({ sizePt: '40' });
    expect(wrong.status).toBe(422);
    expect(wrong.html).toContain('Isi angka dari 9 sampai 14, kelipatan 0,5.');
    const office = await setPaper({ font: 'libertinus' }, paths.letterPaper({ office: app.officeId }));
    expect(office.location).toBe(paths.letterPaper({ office: app.officeId }));
    const follow = await setPaper({ follow: 'on' }, paths.letterPaper({ office: app.officeId }));
    expect((await admin.follow(follow)).html).toContain('Pengaturan bersama berlaku untuk kantor ini.');
  });
});

describe('nobody else', () => {
  test('changes a template or the paper; an auditor reads', async () => {
    const path = await begin('refusal');
    const [auditor, kabid] = [await app.signIn('auditor'), await app.signIn('division-head')];
    const read = await auditor.get(path);
    expect(read.status).toBe(200);
    expect(read.html).not.toContain('<textarea');
    const fields = { template: 'x', reason: 'x', version: '1', request_key: newId() };
    for (const who of [auditor, kabid]) {
      for (const address of [
        path,
        `${path}/preview`,
        `${path}/pdf`,
        `${path}/activation`,
        paths.letterTemplate('refusal'),
        paths.letterPaper(),
        paths.letterPaperPreview(),
      ]) {
        expect([address, (await who.post(address, { ...fields, request_key: newId(), do: 'start' })).status]).toEqual([
          address,
          403,
        ]);
      }
      expect((await who.get(paths.letterPaper())).status).toBe(403);
    }
    expect((await kabid.get(path)).status).toBe(403);
    expect((await app.visitor().get(path)).status).toBe(303);
  });

  test('sees a letter through a preview that is not theirs to see, nor a version of another kind', async () => {
    const path = await begin('refusal');
    const answer = await admin.post(`${path}/preview`, { template: 'x', reason: '', sample: newId() });
    expect(answer.status).toBe(404);
    const other = path.split('/').at(-1) ?? '';
    expect((await admin.get(paths.letterTemplateDiff('reply', { a: 'shipped', b: other }))).status).toBe(404);
    expect((await admin.get(paths.letterTemplate('no-such-kind'))).status).toBe(404);
    expect((await admin.get(paths.templateVersion(newId()))).status).toBe(404);
  });
});

const open = async (path: string, options: { script?: boolean } = {}) => {
  const context = await browser.open({ viewport: desktop, ...options });
  await context.addCookies([...admin.cookies].map(([name, value]) => ({ name, value, url: served.url })));
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(`${served.url}${path}`);
  return { context, page, complaints };
};

describe('in a real browser', () => {
  test('the preview follows what is typed, and a fault leads to its line', async () => {
    const path = await begin('reply');
    const { context, page, complaints } = await open(path);
    const source = await page.locator('#preview img').getAttribute('src');
    await page.locator('#f-template').fill(await changed('reply', '#entah'));
    const fault = page.locator('#preview a[data-line]');
    await fault.waitFor();
    await fault.click();
    expect(await page.evaluate('document.activeElement.id')).toBe('f-template');
    const start = await page.evaluate<number>('document.activeElement.selectionStart');
    expect((await page.locator('#f-template').inputValue()).slice(start, start + 5)).toBe('entah');
    await page.locator('#f-template').fill(await changed('reply', 'Begitulah'));
    await page.locator('#preview img').waitFor();
    expect(await page.locator('#preview img').getAttribute('src')).not.toBe(source);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('every page fits phone and desktop, breaks no rule of its policy, and axe finds nothing', async () => {
    const draft = await begin('reply');
    const faulty = await begin('return');
    await admin.submit(faulty, { template: `${await shippedTemplate('return')}\n#entah`, reason: 'Uji' });
    const compared = paths.letterTemplateDiff('return', { a: 'shipped', b: faulty.split('/').at(-1) ?? '' });
    const all = {
      templates: paths.letterTemplates(),
      history: paths.letterTemplate('reply'),
      shipped: paths.letterTemplateShipped('reply'),
      editor: draft,
      faulty,
      compared,
      paper: paths.letterPaper(),
    };
    for (const [name, path] of Object.entries(all)) {
      const { context, page, complaints } = await open(path);
      for (const [device, viewport] of [
        ['phone', phone],
        ['desktop', desktop],
      ] as const) {
        await page.setViewportSize(viewport);
        if (pictures) {
          await mkdir(pictures, { recursive: true });
          await page.screenshot({ path: join(pictures, `${name}-${device}.png`), fullPage: true });
        }
        const overflow = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
        expect([name, device, overflow]).toEqual([name, device, 0]);
        expect([name, device, ...(await axeFaults(page))]).toEqual([name, device]);
      }
      expect([name, ...complaints]).toEqual([name]);
      await context.close();
    }
  }, 120_000);
});
