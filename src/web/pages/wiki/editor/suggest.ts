import { listPeople } from '#identity/index.ts';
import { AppError } from '#lib/errors.ts';
import { fileSize } from '#lib/format.ts';
import { say, type Words } from '#lib/words.ts';
import { listAttachments, listRecent, listSpaces, mayWrite, suggestTitles } from '#wiki/index.ts';
import { asked } from '../../../asked.ts';
import type { Ctx, Page } from '../../../context.ts';
import { signedIn } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { placeOf } from './place.ts';
import { words } from './words.ts';

/** One line to choose from: what it is called, what it writes, and how far back from its end the cursor then stands. */
type Suggestion = { label: string; detail: string; insert: string; back?: number };

type Place = { pageId: string | null; spaceId: string; spaceKey: string };

const most = 8;

/** What can be drawn into a page, as one writes it; `suggest.test.ts` holds every line against the renderer. */
export const includes: readonly (readonly [insert: string, label: Words])[] = [
  ['{{halaman ""}}', words.iPage],
  ['{{server}}', words.iServers],
  ['{{server lokasi=""}}', words.iServersOfSite],
  ['{{aplikasi}}', words.iApplications],
  ['{{jaringan}}', words.iNetworks],
  ['{{jaringan lokasi=""}}', words.iNetworksOfSite],
  ['{{alamat ""}}', words.iAddresses],
  ['{{domain}}', words.iNames],
  ['{{permohonan}}', words.iCases],
];

const titles = async (c: Ctx, place: Place, typed: string): Promise<Suggestion[]> => {
  const actor = signedIn(c);
  const { db } = c.var.services;
  const [first = '', second] = typed.split('::');
  const named = second === undefined ? null : first.trim().toLowerCase();
  const q = (second ?? first).trim();
  const spaceId = named === null ? null : (await listSpaces(db, actor)).find(({ key }) => key === named)?.id;
  if (spaceId === undefined) return [];
  const found =
    q.length > 1
      ? await suggestTitles(db, actor, { q, ...(named === null ? {} : { space: named }), most })
      : await listRecent(db, actor, { spaceId: spaceId ?? place.spaceId, most });
  return found
    .filter(({ id }) => id !== place.pageId)
    .map(({ title, spaceKey, spaceName }) => ({
      label: title,
      detail: spaceName,
      insert: spaceKey === place.spaceKey ? `[[${title}]]` : `[[${spaceKey}::${title}]]`,
    }));
};

/** People of the hosting office, who write here and are known to each other. */
const people = async (c: Ctx, typed: string): Promise<Suggestion[]> => {
  const wanted = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const all = await listPeople(c.var.services.db, { officeId: c.var.installation?.hostOfficeId ?? '' });
  return all
    .filter(({ name }) => wanted.every((word) => name.toLowerCase().includes(word)))
    .slice(0, most)
    .map(({ name }) => ({ label: name, detail: '', insert: `@${name} ` }));
};

const kinds = (c: Ctx, typed: string): Suggestion[] => {
  const wanted = typed.trim().toLowerCase();
  return includes
    .map(([insert, label]) => ({
      label: say(label, c.var.language),
      detail: insert,
      insert,
      back: insert.includes('""') ? 3 : 0,
    }))
    .filter(({ label, insert }) => insert.slice(2).startsWith(wanted) || label.toLowerCase().includes(wanted));
};

/** An address in brackets as Markdown takes it, whatever the file is called. */
const addressOf = (name: string): string => encodeURI(name).replaceAll('(', '%28').replaceAll(')', '%29');

const files = async (c: Ctx, place: Place, { q, pictures }: { q: string; pictures: boolean }): Promise<Suggestion[]> => {
  if (!place.pageId) return [];
  const wanted = q.toLowerCase();
  return (await listAttachments(c.var.services.db, place.pageId))
    .filter(({ name, mediaType }) => (!pictures || mediaType.startsWith('image/')) && name.toLowerCase().includes(wanted))
    .slice(0, most)
    .map(({ name, size }) => ({ label: name, detail: fileSize(size, c.var.language), insert: `${addressOf(name)})` }));
};

/** What the editor offers while one writes: only what this person may read, and only to who writes at that place. */
export const wikiSuggestPage: Page = (app) => {
  app.get(paths.wikiSuggestions(), async (c) => {
    const found = await placeOf(c, asked(c, 'place'));
    const at = 'space' in found ? found.space : found.page;
    if (!mayWrite(signedIn(c), at)) throw new AppError('not_found', { what: c.req.path });
    const place =
      'space' in found
        ? { pageId: null, spaceId: found.space.id, spaceKey: found.space.key }
        : { pageId: found.page.id, spaceId: found.page.spaceId, spaceKey: found.page.spaceKey };
    const q = asked(c, 'q');
    const offered: Readonly<Record<string, () => Suggestion[] | Promise<Suggestion[]>>> = {
      title: () => titles(c, place, q),
      person: () => people(c, q),
      include: () => kinds(c, q),
      picture: () => files(c, place, { q, pictures: true }),
      file: () => files(c, place, { q, pictures: false }),
    };
    const kind = asked(c, 'kind');
    return c.json({ options: Object.hasOwn(offered, kind) ? await offered[kind]?.() : [] });
  });
};
