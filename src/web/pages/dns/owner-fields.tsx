import { listOffices } from '#identity/index.ts';
import { listApplications } from '#registry/index.ts';
import { FieldSet, Select, TextField } from '../../components/field/field.tsx';
import type { Ctx } from '../../context.ts';
import { type FormState, type FormValues, text } from '../../form.ts';
import { signedIn } from '../../page.tsx';
import { words } from './change-words.ts';

type Option = { value: string; label: { id: string; en: string } };

/** What a record can belong to: the applications and offices of the register. */
export const readOwners = async (c: Ctx): Promise<{ applications: Option[]; offices: Option[] }> => {
  const { db } = c.var.services;
  const { rows } = await listApplications(db, signedIn(c), { pageSize: 1000 });
  const offices = await listOffices(db);
  const option = (value: string, label: string): Option => ({ value, label: { id: label, en: label } });
  return {
    applications: rows.map(({ id, name, officeName }) => option(id, `${name} (${officeName})`)),
    offices: offices.map(({ id, name }) => option(id, name)),
  };
};

type Props = { state: FormState; owners: Awaited<ReturnType<typeof readOwners>> };

/** Whose records are, and what is behind them. */
export const OwnerFields = ({ state, owners }: Props) => (
  <FieldSet legend={words.ownerLegend} hint={words.ownerHint}>
    <Select
      state={state}
      name="application"
      label={words.application}
      options={owners.applications}
      empty={words.nobody}
      optional
    />
    <Select
      state={state}
      name="office"
      label={words.office}
      hint={words.officeHint}
      options={owners.offices}
      empty={words.nobody}
      optional
    />
    <TextField state={state} name="reference" label={words.reference} hint={words.referenceHint} maxlength={120} optional />
  </FieldSet>
);

/** The owner as it was chosen. */
export const ownerOf = (values: FormValues) => ({
  officeId: text(values, 'office'),
  applicationId: text(values, 'application'),
  reference: text(values, 'reference'),
});
