import { z } from 'zod';
import { type DispositionInput, natures } from '#cases/index.ts';
import { invalid } from '#lib/errors.ts';
import { optionalDate, parse } from '#lib/input.ts';
import type { Words } from '#lib/words.ts';
import type { SopDefinition } from '#sop/index.ts';
import { Checkboxes, DateField, Radios, TextArea } from '../../../components/field/field.tsx';
import { type FormState, type FormValues, text, texts } from '../../../form.ts';

const words = {
  instructions: { id: 'Dengan hormat harap', en: 'Please' },
  note: { id: 'Catatan', en: 'Note' },
  nature: { id: 'Sifat', en: 'Nature' },
  due: { id: 'Batas waktu', en: 'Due date' },
  dueHint: { id: 'Dikosongkan: waktu baku SOP yang berlaku.', en: 'Left empty: the SOP’s standard time applies.' },
} as const satisfies Record<string, Words>;

/** The fields of a Lembar Disposisi: instructions to tick, a note, its nature, a due date. */
export const DispositionFields = ({ state, definition }: { state: FormState; definition: SopDefinition }) => (
  <>
    <Checkboxes
      state={state}
      name="instructions[]"
      label={words.instructions}
      options={definition.dispositionInstructions.map(({ key, label }) => ({ value: key, label }))}
    />
    <TextArea state={state} name="note" label={words.note} rows={3} maxlength={2000} optional />
    <Radios state={state} name="nature" label={words.nature} options={natures} inline />
    <DateField state={state} name="due_on" label={words.due} hint={words.dueHint} optional />
  </>
);

/** What the disposition form starts with. */
export const freshDisposition = { 'instructions[]': ['process'], nature: 'ordinary' } as const;

/** A disposition as posted. Throws `invalid` for a date or nature that cannot be; what it must contain, the command says. */
export const readDisposition = (values: FormValues): DispositionInput => {
  const { due_on } = parse(z.object({ due_on: optionalDate() }), { due_on: text(values, 'due_on') });
  const nature = text(values, 'nature') || 'ordinary';
  if (!natures.some((each) => each.value === nature)) {
    throw invalid([{ field: 'nature', message: { id: 'Pilih salah satu.', en: 'Choose one.' } }]);
  }
  return { instructions: texts(values, 'instructions[]'), note: text(values, 'note'), nature, dueOn: due_on };
};
