import {
  type FilingInput,
  type FilingRule,
  fates,
  filingLabel,
  isFilingKind,
  listFilings,
  ruleFor,
  saveFiling,
} from '#letters/index.ts';
import { AppError } from '#lib/errors.ts';
import { say, type Words } from '#lib/words.ts';
import { act, freshForm } from '../../../act.ts';
import { Button, ButtonGroup } from '../../../components/button/button.tsx';
import { Card } from '../../../components/card/card.tsx';
import { NumberField, Radios, TextField } from '../../../components/field/field.tsx';
import { ActForm } from '../../../components/form/form.tsx';
import { Mark, Status } from '../../../components/status/status.tsx';
import { Table } from '../../../components/table/table.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { type FormState, toObject } from '../../../form.ts';
import { page, param } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { useWords } from '../../../view.ts';
import { optionsOf } from '../../letters/shared/frame.tsx';
import { shared as letters } from '../../letters/shared/words.ts';
import { administrator, adminReader } from '../shared/guard.ts';
import { shared } from '../shared/words.ts';

const words = {
  title: { id: 'Kode arsip dan retensi', en: 'Archive codes and retention' },
  lead: {
    id: 'Kode klasifikasi (Permendagri 83/2022) dan masa retensi (JRA) setiap jenis surat. "Perkiraan" berarti angka bawaan Griya yang belum ditetapkan daerah Anda.',
    en: 'Archive code (Permendagri 83/2022) and retention (JRA) of each kind of letter. "Estimate" marks the figures that Griya brings and your city has not set.',
  },
  kind: { id: 'Jenis surat', en: 'Kind of letter' },
  code: { id: 'Kode arsip', en: 'Archive code' },
  codeHint: {
    id: 'Dipakai dalam nomor surat yang dibuat sejak sekarang.',
    en: 'Stands in the numbers of letters made from now on.',
  },
  active: { id: 'Aktif (tahun)', en: 'Active (years)' },
  inactive: { id: 'Inaktif (tahun)', en: 'Inactive (years)' },
  fate: { id: 'Nasib akhir', en: 'Final fate' },
  basis: { id: 'Dasar', en: 'Basis' },
  basisHint: { id: 'Nomor dan nama peraturan tentang JRA.', en: 'Number and name of the decree on retention.' },
  certainty: { id: 'Kepastian', en: 'Certainty' },
} as const satisfies Record<string, Words>;

const FilingTable = ({ rules, mayChange }: { rules: readonly FilingRule[]; mayChange: boolean }) => {
  const t = useWords();
  return (
    <Table
      caption={words.title}
      rows={rules}
      columns={[
        {
          key: 'kind',
          label: words.kind,
          cell: (rule) =>
            mayChange ? <a href={paths.filing(rule.kind)}>{t(filingLabel(rule.kind))}</a> : t(filingLabel(rule.kind)),
        },
        { key: 'code', label: words.code, tight: true, cell: (rule) => rule.classification },
        { key: 'active', label: words.active, align: 'right', cell: (rule) => rule.activeYears },
        { key: 'inactive', label: words.inactive, align: 'right', cell: (rule) => rule.inactiveYears },
        {
          key: 'fate',
          label: words.fate,
          cell: (rule) => <Status label={fates[rule.fate].label} colour={fates[rule.fate].colour} />,
        },
        { key: 'basis', label: words.basis, cell: (rule) => (rule.set ? rule.basis : <Mark label={letters.estimate} />) },
      ]}
    />
  );
};

const show = (c: Ctx, state: FormState, kind: string): Promise<Response> => {
  if (!isFilingKind(kind)) throw new AppError('not_found', { what: `letter kind ${kind}` });
  return page(
    c,
    {
      title: filingLabel(kind),
      section: 'filing',
      breadcrumbs: [{ label: words.title, href: paths.filings() }],
      state,
      width: 'narrow',
    },
    <ActForm action={paths.filing(kind)} state={state}>
      <Card>
        <TextField
          state={state}
          name="classification"
          label={words.code}
          hint={words.codeHint}
          width="short"
          spellcheck={false}
        />
        <div class="g-pair">
          <NumberField state={state} name="activeYears" label={words.active} />
          <NumberField state={state} name="inactiveYears" label={words.inactive} />
        </div>
        <Radios state={state} name="fate" label={words.fate} options={optionsOf(fates)} inline />
        <TextField state={state} name="basis" label={words.basis} hint={words.basisHint} maxlength={300} />
        <ButtonGroup cancel={paths.filings()}>
          <Button label={shared.save} />
        </ButtonGroup>
      </Card>
    </ActForm>,
  );
};

/** Archive code and retention of each kind of letter. */
export const filingPage: Page = (app) => {
  app.get(paths.filings(), async (c) => {
    const { mayChange } = adminReader(c);
    const rules = await listFilings(c.var.services.db);
    return page(
      c,
      { title: words.title, section: 'filing', lead: say(words.lead, c.var.language) },
      <Card flush>
        <FilingTable rules={rules} mayChange={mayChange} />
      </Card>,
    );
  });

  app.get(paths.filing(':kind'), async (c) => {
    administrator(c);
    const { classification, activeYears, inactiveYears, fate, basis } = ruleFor(
      await listFilings(c.var.services.db),
      param(c, 'kind'),
    );
    return show(c, freshForm(c, { classification, activeYears, inactiveYears, fate, basis }), param(c, 'kind'));
  });

  app.post(paths.filing(':kind'), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        await saveFiling(tx, { by: actor, kind: param(c, 'kind'), filing: toObject(values) as FilingInput, now });
        return { to: paths.filings(), said: shared.saved };
      },
      again: (state) => {
        administrator(c);
        return show(c, state, param(c, 'kind'));
      },
    }),
  );
};
