import {
  adoptImport,
  getImport,
  getZone,
  type ImportLine,
  type ImportPage,
  type ImportRow,
  importSources,
  importVerdicts,
  keyAlgorithms,
  listImports,
  mayChangeRecords,
  needNameSight,
  needRecordChanger,
  startImport,
  toShown,
  type ZonePage,
} from '#dns/index.ts';
import { getOwnUpload, readBytes } from '#files/index.ts';
import { doerOf } from '#identity/index.ts';
import { number, shortMoment } from '#lib/format.ts';
import { say, type Words } from '#lib/words.ts';
import { act, freshForm } from '../../act.ts';
import { askedChoice, askedPage } from '../../asked.ts';
import { Alert } from '../../components/alert/alert.tsx';
import { Button } from '../../components/button/button.tsx';
import { Card, Columns } from '../../components/card/card.tsx';
import { Empty } from '../../components/empty/empty.tsx';
import { Facts } from '../../components/facts/facts.tsx';
import { FieldSet, Radios, Select, TextArea, TextField } from '../../components/field/field.tsx';
import { FileField } from '../../components/field/file-field.tsx';
import { FilterBar, FilterSelect } from '../../components/filter/filter.tsx';
import { ActForm } from '../../components/form/form.tsx';
import { Pagination } from '../../components/pagination/pagination.tsx';
import { Status } from '../../components/status/status.tsx';
import { Table } from '../../components/table/table.tsx';
import type { Ctx, Page } from '../../context.ts';
import { type FormState, text, texts } from '../../form.ts';
import { page, signedIn } from '../../page.tsx';
import { paths } from '../../paths.ts';
import { useView, useWords } from '../../view.ts';
import { ChoiceStatus, optionsOf } from '../registry/shared/choice.tsx';
import { words } from './import-words.ts';
import { OwnerFields, ownerOf, readOwners } from './owner-fields.tsx';
import { words as nameWords } from './words.ts';
import { ZoneTabs } from './zone-tabs.tsx';

const perPage = 100;

const stateWords: Record<ImportRow['state'], { label: Words; colour: 'blue' | 'green' | 'red' }> = {
  reading: { label: words.reading, colour: 'blue' },
  read: { label: words.read, colour: 'green' },
  failed: { label: words.failed, colour: 'red' },
};

const sourceOf = (row: Pick<ImportRow, 'source' | 'server'>, t: ReturnType<typeof useWords>): string =>
  row.server || t(importSources.find(({ value }) => value === row.source)?.label ?? row.source);

const Begin = ({ zone, state }: { zone: ZonePage; state: FormState }) => (
  <Card title={words.begin}>
    <ActForm action={paths.zoneImports(zone.id)} state={state} files>
      <Radios state={state} name="source" label={words.source} options={optionsOf(importSources)} />
      <TextArea state={state} name="text" label={words.text} hint={words.textHint} rows={6} mono optional />
      <FileField state={state} name="file" label={words.file} accept=".zone,.txt,.db" optional />
      <TextField
        state={state}
        name="server"
        label={words.server}
        hint={words.serverHint}
        width="medium"
        spellcheck={false}
        optional
      />
      <FieldSet legend={words.tsig}>
        <TextField state={state} name="keyName" label={words.keyName} width="medium" spellcheck={false} optional />
        <Select
          state={state}
          name="keyAlgorithm"
          label={words.keyAlgorithm}
          options={optionsOf(keyAlgorithms)}
          empty={false}
          width="short"
        />
        <TextField
          state={state}
          name="transferSecret"
          label={words.key}
          hint={words.keyHint}
          type="password"
          autocomplete="off"
          optional
        />
      </FieldSet>
      <Button label={words.submit} icon="eye" />
    </ActForm>
  </Card>
);

const Earlier = ({ zoneId, rows }: { zoneId: string; rows: readonly ImportRow[] }) => {
  const t = useWords();
  const { language, timeZone } = useView();
  return (
    <Card title={words.earlier} flush>
      <Table
        caption={words.earlier}
        rows={rows}
        empty={<Empty icon="file-import" title={words.none} text={words.noneHow} />}
        columns={[
          {
            key: 'when',
            label: words.when,
            cell: (row) => (
              <>
                <a href={paths.zoneImport(zoneId, row.id)}>{shortMoment(row.askedAt, language, timeZone)}</a>
                <span class="g-sub">
                  {sourceOf(row, t)}
                  {row.authorLabel ? ` · ${row.authorLabel}` : ''}
                </span>
              </>
            ),
          },
          { key: 'state', label: words.state, cell: (row) => <Status {...stateWords[row.state]} /> },
        ]}
      />
    </Card>
  );
};

