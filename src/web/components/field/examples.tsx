import type { FormState } from '../../form.ts';
import { Button, ButtonGroup } from '../button/button.tsx';
import { ErrorSummary } from '../error-summary/error-summary.tsx';
import type { Example } from '../example.ts';
import { ActForm } from '../form/form.tsx';
import { Checkbox, Checkboxes, DateField, FieldSet, NumberField, Radios, Select, TextArea, TextField } from './field.tsx';
import { FileField } from './file-field.tsx';

const upload = {
  id: '01990000-0000-7000-8000-000000000001',
  name: 'Surat penunjukan.pdf',
  size: 812_000,
  mediaType: 'application/pdf',
};

/** Names differ between the two examples, so that ids stay unique on one page. */
const state = (prefix: string, faulty: boolean): FormState => ({
  values: new Map([
    [`${prefix}name`, ['Antrean Puskesmas Daring']],
    [`${prefix}public`, ['yes']],
    [`${prefix}letter`, [upload.id]],
    [`${prefix}subdomain`, ['antrean_']],
  ]),
  faults: faulty
    ? [
        {
          field: `${prefix}subdomain`,
          message: { id: 'Subdomain hanya memakai huruf a–z, angka, dan tanda hubung', en: 'Use a–z, digits and hyphens only' },
        },
        { field: `${prefix}memory`, message: { id: 'Isi RAM antara 1 dan 256 GB', en: 'Enter 1 to 256 GB of RAM' } },
      ]
    : [],
  uploads: new Map([[upload.id, upload]]),
  error: null,
  restored: false,
  labels: new Map(),
  requestKey: '01990000-0000-7000-8000-000000000002',
  proof: '',
});

const Form = ({ prefix, faulty = false }: { prefix: string; faulty?: boolean }) => {
  const shown = state(prefix, faulty);
  return (
    <ActForm action="/gallery" state={shown}>
      {faulty ? <ErrorSummary state={shown} /> : null}
      <FieldSet legend="Aplikasi" hint="Yang akan dipasang di server kota.">
        <TextField state={shown} name={`${prefix}name`} label="Nama aplikasi" />
        <TextField
          state={shown}
          name={`${prefix}subdomain`}
          label="Subdomain"
          hint="Satu kata pendek, tanpa spasi."
          suffix=".kota.go.id"
          width="medium"
          spellcheck={false}
        />
        <NumberField state={shown} name={`${prefix}memory`} label="RAM" suffix="GB" />
        <Radios
          state={shown}
          name={`${prefix}public`}
          label="Dibuka untuk umum"
          inline
          options={[
            { value: 'yes', label: 'Ya' },
            { value: 'no', label: 'Tidak, hanya jaringan kantor' },
          ]}
        />
        <Checkboxes
          state={shown}
          name={`${prefix}instructions[]`}
          label="Instruksi"
          options={[
            { value: 'a', label: 'Untuk ditindaklanjuti' },
            { value: 'b', label: 'Telaah dan laporkan', hint: 'Laporan paling lambat pada batas waktu.' },
          ]}
        />
        <Select
          state={shown}
          name={`${prefix}server`}
          label="Server"
          width="medium"
          options={[
            { value: '1', label: 'srv-aplikasi-01', group: 'Virtual' },
            { value: '2', label: 'srv-basis-02', group: 'Fisik' },
          ]}
        />
        <DateField state={shown} name={`${prefix}due`} label="Batas waktu" optional />
        <TextArea state={shown} name={`${prefix}note`} label="Catatan" optional rows={3} />
        <FileField
          state={shown}
          name={`${prefix}letter`}
          label="Surat penunjukan"
          hint="PDF, paling besar 50 MB."
          accept="application/pdf"
        />
        <Checkbox state={shown} name={`${prefix}sure`} label="Data di atas benar" />
      </FieldSet>
      <ButtonGroup cancel="#main">
        <Button label="Simpan" />
      </ButtonGroup>
    </ActForm>
  );
};

export const examples: readonly Example[] = [
  { name: 'Formulir', render: () => <Form prefix="a_" /> },
  { name: 'Formulir dengan galat', render: () => <Form prefix="b_" faulty /> },
];
