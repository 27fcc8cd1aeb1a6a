import { raw } from 'hono/html';
import { racksDocumentOf } from '#cases/index.ts';
import { AppError } from '#lib/errors.ts';
import { say } from '#lib/words.ts';
import {
  deviceLine,
  drawRacks,
  type Face,
  getRack,
  listSites,
  needServerSight,
  type RackPage,
  racksOfSite,
} from '#registry/index.ts';
import { asked, askedChoice } from '../../../asked.ts';
import { Card, Stack } from '../../../components/card/card.tsx';
import { Empty } from '../../../components/empty/empty.tsx';
import { FilterBar, FilterSelect } from '../../../components/filter/filter.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { page, param, signedIn } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { useView, useWords } from '../../../view.ts';
import { devicePath } from '../devices/devices.tsx';
import { shared } from '../shared/words.ts';
import { sendDocument, sendSvg } from './files.ts';
import { words } from './words.ts';

const bothFaces: readonly Face[] = ['front', 'rear'];

const sides = [
  { value: 'front', label: words.front },
  { value: 'rear', label: words.rear },
] as const;

const Drawn = ({ racks, faces, name }: { racks: readonly RackPage[]; faces: readonly Face[]; name: string }) => {
  const t = useWords();
  const { language } = useView();
  const svg = drawRacks(racks, { language, faces, hrefOf: devicePath, rackHref: (rack) => paths.rack(rack.id) });
  return (
    <section class="g-canvas g-canvas-natural" tabindex={0} aria-label={t(words.elevationOf, { name })}>
      {raw(svg)}
    </section>
  );
};

const Files = ({ svg, pdf }: { svg: string; pdf: string }) => (
  <>
    <a href={svg}>SVG</a> · <a href={pdf}>PDF</a>
  </>
);

/** One rack from the front and from behind; the table of what stands in it says the same. */
export const ElevationCard = ({ rack }: { rack: RackPage }) => (
  <Card title={words.elevation} aside={<Files svg={paths.rackSvg(rack.id)} pdf={paths.rackPdf(rack.id)} />}>
    <Drawn racks={[rack]} faces={bothFaces} name={rack.name} />
  </Card>
);

const RackList = ({ racks }: { racks: readonly RackPage[] }) => {
  const t = useWords();
  const { language } = useView();
  return (
    <details class="g-note">
      <summary>{t(words.list)}</summary>
      {racks.map((rack) => (
        <>
          <h3>
            <a href={paths.rack(rack.id)}>{rack.name}</a>
          </h3>
          {rack.standing.length === 0 ? <p>{t(words.rackEmpty)}</p> : null}
          <ul>
            {rack.standing.map((device) => (
              <li>
                <a href={devicePath(device)}>{deviceLine(device, language)}</a>
              </li>
            ))}
          </ul>
        </>
      ))}
    </details>
  );
};

/** The site asked for, or the first: its racks are what is looked at. `not_found` for an unknown one. */
const siteAsked = async (c: Ctx) => {
  const actor = signedIn(c);
  needServerSight(actor);
  const sites = await listSites(c.var.services.db, actor);
  const wanted = asked(c, 'site');
  const site = wanted === '' ? sites[0] : sites.find(({ id }) => id === wanted);
  if (wanted !== '' && !site) throw new AppError('not_found', { what: `site ${wanted}` });
  const face = askedChoice(c, 'face', sides);
  const faces: readonly Face[] = face === '' ? bothFaces : [face as Face];
  return { sites, site, face, faces, racks: site ? await racksOfSite(c.var.services.db, actor, site.id) : [] };
};

/** The racks of a site side by side, from the front, from behind or both. */
export const elevationPage: Page = (app) => {
  app.get(paths.elevation(), async (c) => {
    const { sites, site, face, faces, racks } = await siteAsked(c);
    const filter = { site: site?.id ?? '', face };
    return page(
      c,
      {
        title: words.elevation,
        section: 'devices',
        width: 'full',
        breadcrumbs: [{ label: shared.racks, href: paths.racks() }],
        lead: say(words.confidential, c.var.language),
      },
      <Stack>
        <FilterBar action={paths.elevation()} active={false}>
          <FilterSelect
            name="site"
            label={shared.site}
            value={filter.site}
            options={sites.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <FilterSelect name="face" label={words.side} value={face} options={sides} />
        </FilterBar>
        <Card
          title={site?.name ?? words.elevation}
          aside={racks.length > 0 ? <Files svg={paths.elevationSvg(filter)} pdf={paths.elevationPdf(filter)} /> : null}
        >
          {racks.length === 0 ? (
            <Empty icon="server-2" title={words.noRacks} />
          ) : (
            <>
              <Drawn racks={racks} faces={faces} name={site?.name ?? ''} />
              <RackList racks={racks} />
            </>
          )}
        </Card>
      </Stack>,
    );
  });

  app.get(paths.elevationSvg(), async (c) => {
    const { site, faces, racks } = await siteAsked(c);
    return sendSvg(c, `Rak ${site?.name ?? ''}`, drawRacks(racks, { language: c.var.language, faces }));
  });

  app.get(paths.elevationPdf(), async (c) => {
    const { site, faces, racks } = await siteAsked(c);
    const name = site?.name ?? '';
    const data = racksDocumentOf(racks, name || '–', faces);
    return sendDocument(c, { kind: 'topology-document', hal: `Dokumentasi Tampak Rak ${name}`, data });
  });

  app.get(paths.rackPdf(':id'), async (c) => {
    const rack = await getRack(c.var.services.db, signedIn(c), param(c, 'id'));
    const data = racksDocumentOf([rack], `${rack.name}, ${rack.siteName}`, bothFaces);
    return sendDocument(c, { kind: 'topology-document', hal: `Dokumentasi Tampak Rak ${rack.name}`, data });
  });

  app.get(paths.rackSvg(':id'), async (c) => {
    const rack = await getRack(c.var.services.db, signedIn(c), param(c, 'id'));
    return sendSvg(c, `Rak ${rack.name}`, drawRacks([rack], { language: c.var.language, faces: bothFaces }));
  });
};
