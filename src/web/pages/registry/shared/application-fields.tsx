import { type ApplicationField, applicationFields } from '#registry/index.ts';
import { Checkbox, DateField, FieldSet, Select, TextArea, TextField } from '../../../components/field/field.tsx';
import type { FormState } from '../../../form.ts';
import { useWords } from '../../../view.ts';
import { optionsOf } from './choice.tsx';

const registration = ['raa_code', 'tdpse_number', 'tdpse_date', 'security_test_date', 'contract_until', 'source_note'];

const words = {
  about: { id: 'Tentang aplikasi', en: 'About the application' },
  administrator: { id: 'Pengelola', en: 'Administrator' },
  registration: { id: 'Pendaftaran dan keamanan', en: 'Registration and security' },
  missing: { id: 'belum diisi', en: 'not filled in' },
} as const;

/** The fields of an application's entry in the three parts in which pages and forms show them. */
export const applicationParts = [
  { legend: words.about, has: (key: string) => !key.startsWith('administrator_') && !registration.includes(key) },
  { legend: words.administrator, has: (key: string) => key.startsWith('administrator_') },
  { legend: words.registration, has: (key: string) => registration.includes(key) },
] as const;

const Control = ({ field, state }: { field: ApplicationField; state: FormState }) => {
  const { key: name, label, hint, kind, choices = [] } = field;
  const common = { state, name, label, ...(hint ? { hint } : {}) };
  if (kind === 'yes_no') return <Checkbox {...common} />;
  if (kind === 'date') return <DateField {...common} optional={!field.required} />;
  if (kind === 'choice') return <Select {...common} options={optionsOf(choices)} />;
  if (kind === 'text') return <TextArea {...common} rows={2} optional={!field.required} />;
  return <TextField {...common} optional={!field.required} maxlength={300} />;
};

type Props = {
  state: FormState /** Keys of the required fields that are still empty in the register; they are marked. */;
  missing?: ReadonlySet<string>;
};

/** The form of an application's entry: its parts, short fields side by side, what is missing marked. */
export const ApplicationFieldSets = ({ state, missing = new Set() }: Props) => {
  const t = useWords();
  const look = (field: ApplicationField): string =>
    [field.kind === 'text' ? 'g-wide' : '', missing.has(field.key) ? 'g-unfilled' : ''].filter(Boolean).join(' ');
  return (
    <>
      {applicationParts.map(({ legend, has }) => (
        <FieldSet legend={legend}>
          <div class="g-fieldgrid">
            {applicationFields
              .filter(({ key }) => has(key))
              .map((field) => (
                <div class={look(field)}>
                  {missing.has(field.key) ? <span class="g-unfilled-mark">{t(words.missing)}</span> : null}
                  <Control field={field} state={state} />
                </div>
              ))}
          </div>
        </FieldSet>
      ))}
    </>
  );
};
