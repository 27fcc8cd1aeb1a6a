import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { commentOnPage, makeRecordPages } from '#cases/index.ts';
import { createPage, createSpace, savePage, setReview } from '#wiki/index.ts';
import { actorOf, type Stage } from '../stage/stage.ts';
import { type DemoCast, playerFor } from './set-up.ts';

const folder = new URL('../../../samples/demo/wiki/', import.meta.url);

const spaces = [
  {
    key: 'panduan',
    name: 'Panduan layanan',
    description: 'Bagi perangkat daerah yang memakai layanan hosting.',
    access: 'public',
  },
  { key: 'operasi', name: 'Operasi pusat data', description: 'Cara kerja sehari-hari seksi infrastruktur.', access: 'internal' },
] as const;

/** What the people of the sample city have written down: two spaces with their pages, an edit, an owner whose review is due, a comment. */
export const writeWiki = async (stage: Stage, cast: DemoCast): Promise<void> => {
  const { db, clock } = stage;
  const now = clock.now();
  await makeRecordPages(db, now);
  const administrator = cast.accounts.find(({ title }) => title === 'Administrator') ?? cast.accounts[0];
  if (!administrator) return;
  const keeper = await actorOf(stage, administrator);
  const writer = await actorOf(stage, playerFor(cast, 'infrastructure-section-head', now));
  const colleague = await actorOf(stage, playerFor(cast, 'application-section-head', now));
  for (const space of spaces) {
    await createSpace(db, { actor: keeper, now, space });
    const files = (await readdir(fileURLToPath(new URL(`${space.key}/`, folder)))).filter((name) => name.endsWith('.md')).sort();
    for (const file of files) {
      const text = await readFile(new URL(`${space.key}/${file}`, folder), 'utf8');
      const [heading = '', ...rest] = text.split('\n');
      const page = { title: heading.replace(/^#\s*/, ''), body: rest.join('\n').trim(), why: 'Tulisan pertama' };
      const { pageId } = await createPage(db, { actor: writer, now, space: space.key, page });
      if (file !== 'cadangan.md' || !pageId) continue;
      const body = page.body.replace('setiap triwulan', 'setiap bulan');
      await savePage(db, { actor: colleague, now, pageId, edit: { body, base: 1, why: 'Pengujian kini setiap bulan' } });
      const today = now.toZonedDateTimeISO('UTC').toPlainDate();
      const review = { ownerPersonId: writer.personId, reviewOn: today.toString() };
      await setReview(db, { actor: writer, now, pageId, today, review });
      await commentOnPage(db, {
        actor: colleague,
        now,
        pageId,
        comment: `@${writer.personName} apakah hv-03 sudah ikut dicadangkan?`,
      });
    }
  }
};
