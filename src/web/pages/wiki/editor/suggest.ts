import { type TableHelp, tableHelp } from '#cases/index.ts';
import { listPeople } from '#identity/index.ts';
import { AppError } from '#lib/errors.ts';
import { fileSize } from '#lib/format.ts';
import { say } from '#lib/words.ts';
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
const mostKinds = 16;

/** The name of a register as it stands in an include, in the language of the writer. */
const calls = (c: Ctx, help: TableHelp): string => say(help.names, c.var.language);

/** What can be drawn into a page on a line of its own, as one writes it: another page, or a register. */
const parts = (c: Ctx): Suggestion[] => [
  { label: say(words.iPage, c.var.language), detail: '{{halaman ""}}', insert: '{{halaman ""}}', back: 3 },
  ...tableHelp.map((help) => {
    const insert = `{{${calls(c, help)}}}`;
    return { label: say(help.label, c.var.language), detail: insert, insert };
  }),
];

/** How many rows of a register there are, inside of a sentence. */
const counts = (c: Ctx): Suggestion[] =>
  tableHelp.map((help) => {
    const insert = `{{${c.var.language === 'id' ? 'jumlah' : 'count'} ${calls(c, help)}}}`;
    return { label: say(words.iCount, c.var.language, { what: say(help.label, c.var.language) }), detail: insert, insert };
  });

const matching = (offered: readonly Suggestion[], typed: string): Suggestion[] => {
  const wanted = typed.trimStart().toLowerCase();
  return offered
    .filter(({ label, insert }) => insert.slice(2).startsWith(wanted) || label.toLowerCase().includes(wanted.trim()))
    .slice(0, mostKinds);
};

/** The conditions of a register whose name stands there already: `{{server lo` offers its sites. */
const conditions = (c: Ctx, help: TableHelp, begun: string): Suggestion[] =>
  help.filters.flatMap(({ names, values }) => {
    const name = say(names, c.var.language);
    const written = (value: string): string => `{{${calls(c, help)} ${name}="${value}"}}`;
    if (!name.startsWith(begun)) return [];
    if (values.length === 0) return [{ label: name, detail: written(''), insert: written(''), back: 3 }];
    return values.map(({ label }) => {
      const value = say(label, c.var.language);
      return { label: `${name}: ${value}`, detail: written(value), insert: written(value) };
    });
  });

const kinds = (c: Ctx, typed: string): Suggestion[] => {
  const wanted = typed.trimStart().toLowerCase();
  const [, named, begun] = /^([\w-]+)\s+([\w-]*)$/.exec(wanted) ?? [];
  const help = tableHelp.find(({ names }) => Object.values(names).includes(named ?? ''));
  if (help) return conditions(c, help, begun ?? '').slice(0, mostKinds);
  return matching([...parts(c), ...counts(c)], wanted);
};

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
    // The blank after a name asks for its conditions.
    const untrimmed = (c.req.query('q') ?? '').slice(0, 100);
    const offered: Readonly<Record<string, () => Suggestion[] | Promise<Suggestion[]>>> = {
      title: () => titles(c, place, q),
      person: () => people(c, q),
      include: () => kinds(c, untrimmed),
      count: () => matching(counts(c), untrimmed),
      picture: () => files(c, place, { q, pictures: true }),
      file: () => files(c, place, { q, pictures: false }),
    };
    const kind = asked(c, 'kind');
    return c.json({ options: Object.hasOwn(offered, kind) ? await offered[kind]?.() : [] });
  });
};
