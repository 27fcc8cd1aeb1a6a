import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, test } from 'vitest';
import type { Actor } from '#identity/index.ts';
import { createPage, createSpace, type ImportState, importNow } from '#wiki/index.ts';
import { type TestApp, testApp } from '../../../../../test/support/app.ts';
import { actorOf } from '../../../../../test/support/identity.ts';
import { type Look, lookAt } from '../../../../../test/support/look.ts';
import { paths } from '../../../paths.ts';

let app: TestApp;
let look: Look;
let importId: string;
const now = Temporal.Instant.from('2026-11-24T02:00:00Z');

beforeAll(async () => {
  app = await testApp();
  look = await lookAt(app);
  const { db } = app.database;
  const actor: Actor = await actorOf(db, await app.makeAccount({ email: 'penjaga@contoh.go.id', administrator: true }));
  await createSpace(db, { actor, now, space: { key: 'operasi', name: 'Operasi pusat data', access: 'internal' } });
  await createPage(db, { actor, now, space: 'operasi', page: { title: 'Jaringan', body: 'x' } });
  const long = 'catatan-yang-namanya-sangat-panjang-dan-tanpa-spasi-sama-sekali-supaya-tabelnya-diuji';
  const bytes = zipSync({
    [`${long}/README.md`]: strToU8(`# Jaringan\n\n[x](${long}.md) [[Belum ada]] {{a}}`),
    [`${long}/${long}/dalam/${long}.md`]: strToU8('isi'),
    [`${long}/rusak.md`]: new Uint8Array([0xff, 0xfe]),
    [`${long}/${long}.png`]: new Uint8Array([1]),
  });
  importId = await importNow(db, {
    actor,
    space: 'operasi',
    kind: 'markdown',
    name: `${long}.zip`,
    bytes,
    onTaken: null,
    now: () => now,
  });
}, 60_000);
afterAll(async () => {
  await look.close();
  await app.close();
});

test('imports can be used by everyone in each of their states, on a phone and on a desktop', async () => {
  await look.at('imports', 'infrastructure-section-head', paths.wikiImports('operasi'));
  const at = paths.wikiImport('operasi', importId);
  const noted = paths.wikiImport('operasi', importId, { filter: 'notes' });
  const states: ImportState[] = ['checked', 'checking', 'running', 'stopped', 'done', 'failed', 'undoing', 'undone'];
  for (const state of states) {
    await app.database.db.updateTable('wiki_import').set({ state }).where('id', '=', importId).execute();
    await look.at(`import-${state}`, 'infrastructure-section-head', at);
  }
  await look.at('import-notes', 'infrastructure-section-head', noted);
}, 180_000);
