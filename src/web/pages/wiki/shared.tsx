import { wikiCount, wikiTable } from '#cases/index.ts';
import { AppError } from '#lib/errors.ts';
import {
  accesses,
  findPageAt,
  getPage,
  getSpace,
  mayWrite,
  type PageLink,
  type Space,
  type Surroundings,
  type WikiPage,
} from '#wiki/index.ts';
import type { Crumb } from '../../components/breadcrumb/breadcrumb.tsx';
import { type Colour, Status } from '../../components/status/status.tsx';
import type { Ctx } from '../../context.ts';
import type { FormState } from '../../form.ts';
import { param, signedIn } from '../../page.tsx';
import { paths } from '../../paths.ts';
import { words } from './words.ts';

/** The longest form: a text of a million characters, each sent as up to three escaped bytes. */
export const longestForm = 8 * 1024 * 1024;

export const AccessMark = ({ access }: { access: string }) => {
  const choice = accesses.find(({ value }) => value === access) ?? accesses[0];
  return <Status label={choice.label} colour={choice.colour as Colour} />;
};

/** A list of a register with conditions; these are written as they stand in its address. */
const list =
  (path: () => string) =>
  (conditions: string): string =>
    conditions === '' ? path() : `${path()}?${conditions}`;

const records: Readonly<Record<string, (id: string) => string>> = {
  application: (id) => paths.wikiRecord('application', id),
  server: (id) => paths.wikiRecord('server', id),
  site: (id) => paths.wikiRecord('site', id),
  zone: (id) => paths.wikiRecord('zone', id),
  'application-record': paths.application,
  'server-record': paths.server,
  'device-record': paths.device,
  'site-record': paths.site,
  'zone-record': (id) => paths.zone(id),
  'zone-comparison': (id) => paths.zoneChecks(id),
  'sop-record': () => paths.sop(),
  network: (id) => paths.network(id),
  case: paths.case,
  letter: paths.letterPdf,
  upload: paths.file,
  rack: (id) => paths.rack(id),
  cases: list(paths.cases),
  servers: list(paths.servers),
  devices: list(paths.devices),
  networks: list(paths.networks),
  applications: list(paths.applications),
  names: list(paths.names),
  racks: list(paths.racks),
  sites: list(paths.sites),
  letters: list(paths.letters),
};

/** Where what the registers know is shown. */
export const recordHref = (kind: string, id: string): string | null => records[kind]?.(id) ?? null;

/** What the wiki is told about the place where its pages are shown to this reader. */
export const surroundings = async (c: Ctx, page: { spaceKey: string }): Promise<Surroundings> => {
  const actor = signedIn(c);
  const space = await getSpace(c.var.services.db, actor, page.spaceKey).catch(() => null);
  const at = { now: c.var.now, timeZone: c.var.installation?.timeZone ?? 'UTC' };
  const writes = space !== null && mayWrite(actor, space);
  return {
    page: (key, slug) => paths.wikiPage(key, slug),
    create: (key, title) => (writes ? paths.newWikiPage(key, { title }) : null),
    file: (pageId, name) => paths.wikiFile(pageId, name),
    record: recordHref,
    table: (include) => wikiTable(c.var.services.db, actor, include, at),
    count: (include) => wikiCount(c.var.services.db, actor, include, at),
  };
};

/** The page at the address of this request; `null` when the request was led to where the page is now. */
export const pageHere = async (c: Ctx): Promise<WikiPage | { movedTo: string }> => {
  const found = await findPageAt(c.var.services.db, signedIn(c), c.req.param('space') ?? '', c.req.param('slug') ?? '');
  if (!found) throw new AppError('not_found', { what: `wiki page ${c.req.path}` });
  return 'movedTo' in found ? { movedTo: paths.wikiPage(found.movedTo.spaceKey, found.movedTo.slug) } : found;
};

/** Pages by their titles. */
export const PageLinks = ({ pages }: { pages: readonly PageLink[] }) => (
  <ul class="g-tree">
    {pages.map((each) => (
      <li>
        <a href={paths.wikiPage(each.spaceKey, each.slug)}>{each.title}</a>
      </li>
    ))}
  </ul>
);

export const spaceCrumbs = (space: Pick<Space, 'key' | 'name'>): Crumb[] => [
  { label: words.title, href: paths.wiki() },
  { label: space.name, href: paths.wikiSpace(space.key) },
];

export const pageCrumbs = (page: WikiPage): Crumb[] => [
  ...spaceCrumbs({ key: page.spaceKey, name: page.spaceName }),
  { label: page.title, href: paths.wikiPage(page.spaceKey, page.slug) },
];

/** The page of this request for who writes it; to everybody else there is nothing here. */
export const writtenPage = async (c: Ctx): Promise<WikiPage> => {
  const actor = signedIn(c);
  const here = await getPage(c.var.services.db, actor, param(c, 'id'));
  if (!mayWrite(actor, here)) throw new AppError('not_found', { what: c.req.path });
  return here;
};

/** The state of one more form of a page: an act of its own. */
export const keyed = (state: FormState): FormState => ({ ...state, requestKey: crypto.randomUUID() });
