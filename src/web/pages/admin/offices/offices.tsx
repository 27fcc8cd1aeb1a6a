import type { Db } from '#db/index.ts';
import { acceptAttribute, downloadHeaders, getOwnUpload, readFile } from '#files/index.ts';
import {
  createOffice,
  getOffice,
  listOffices,
  type Office,
  type OfficeInput,
  officeKinds,
  updateOffice,
} from '#identity/index.ts';
import { AppError } from '#lib/errors.ts';
import { say } from '#lib/words.ts';
import { type ActInput, act, freshForm } from '../../../act.ts';
import { Button, ButtonGroup, LinkButton } from '../../../components/button/button.tsx';
import { Card, Stack } from '../../../components/card/card.tsx';
import { Empty } from '../../../components/empty/empty.tsx';
import { Checkbox, FieldSet, TextArea, TextField } from '../../../components/field/field.tsx';
import { FileField } from '../../../components/field/file-field.tsx';
import { ActForm, Hidden } from '../../../components/form/form.tsx';
import { Status } from '../../../components/status/status.tsx';
import { Table } from '../../../components/table/table.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { type FormState, text, ticked, toObject } from '../../../form.ts';
import { page, param } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { useWords } from '../../../view.ts';
import { administrator, adminReader } from '../shared/guard.ts';
import { shared } from '../shared/words.ts';
import { words } from './words.ts';

const kindOf = (office: Office) => officeKinds.find((kind) => kind.value === office.kind) ?? officeKinds[1];

const OfficeTable = ({ offices, mayChange }: { offices: readonly Office[]; mayChange: boolean }) => (
  <Table
    caption={words.title}
    rows={offices}
    empty={<Empty title={words.empty} icon="building" />}
    mark={(office) => (office.active ? null : 'off')}
    columns={[
      {
        key: 'name',
        label: shared.name,
        cell: (office) => (mayChange ? <a href={paths.office(office.id)}>{office.name}</a> : office.name),
      },
      { key: 'abbreviation', label: shared.abbreviation, tight: true, cell: (office) => office.abbreviation },
      { key: 'head', label: words.head, cell: (office) => office.headTitle },
      {
        key: 'kind',
        label: words.kind,
        cell: (office) =>
          office.active ? (
            <Status label={kindOf(office).label} colour={kindOf(office).colour} />
          ) : (
            <Status label={shared.inactive} />
          ),
      },
    ]}
  />
);

const LogoNow = ({ office }: { office: Office }) => {
  const t = useWords();
  return <img class="g-logo" src={paths.officeLogo(office.id)} alt={t(words.logoNow)} />;
};

const OfficeForm = ({ state, office }: { state: FormState; office: Office | null }) => (
  <ActForm action={office ? paths.office(office.id) : paths.newOffice()} state={state} files>
    <Stack>
      <Card>
        <FieldSet legend={words.identity}>
          <TextField state={state} name="name" label={shared.name} />
          <div class="g-pair">
            <TextField state={state} name="abbreviation" label={shared.abbreviation} hint={words.abbreviationHint} />
            <TextField state={state} name="headTitle" label={words.head} />
          </div>
          {office ? (
            <Hidden name="letterNumberPattern" value={office.letterNumberPattern} />
          ) : (
            <TextField
              state={state}
              name="letterNumberPattern"
              label={words.pattern}
              hint={words.patternHint}
              spellcheck={false}
            />
          )}
          {office && office.kind !== 'host' ? <Checkbox state={state} name="active" label={words.isActive} /> : null}
          {office ? null : <Checkbox state={state} name="headPost" label={words.headPost} hint={words.headPostHint} />}
        </FieldSet>
      </Card>
      <Card>
        <FieldSet legend={words.contact}>
          <TextArea state={state} name="address" label={words.address} rows={2} optional />
          <div class="g-pair">
            <TextField state={state} name="phone" label={shared.phone} type="tel" optional />
            <TextField state={state} name="email" label={shared.email} type="email" optional />
          </div>
          <TextField state={state} name="website" label={words.website} width="medium" spellcheck={false} optional />
          {office?.logoFileId ? <LogoNow office={office} /> : null}
          <FileField
            state={state}
            name="logo"
            label={words.logo}
            hint={words.logoHint}
            accept={acceptAttribute('logo')}
            optional
          />
        </FieldSet>
      </Card>
      <ButtonGroup cancel={paths.offices()}>
        <Button label={shared.save} />
      </ButtonGroup>
    </Stack>
  </ActForm>
);

