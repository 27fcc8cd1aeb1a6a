import { createHash } from 'node:crypto';
import { openWikiParts, openWikiTable } from '#cases/index.ts';
import { throttledLookup } from '#identity/index.ts';
import { AppError } from '#lib/errors.ts';
import { longDate } from '#lib/format.ts';
import { say } from '#lib/words.ts';
import {
  fillInOpen,
  findOpenFile,
  findOpenPageAt,
  findOpenSpace,
  type GeneratedPart,
  listOpenAbove,
  listOpenChildren,
  listOpenPages,
  listOpenSpaces,
  type OpenHit,
  type OpenPage,
  renderedOf,
  searchOpen,
} from '#wiki/index.ts';
import { asked } from '../../../asked.ts';
import type { Crumb } from '../../../components/breadcrumb/breadcrumb.tsx';
import { LinkButton } from '../../../components/button/button.tsx';
import { Card, Columns, Stack } from '../../../components/card/card.tsx';
import { Empty } from '../../../components/empty/empty.tsx';
import { Facts } from '../../../components/facts/facts.tsx';
import { FilterBar, FilterText } from '../../../components/filter/filter.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { type PageHead, page, param } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { sendFile } from '../../files/send.ts';
import { Contents, WikiText } from '../page.tsx';
import { words as wikiWords } from '../words.ts';
import { words } from './words.ts';

// The wiki for who is not signed in. These routes answer nobody else, read nothing but what is open to all
// (`wiki/queries/open.ts`), and give the same answer for what is closed as for what is not there: the way to the sign-in.

const closed = (): never => {
  throw new AppError('signed_out');
};

const reading = (c: Ctx) => ({ language: c.var.language, timeZone: c.var.installation?.timeZone ?? 'UTC' });

/** How search engines call an address; null where nobody said under which name Griya is reached. */
const outside = (c: Ctx, path: string): string | null => {
  const { baseUrl } = c.var.services.config;
  return baseUrl ? new URL(path, baseUrl).href : null;
};

/**
 * A browser asks each time and is told when nothing changed: what is taken back is gone at once, and who signs in at the
 * same address sees his or her own page. Nobody in between keeps it.
 */
const answer = async (c: Ctx, head: PageHead, body: Parameters<typeof page>[2]): Promise<Response> => {
  const { pathname, search } = new URL(c.req.url);
  const actions = <LinkButton href={paths.signIn(`${pathname}${search}`)} label={words.signIn} icon="login" />;
  const html = await (await page(c, { ...head, actions }, body)).text();
  const tag = `"${createHash('sha256').update(html).digest('base64url').slice(0, 24)}"`;
  c.header('cache-control', 'private, no-cache');
  c.header('vary', 'cookie');
  c.header('etag', tag);
  c.header('x-robots-tag', c.req.path === paths.wikiSearch() ? 'noindex, nofollow' : 'noarchive');
  return c.req.header('if-none-match') === tag ? c.body(null, 304) : c.html(html);
};

const home: Crumb = { label: words.title, href: paths.wiki() };

const Find = ({ q }: { q: string }) => (
  <FilterBar action={paths.wikiSearch()} active={false} button={words.search}>
    <FilterText name="q" label={words.search} value={q} />
  </FilterBar>
);

const showHome = async (c: Ctx): Promise<Response> => {
  const spaces = await listOpenSpaces(c.var.services.db);
  if (spaces.length === 0) return closed();
  const told = { canonical: outside(c, paths.wiki()), description: say(words.lead, c.var.language) };
  return answer(
    c,
    { title: words.title, lead: say(words.lead, c.var.language), told },
    <Stack>
      <Find q="" />
      <Card>
        <ul class="g-tree">
          {spaces.map(({ key, name, description }) => (
            <li>
              <a href={paths.wikiSpace(key)}>{name}</a>
              <span class="g-sub">{description}</span>
            </li>
          ))}
        </ul>
      </Card>
    </Stack>,
  );
};

