import { createHash } from 'node:crypto';
import { listPublicNames, type PublicName } from '#dns/index.ts';
import { toCsv } from '#lib/csv.ts';
import { shortDate } from '#lib/format.ts';
import { say } from '#lib/words.ts';
import { ButtonGroup, LinkButton } from '../../components/button/button.tsx';
import { Card } from '../../components/card/card.tsx';
import { Empty } from '../../components/empty/empty.tsx';
import { Table } from '../../components/table/table.tsx';
import type { Ctx, Page } from '../../context.ts';
import { page } from '../../page.tsx';
import { paths } from '../../paths.ts';
import { useView } from '../../view.ts';
import { words } from './words.ts';

const read = (c: Ctx): Promise<PublicName[]> => listPublicNames(c.var.services.db, c.var.installation?.timeZone ?? 'UTC');

const Names = ({ rows }: { rows: readonly PublicName[] }) => {
  const { language, timeZone } = useView();
  return (
    <Table
      caption={words.publicLink}
      rows={rows}
      empty={<Empty icon="world" title={words.nobodyYet} />}
      columns={[
        {
          key: 'name',
          label: words.name,
          cell: (row) => (
            <a class="g-break" href={`https://${row.ascii}/`} rel="noreferrer">
              {row.name}
            </a>
          ),
        },
        { key: 'application', label: words.application, cell: (row) => row.application },
        { key: 'office', label: words.office, cell: (row) => row.office },
        { key: 'since', label: words.since, tight: true, cell: (row) => shortDate(row.since, language, timeZone) },
      ]}
    />
  );
};

const columns = ['name', 'application', 'office', 'since'] as const;

/** The same bytes for everybody, for five minutes; whoever has them already is told so. */
const cached = (c: Ctx, type: string, body: string): Response => {
  const tag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 24)}"`;
  c.header('cache-control', 'public, max-age=300');
  c.header('etag', tag);
  c.header('access-control-allow-origin', '*');
  if (c.req.header('if-none-match') === tag) return c.body(null, 304);
  c.header('content-type', type);
  return c.body(body);
};

/** The names that anybody may know, as a page, as CSV and as JSON; without signing in. */
export const publicNamesPage: Page = (app) => {
  app.get(paths.publicNames(), async (c) => {
    const rows = await read(c);
    return page(
      c,
      {
        title: say(words.publicTitle, c.var.language, { domain: c.var.installation?.domain ?? '' }),
        section: 'names',
        lead: say(words.publicLead, c.var.language),
        actions: (
          <ButtonGroup>
            <LinkButton href={paths.publicNamesFile('csv')} label={{ id: 'CSV', en: 'CSV' }} icon="download" />
            <LinkButton href={paths.publicNamesFile('json')} label={{ id: 'JSON', en: 'JSON' }} icon="download" />
          </ButtonGroup>
        ),
      },
      <Card flush>
        <Names rows={rows} />
      </Card>,
    );
  });

  app.get(paths.publicNamesFile('csv'), async (c) => {
    const rows = (await read(c)).map((row) => columns.map((key) => String(row[key])));
    return cached(c, 'text/csv; charset=utf-8', toCsv([[...columns], ...rows]));
  });

  app.get(paths.publicNamesFile('json'), async (c) => {
    const names = (await read(c)).map((row) => Object.fromEntries(columns.map((key) => [key, String(row[key])])));
    return cached(c, 'application/json; charset=utf-8', `${JSON.stringify({ names })}\n`);
  });
};