const idOf = (c: Ctx): string => c.req.param('id') ?? '';

const crumbs = (zone: ZonePage) => [
  { label: nameWords.title, href: paths.names() },
  { label: toShown(zone.name), href: paths.zoneRecords(zone.id) },
];

const show = async (c: Ctx, posted: FormState | null): Promise<Response> => {
  const actor = signedIn(c);
  needNameSight(actor);
  const { db } = c.var.services;
  const zone = await getZone(db, idOf(c));
  const rows = await listImports(db, zone.id);
  const state = posted ?? freshForm(c, { source: 'text', keyAlgorithm: 'hmac-sha256' });
  const earlier = <Earlier zoneId={zone.id} rows={rows} />;
  return page(
    c,
    {
      title: say(words.title, c.var.language, { zone: toShown(zone.name) }),
      section: 'names',
      breadcrumbs: crumbs(zone),
      lead: say(words.lead, c.var.language),
      state,
    },
    <>
      <ZoneTabs zoneId={zone.id} current="imports" />
      {mayChangeRecords(actor) ? <Columns main={<Begin zone={zone} state={state} />} side={earlier} /> : earlier}
    </>,
  );
};

const Lines = ({
  zoneId,
  lines,
  may,
  state,
}: {
  zoneId: string;
  lines: readonly ImportLine[];
  may: boolean;
  state: FormState;
}) => {
  const t = useWords();
  const ticked = texts(state.values, 'lines[]');
  const open = ({ verdict, changeId }: ImportLine) => changeId === null && ['new', 'differs', 'foreign'].includes(verdict);
  return (
    <Table
      caption={words.lines}
      rows={lines}
      empty={<Empty icon="file-search" title={words.noLine} />}
      columns={[
        ...(may
          ? [
              {
                key: 'choose',
                label: words.choose,
                quiet: true,
                cell: (line: ImportLine) =>
                  open(line) ? (
                    <input
                      class="form-check-input"
                      type="checkbox"
                      name="lines[]"
                      value={line.position}
                      form="adoption"
                      checked={ticked.includes(String(line.position))}
                      aria-label={t(words.chooseLine, { line: `${toShown(line.label)} ${line.type} ${line.value.slice(0, 60)}` })}
                    />
                  ) : null,
              },
            ]
          : []),
        {
          key: 'name',
          label: words.name,
          heading: true,
          cell: (line) => <span class="g-break">{line.label === '' ? '–' : toShown(line.label)}</span>,
        },
        { key: 'type', label: words.type, tight: true, cell: (line) => line.type },
        { key: 'value', label: words.value, cell: (line) => <span class="g-mono g-break">{line.value.slice(0, 300)}</span> },
        { key: 'ttl', label: { id: 'TTL', en: 'TTL' }, align: 'right', cell: (line) => line.ttl },
        {
          key: 'verdict',
          label: words.verdict,
          cell: (line) => (
            <>
              <ChoiceStatus choices={importVerdicts} value={line.verdict} />
              {line.why ? <span class="g-sub g-break">{t(line.why)}</span> : null}
              {line.changeId && line.changeNumber ? (
                <a class="g-sub" href={paths.zoneChange(zoneId, line.changeId)}>
                  {t({ id: 'Perubahan no. {n}', en: 'Change no. {n}' }, { n: line.changeNumber })}
                </a>
              ) : null}
            </>
          ),
        },
      ]}
    />
  );
};

const Summary = ({ found }: { found: ImportPage }) => {
  const t = useWords();
  const { language } = useView();
  return (
    <Card title={words.counts}>
      <Facts
        layout="list"
        facts={[
          ...importVerdicts.map(({ value, label }) => ({ label, value: number(found.counts[value], language) })),
          {
            label: words.absent,
            value: (
              <>
                {number(found.absent, language)}
                {found.absent > 0 ? <span class="g-sub">{t(words.absentHow)}</span> : null}
              </>
            ),
          },
          ...(found.serial === null ? [] : [{ label: words.serial, value: String(found.serial) }]),
        ]}
      />
    </Card>
  );
};

type AdoptionProps = { zone: ZonePage; found: ImportPage; state: FormState; owners: Awaited<ReturnType<typeof readOwners>> };

const Adoption = ({ zone, found, state, owners }: AdoptionProps) => {
  const t = useWords();
  const fresh = found.counts.new;
  return (
    <Card title={words.adopt}>
      <ActForm action={paths.zoneImportAdoption(zone.id, found.id)} state={state} id="adoption">
        <Radios
          state={state}
          name="which"
          label={words.which}
          options={[
            { value: 'chosen', label: words.chosen },
            { value: 'new', label: t(words.allNew, { n: fresh }) },
            { value: 'all', label: t(words.all, { n: fresh + found.counts.differs }) },
          ]}
        />
        <TextField state={state} name="reason" label={words.reason} maxlength={500} optional />
        <OwnerFields state={state} owners={owners} />
        <Button label={words.make} />
      </ActForm>
    </Card>
  );
};