const Tree = ({ pages }: { pages: Awaited<ReturnType<typeof listOpenChildren>> }) => (
  <ul class="g-tree">
    {pages.map(({ spaceKey, slug, title, children }) => (
      <li>
        <a href={paths.wikiPage(spaceKey, slug)}>{title}</a>
        {children > 0 ? <span class="g-muted"> ({children})</span> : null}
      </li>
    ))}
  </ul>
);

const showSpace = async (c: Ctx): Promise<Response> => {
  const { db } = c.var.services;
  const space = (await findOpenSpace(db, param(c, 'space'))) ?? closed();
  const pages = await listOpenChildren(db, { spaceId: space.id, parentId: null });
  const told = { canonical: outside(c, paths.wikiSpace(space.key)), description: space.description };
  return answer(
    c,
    { title: space.name, breadcrumbs: [home], lead: space.description, told },
    <Stack>
      <Find q="" />
      <Card title={wikiWords.pages}>
        {pages.length > 0 ? <Tree pages={pages} /> : <Empty icon="notebook" title={wikiWords.noPages} />}
      </Card>
    </Stack>,
  );
};

const Known = ({ parts }: { parts: readonly GeneratedPart[] }) => (
  <>
    {parts.map(({ title, facts = [] }) => (
      <Card title={title}>
        <Facts facts={facts.map(({ label, value }) => ({ label, value: value.map(String).join(', ') }))} />
      </Card>
    ))}
  </>
);

const textOf = async (c: Ctx, here: OpenPage) => {
  const { db } = c.var.services;
  const rendering = await renderedOf(db, here, c.var.now);
  const around = {
    page: paths.wikiPage,
    file: paths.wikiFile,
    table: (include: Parameters<typeof openWikiTable>[1]) => openWikiTable(db, include, reading(c)),
  };
  const html = rendering.plainly
    ? ''
    : await fillInOpen({ db, now: c.var.now, language: c.var.language, around }, here, rendering);
  return { html, plainly: rendering.plainly, outline: rendering.outline };
};

const showOpen = async (c: Ctx): Promise<Response> => {
  const { db } = c.var.services;
  const here = (await findOpenPageAt(db, param(c, 'space'), param(c, 'slug'))) ?? closed();
  if ('movedTo' in here) return c.redirect(paths.wikiPage(here.movedTo.spaceKey, here.movedTo.slug), 302);
  const [{ html, plainly, outline }, above, below, parts] = await Promise.all([
    textOf(c, here),
    here.parentId ? listOpenAbove(db, here.id) : [],
    listOpenChildren(db, { spaceId: here.spaceId, parentId: here.id }),
    openWikiParts(db, here, reading(c)),
  ]);
  const { language, timeZone } = reading(c);
  const day = longDate(here.changedAt, language, timeZone);
  const description = here.plain.replace(/\s+/g, ' ').slice(0, 160);
  return answer(
    c,
    {
      title: here.title,
      breadcrumbs: [
        home,
        { label: here.spaceName, href: paths.wikiSpace(here.spaceKey) },
        ...above.map(({ title, spaceKey, slug }) => ({ label: title, href: paths.wikiPage(spaceKey, slug) })),
      ],
      lead: say(words.changed, language, { day }),
      told: { canonical: outside(c, paths.wikiPage(here.spaceKey, here.slug)), description },
    },
    <Columns
      main={
        <>
          <Known parts={parts} />
          <Card>
            {plainly ? (
              <div class="g-wiki">
                <p class="g-muted">{say(words.plainly, language)}</p>
                <pre tabindex={0}>{here.plain}</pre>
              </div>
            ) : (
              <WikiText html={html} plainly={false} />
            )}
          </Card>
          {below.length > 0 ? (
            <Card title={wikiWords.below}>
              <Tree pages={below} />
            </Card>
          ) : null}
        </>
      }
      side={outline.length > 2 ? <Contents outline={outline} /> : null}
    />,
  );
};

const Hits = ({ hits }: { hits: readonly OpenHit[] }) => (
  <ol class="g-hits">
    {hits.map(({ spaceKey, slug, title, spaceName, snippet }) => (
      <li>
        <a href={paths.wikiPage(spaceKey, slug)}>{title}</a>
        <span class="g-sub">{spaceName}</span>
        <p class="g-hit-text">{snippet.map((piece) => (piece.hit ? <mark>{piece.text}</mark> : piece.text))}</p>
      </li>
    ))}
  </ol>
);

