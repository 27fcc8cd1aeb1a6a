import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestApp, testApp } from '../../../../../test/support/app.ts';
import { phone } from '../../../../../test/support/browser.ts';
import { type Look, lookAt } from '../../../../../test/support/look.ts';
import { paths } from '../../../paths.ts';

let app: TestApp;
let look: Look;
let draft = '';
let templateId = '';

beforeAll(async () => {
  app = await testApp();
  look = await lookAt(app);
  const admin = await app.signIn('administrator');
  const { db } = app.database;
  const row = await db
    .selectFrom('wiki_template as t')
    .innerJoin('wiki_template_version as v', 'v.template_id', 't.id')
    .select(['t.id', 'v.id as versionId'])
    .where('t.kind', '=', 'site')
    .executeTakeFirstOrThrow();
  templateId = row.id;
  draft = (await admin.submit(paths.wikiTemplate(templateId), { from: row.versionId })).location ?? '';
  await admin.submit(draft, { body: '## Keterangan\n\n## Garansi\n', reason: 'Garansi' });
}, 60_000);
afterAll(async () => {
  await look.close();
  await app.close();
});

test('the pages about templates can be used by everyone and fit a phone', async () => {
  await look.at('wiki-templates', 'administrator', paths.wikiTemplates());
  await look.at('wiki-template', 'administrator', paths.wikiTemplate(templateId));
  await look.at('wiki-template-draft', 'administrator', draft);
  await look.at('wiki-template-activation', 'administrator', `${draft}/activation`);
  await look.at('wiki-template-diff', 'technician', paths.wikiTemplateDiff(templateId, { a: 1, b: 2 }));
  await look.at('wiki-template-lacking', 'administrator', `${draft}/lacking`);
  await look.at('wiki-template-new', 'administrator', paths.newWikiTemplate({ kind: 'application' }));
}, 60_000);

test('what is wrong is told while one types, and leads to its line', async () => {
  const page = await look.open('administrator', { viewport: phone });
  await page.goto(`${look.url}${draft}`);
  await page.fill('textarea[name=body]', '## Keterangan\n\nMilik {pemilik}.\n');
  const fault = page.getByText('Baris 3: {pemilik} tidak dikenal');
  await fault.waitFor();
  await fault.click();
  const selected = await page.evaluate('[document.activeElement.name, document.activeElement.selectionStart]');
  expect(selected).toEqual(['body', '## Keterangan\n\n'.length]);
  await page.context().close();
}, 60_000);
