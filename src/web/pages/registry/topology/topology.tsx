import { networkTopologyOf } from '#cases/index.ts';
import { AppError } from '#lib/errors.ts';
import { say } from '#lib/words.ts';
import { draw, listSites, needServerSight, networkPicture, type Thing, thingsMatching } from '#registry/index.ts';
import { asked } from '../../../asked.ts';
import { Alert } from '../../../components/alert/alert.tsx';
import { Stack } from '../../../components/card/card.tsx';
import { FilterBar, FilterCheck, FilterSelect, FilterText } from '../../../components/filter/filter.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { page, signedIn } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { shared } from '../shared/words.ts';
import { sendDocument, sendPictureData, sendSvg } from './files.ts';
import { recordHref } from './links.ts';
import { PictureCard } from './picture-card.tsx';
import { words } from './words.ts';

/** With more things than this what hosts hold is folded; a reader may ask for all of it. */
const legible = 170;
/** All of it is drawn up to here; beyond, no screen shows it and no reader finds anything. */
const most = 2500;

type Asked = { site: string; q: string; all: string; open: string; size: string };

const askedOf = (c: Ctx): Asked => ({
  site: asked(c, 'site'),
  q: asked(c, 'q'),
  all: asked(c, 'all'),
  open: asked(c, 'open'),
  size: asked(c, 'size'),
});

/** The picture that was asked for, with its title; `not_found` for who may not see servers. */
const pictureAsked = async (c: Ctx, { site }: Asked) => {
  const actor = signedIn(c);
  needServerSight(actor);
  const { db } = c.var.services;
  const { language } = c.var;
  const sites = await listSites(db, actor);
  const chosen = sites.find(({ id }) => id === site);
  if (site !== '' && !chosen) throw new AppError('not_found', { what: `site ${site}` });
  const at = chosen ? { siteId: chosen.id } : {};
  const name = chosen?.name ?? say(words.allSites, language);
  const picture = { ...(await networkPicture(db, actor, { ...at, language })), title: `${say(words.title, language)}: ${name}` };
  return { actor, sites, at, name, picture };
};

const drawnAsked = async (c: Ctx, ask: Asked) => {
  const found = await pictureAsked(c, ask);
  const { language } = c.var;
  // A host that is folded opens where it stands; everything else leads to its record.
  const hrefOf = (thing: Thing): string | null => {
    if (thing.inside && thing.kind === 'site') return paths.topology({ site: thing.id });
    if (thing.inside) return paths.topology({ ...ask, open: [...ask.open.split(' '), thing.id].join(' ').trim().slice(-99) });
    return recordHref(thing);
  };
  const drawn = await draw(found.picture, {
    language,
    hrefOf,
    most: ask.all === '' ? legible : most,
    open: new Set([...ask.open.split(' '), ...(ask.q === '' ? [] : thingsMatching(found.picture, ask.q).slice(0, 40))]),
    ...(ask.q === '' ? {} : { find: ask.q }),
  });
  return { ...found, drawn, hrefOf };
};

const show = async (c: Ctx): Promise<Response> => {
  const ask = askedOf(c);
  const { sites, name, drawn, hrefOf, picture } = await drawnAsked(c, ask);
  const { language } = c.var;
  const file = (format: string) => paths.topologyFile(format, { site: ask.site, all: ask.all, open: ask.open });
  const hits = ask.q === '' ? 0 : thingsMatching(drawn.shown, ask.q).length;
  const folded = drawn.shown.things.some(({ inside }) => inside !== null);
  return page(
    c,
    {
      title: words.title,
      section: 'topology',
      lead: `${say(words.lead, language)} ${say(words.confidential, language)}`,
      width: 'full',
      scripts: ['picture.js'],
    },
    <Stack>
      <FilterBar action={paths.topology()} active={ask.site !== '' || ask.q !== '' || ask.all !== ''}>
        <FilterSelect
          name="site"
          label={shared.site}
          value={ask.site}
          options={sites.map((site) => ({ value: site.id, label: site.name }))}
        />
        <FilterText name="q" label={words.find} value={ask.q} />
        <FilterCheck name="all" label={words.everything} checked={ask.all !== ''} />
      </FilterBar>
      {ask.q === '' ? null : (
        <Alert
          tone={hits > 0 ? 'info' : 'warning'}
          title={hits > 0 ? say(words.found, language, { n: hits }) : say(words.foundNone, language, { q: ask.q })}
        />
      )}
      <PictureCard
        title={name}
        name={picture.title}
        drawn={drawn}
        hrefOf={hrefOf}
        files={[
          { label: 'SVG', href: file('svg') },
          { label: 'PDF', href: file('pdf') },
          { label: 'JSON', href: file('json') },
        ]}
        sizes={{ full: ask.size === 'full', href: paths.topology({ ...ask, size: ask.size === 'full' ? '' : 'full' }) }}
        note={
          folded ? (
            <p class="g-muted">{say(words.folded, language)}</p>
          ) : ask.open === '' ? null : (
            <p>
              <a href={paths.topology({ ...ask, open: '' })}>{say(words.foldedAgain, language)}</a>
            </p>
          )
        }
      />
    </Stack>,
  );
};

/** The network of one site or of all of them, drawn from the register as it is now. */
export const topologyPage: Page = (app) => {
  app.get(paths.topology(), show);

  app.get(paths.topologyFile('svg'), async (c) => {
    const ask = askedOf(c);
    const { picture } = await pictureAsked(c, ask);
    const open = new Set(ask.open.split(' '));
    const { svg } = await draw(picture, { language: c.var.language, most: ask.all === '' ? legible : most, open, titled: true });
    return sendSvg(c, picture.title, svg);
  });

  app.get(paths.topologyFile('json'), async (c) => {
    const { picture } = await pictureAsked(c, askedOf(c));
    return sendPictureData(c, picture.title, picture);
  });

  app.get(paths.topologyFile('pdf'), async (c) => {
    const { actor, at, name } = await pictureAsked(c, askedOf(c));
    const data = await networkTopologyOf(c.var.services.db, actor, { ...at, scope: name, language: c.var.language });
    return sendDocument(c, { kind: 'topology-document', hal: `Dokumentasi Topologi Jaringan ${name}`, data });
  });
};
