import { acceptAttribute } from '#files/index.ts';
import { number, shortMoment } from '#lib/format.ts';
import { say } from '#lib/words.ts';
import {
  getSpace,
  type ImportKind,
  importKinds,
  importPurpose,
  listImports,
  needKeeper,
  type PastImport,
  type Space,
} from '#wiki/index.ts';
import { askedPage } from '../../../asked.ts';
import { Alert } from '../../../components/alert/alert.tsx';
import { Button, ButtonGroup } from '../../../components/button/button.tsx';
import { Card, Stack } from '../../../components/card/card.tsx';
import { Radios } from '../../../components/field/field.tsx';
import { FileField } from '../../../components/field/file-field.tsx';
import { ActForm } from '../../../components/form/form.tsx';
import { Pagination } from '../../../components/pagination/pagination.tsx';
import { Status } from '../../../components/status/status.tsx';
import { Table } from '../../../components/table/table.tsx';
import type { Ctx } from '../../../context.ts';
import type { FormState } from '../../../form.ts';
import { page, param, signedIn } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { useView, useWords } from '../../../view.ts';
import { spaceCrumbs } from '../shared.tsx';
import { kindWords, stateLooks, words } from './words.ts';

const perPage = 20;

const History = ({ space, rows }: { space: Space; rows: readonly PastImport[] }) => {
  const t = useWords();
  const { language, timeZone } = useView();
  return (
    <Table
      caption={words.history}
      rows={rows}
      empty={<p class="g-muted g-import-foot">{t(words.none)}</p>}
      columns={[
        {
          key: 'file',
          label: words.file,
          cell: (row) => (
            <a class="g-break" href={paths.wikiImport(space.key, row.id)}>
              {row.fileName}
            </a>
          ),
        },
        { key: 'kind', label: words.kind, cell: (row) => t(kindWords[row.kind]) },
        { key: 'things', label: words.things, align: 'right', cell: (row) => number(row.total, language) },
        { key: 'written', label: words.written, align: 'right', cell: (row) => number(row.written, language) },
        { key: 'state', label: words.state, cell: (row) => <Status {...stateLooks[row.state]} /> },
        {
          key: 'by',
          label: words.by,
          cell: (row) => (
            <>
              {row.personName ?? '–'}
              <span class="g-sub">{shortMoment(row.at, language, timeZone)}</span>
            </>
          ),
        },
      ]}
    />
  );
};

const NewImport = ({ space, state, approval }: { space: Space; state: FormState; approval: string }) => (
  <Card title={words.new}>
    {space.needsApproval ? (
      <Alert tone="warning">
        <p>{approval}</p>
      </Alert>
    ) : (
      <ActForm action={paths.wikiImports(space.key)} state={state} files>
        <Radios
          state={state}
          name="kind"
          label={words.from}
          options={importKinds.map((value: ImportKind) => ({ value, label: kindWords[value], hint: words.kindHow[value] }))}
        />
        <FileField state={state} name="file" label={words.file} hint={words.fileHint} accept={acceptAttribute(importPurpose)} />
        <ButtonGroup cancel={paths.wikiExchange(space.key)}>
          <Button label={words.check} icon="upload" />
        </ButtonGroup>
      </ActForm>
    )}
  </Card>
);

/** The imports into a space, and the form of a new one. For who keeps the space. */
export const showImports = async (c: Ctx, state: FormState, approval: string): Promise<Response> => {
  const actor = signedIn(c);
  const { db } = c.var.services;
  const space = await getSpace(db, actor, param(c, 'space'));
  needKeeper(actor, space);
  const no = askedPage(c);
  const rows = await listImports(db, space.id, { page: no, pageSize: perPage });
  const shown = rows.slice(0, perPage);
  return page(
    c,
    {
      title: words.title,
      section: 'wiki',
      breadcrumbs: spaceCrumbs(space),
      lead: say(words.lead, c.var.language),
      state,
    },
    <Stack>
      <NewImport space={space} state={state} approval={approval} />
      <Card title={words.history} flush>
        <History space={space} rows={shown} />
      </Card>
      <Pagination
        page={no}
        perPage={perPage}
        total={(no - 1) * perPage + shown.length}
        more={rows.length > perPage}
        href={(target) => paths.wikiImports(space.key, { page: target })}
      />
    </Stack>,
  );
};