const crumbs = [{ label: words.title, href: paths.offices() }];

const show = (c: Ctx, state: FormState, office: Office | null): Promise<Response> =>
  page(
    c,
    {
      title: office?.name ?? words.add,
      section: 'offices',
      breadcrumbs: crumbs,
      state,
      width: 'narrow',
      actions: office ? (
        <>
          <LinkButton href={paths.people({ office: office.id })} label={words.people} />
          <LinkButton href={paths.posts({ office: office.id })} label={words.posts} />
          <LinkButton href={paths.officeNumbers(office.id)} label={words.numbers} />
        </>
      ) : null,
    },
    <OfficeForm state={state} office={office} />,
  );

const logoUpload = { field: 'logo', purpose: 'logo' } as const;

/** The office of the form. Without a new emblem the one it had stays. */
const officeOf = async (tx: Db, { actor, values }: ActInput, logoFileId: string | null): Promise<OfficeInput> => {
  const uploadId = text(values, 'logo');
  const { accountId } = actor;
  const logo = uploadId ? (await getOwnUpload(tx, { uploadId, accountId, purpose: 'logo' })).fileId : logoFileId;
  return { ...toObject(values, ['active', 'headPost', 'logo']), logoFileId: logo } as OfficeInput;
};

/** The register of offices. */
export const officesPage: Page = (app) => {
  app.get(paths.offices(), async (c) => {
    const { mayChange } = adminReader(c);
    const offices = await listOffices(c.var.services.db);
    const actions = mayChange ? <LinkButton href={paths.newOffice()} label={words.add} icon="plus" tone="primary" /> : null;
    return page(
      c,
      { title: words.title, section: 'offices', lead: say(words.lead, c.var.language), actions },
      <Card flush>
        <OfficeTable offices={offices} mayChange={mayChange} />
      </Card>,
    );
  });

  app.get(paths.newOffice(), (c) => {
    administrator(c);
    return show(
      c,
      freshForm(c, { letterNumberPattern: '{klasifikasi}/{urut}/{unit}/{bulan_romawi}/{tahun}', headPost: true }),
      null,
    );
  });

  app.post(paths.newOffice(), (c) =>
    act(c, {
      uploads: [logoUpload],
      run: async (tx, input) => {
        const { actor, values, now } = input;
        const office = await officeOf(tx, input, null);
        const posts = ticked(values, 'headPost') ? [{ role: 'applicant-head', title: office.headTitle }] : [];
        await createOffice(tx, { office, posts, by: actor, now });
        return { to: paths.offices(), said: words.added };
      },
      again: (state) => show(c, state, null),
    }),
  );

  app.get(paths.office(':id'), async (c) => {
    administrator(c);
    const office = await getOffice(c.var.services.db, param(c, 'id'));
    const { id: _id, logoFileId: _logo, kind: _kind, ...fields } = office;
    return show(c, freshForm(c, fields), office);
  });

  app.get(paths.officeLogo(':id'), async (c) => {
    adminReader(c);
    const { logoFileId, abbreviation } = await getOffice(c.var.services.db, param(c, 'id'));
    if (!logoFileId) throw new AppError('not_found', { what: 'logo' });
    const file = await readFile(c.var.services.db, logoFileId);
    const { size, mediaType } = file;
    return c.body(
      ReadableStream.from(file.stream()),
      200,
      downloadHeaders({ name: abbreviation, size, mediaType }, { inline: true }),
    );
  });

  app.post(paths.office(':id'), (c) =>
    act(c, {
      uploads: [logoUpload],
      run: async (tx, input) => {
        const { actor, values, now } = input;
        const { id, kind, logoFileId } = await getOffice(tx, param(c, 'id'));
        const active = kind === 'host' || ticked(values, 'active');
        await updateOffice(tx, { officeId: id, office: await officeOf(tx, input, logoFileId), active, by: actor, now });
        c.var.services.installation.forget();
        return { to: paths.offices(), said: shared.saved };
      },
      again: async (state) => show(c, state, await getOffice(c.var.services.db, param(c, 'id'))),
    }),
  );
};