/** Searches that find nothing are counted per address, as tries at letters are. */
const showFound = async (c: Ctx): Promise<Response> => {
  const { db, pool } = c.var.services;
  if ((await listOpenSpaces(db)).length === 0) return closed();
  const q = asked(c, 'q').slice(0, 200);
  const look = async () => {
    const found = await searchOpen(db, q);
    return found.length > 0 ? found : undefined;
  };
  const hits =
    q.trim() === '' ? [] : ((await throttledLookup(pool, { what: 'wiki-search', ip: c.var.ip, now: c.var.now }, look)) ?? []);
  return answer(
    c,
    { title: words.search, breadcrumbs: [home], lead: q === '' ? '' : say(words.found, c.var.language, { q }) },
    <Stack>
      <Find q={q} />
      {q.trim() === '' ? null : (
        <Card>
          {hits.length > 0 ? <Hits hits={hits} /> : <Empty icon="search" title={wikiWords.noHits} text={wikiWords.noHitsHow} />}
        </Card>
      )}
    </Stack>,
  );
};

const sendOpenFile = async (c: Ctx): Promise<Response> => {
  const { db } = c.var.services;
  const file = (await findOpenFile(db, param(c, 'id'), param(c, 'name'))) ?? closed();
  return sendFile(c, db, { fileId: file.fileId, name: file.name, inline: file.mediaType.startsWith('image/') });
};

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** The open pages for search engines, where Griya knows the name under which it is reached. */
const siteMap = async (c: Ctx): Promise<Response> => {
  const pages = await listOpenPages(c.var.services.db);
  const entries = pages.flatMap(({ spaceKey, slug, changedAt }) => {
    const address = outside(c, paths.wikiPage(spaceKey, slug));
    return address ? [`<url><loc>${escaped(address)}</loc><lastmod>${changedAt.toString().slice(0, 10)}</lastmod></url>`] : [];
  });
  if (entries.length === 0) throw new AppError('not_found', { what: c.req.path });
  const xml = `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${entries.join('\n')}\n</urlset>\n`;
  return c.body(xml, 200, { 'content-type': 'application/xml; charset=utf-8', 'cache-control': 'public, max-age=3600' });
};

/** Search engines may read the public names and what is open, with the pictures and the style it needs, and nothing else. */
const robots = async (c: Ctx): Promise<Response> => {
  const spaces = await listOpenSpaces(c.var.services.db);
  const map = outside(c, paths.wikiSiteMap());
  const lines = [
    'User-agent: *',
    `Allow: ${paths.publicNames()}`,
    ...(spaces.length > 0 ? [`Allow: ${paths.wiki()}$`, 'Allow: /assets/', 'Allow: /wiki/pages/*/files/'] : []),
    ...spaces.map(({ key }) => `Allow: ${paths.wikiSpace(key)}`),
    ...(spaces.length > 0 && map ? [`Allow: ${paths.wikiSiteMap()}`] : []),
    'Disallow: /',
    ...(spaces.length > 0 && map ? ['', `Sitemap: ${map}`] : []),
  ];
  return c.text(`${lines.join('\n')}\n`, 200, { 'cache-control': 'public, max-age=3600' });
};

/** The open pages of the wiki, for who is not signed in; everybody else goes on to the wiki's own pages. */
export const openWikiPage: Page = (app) => {
  app.get(paths.robots(), robots);
  app.get(paths.wikiSiteMap(), siteMap);
  const shown = [
    [paths.wiki(), showHome],
    [paths.wikiSearch(), showFound],
    [paths.wikiFile(':id', ':name'), sendOpenFile],
    [paths.wikiSpace(':space'), showSpace],
    [paths.wikiPage(':space', ':slug'), showOpen],
  ] as const;
  for (const [path, show] of shown) app.get(path, (c, next) => (c.var.actor ? next() : show(c)));
};