const showImport = async (c: Ctx, posted: FormState | null): Promise<Response> => {
  const actor = signedIn(c);
  needNameSight(actor);
  const { db } = c.var.services;
  const zone = await getZone(db, idOf(c));
  const no = askedPage(c);
  const verdict = askedChoice(c, 'verdict', importVerdicts);
  const place = { zoneId: zone.id, importId: c.req.param('import') ?? '' };
  const found = await getImport(db, place, { verdict, page: no, pageSize: perPage });
  const may = mayChangeRecords(actor) && found.state === 'read';
  const state = posted ?? freshForm(c, { which: 'chosen' });
  const side = (
    <>
      <Summary found={found} />
      {may ? <Adoption zone={zone} found={found} state={state} owners={await readOwners(c)} /> : null}
    </>
  );
  const main = (
    <>
      {found.state === 'reading' ? (
        <Alert tone="info" title={words.reading}>
          <p>{say(words.readingHow, c.var.language)}</p>
        </Alert>
      ) : null}
      {found.fault ? (
        <Alert tone="danger" title={words.failed}>
          <p>{say(found.fault, c.var.language)}</p>
        </Alert>
      ) : null}
      {found.state === 'read' ? (
        <>
          <FilterBar action={paths.zoneImport(zone.id, found.id)} active={verdict !== ''}>
            <FilterSelect name="verdict" label={words.verdict} value={verdict} options={optionsOf(importVerdicts)} />
          </FilterBar>
          <Card flush>
            <Lines zoneId={zone.id} lines={found.lines} may={may} state={state} />
            <Pagination
              page={no}
              perPage={perPage}
              total={found.total}
              href={(target) => paths.zoneImport(zone.id, found.id, { verdict, page: target })}
            />
          </Card>
        </>
      ) : null}
    </>
  );
  return page(
    c,
    {
      title: words.previewTitle,
      section: 'names',
      width: 'full',
      breadcrumbs: [
        ...crumbs(zone),
        { label: say(words.title, c.var.language, { zone: toShown(zone.name) }), href: paths.zoneImports(zone.id) },
      ],
      state,
    },
    <Columns main={main} side={side} />,
  );
};

/** What a zone holds elsewhere, read and judged line by line, and what of it is proposed for the register. */
export const importsPage: Page = (app) => {
  app.get(paths.zoneImports(':id'), (c) => show(c, null));

  app.post(paths.zoneImports(':id'), (c) =>
    act(c, {
      uploads: [{ field: 'file', purpose: 'zone-file' }],
      run: async (tx, { actor, values, now }) => {
        needRecordChanger(actor);
        const uploadId = text(values, 'file');
        const upload = uploadId ? await getOwnUpload(tx, { uploadId, accountId: actor.accountId, purpose: 'zone-file' }) : null;
        const pasted = values.get('text')?.[0] ?? '';
        const { importId } = await startImport(tx, {
          zoneId: idOf(c),
          secret: c.var.services.config.secret,
          typed: {
            source: text(values, 'source'),
            text: upload ? Buffer.from(await readBytes(tx, upload.fileId)).toString('utf8') : pasted,
            server: text(values, 'server'),
            keyName: text(values, 'keyName'),
            keyAlgorithm: text(values, 'keyAlgorithm'),
            key: text(values, 'transferSecret'),
          },
          now,
          doer: doerOf(actor),
        });
        return { to: paths.zoneImport(idOf(c), importId), said: words.started };
      },
      again: (state) => show(c, state),
    }),
  );

  app.get(paths.zoneImport(':id', ':import'), (c) => showImport(c, null));

  app.post(paths.zoneImportAdoption(':id', ':import'), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        needRecordChanger(actor);
        const { changeId } = await adoptImport(tx, {
          zoneId: idOf(c),
          importId: c.req.param('import') ?? '',
          which: text(values, 'which'),
          lines: texts(values, 'lines[]')
            .filter((each) => /^\d{1,6}$/.test(each))
            .map(Number),
          reason: text(values, 'reason'),
          owner: ownerOf(values),
          now,
          doer: doerOf(actor),
        });
        return { to: paths.zoneChange(idOf(c), changeId), said: words.adopted };
      },
      again: (state) => showImport(c, state),
    }),
  );
};
