import { acceptAttribute } from '#files/index.ts';
import type { Post } from '#identity/index.ts';
import { channels, natures, paperChannels } from '#letters/index.ts';
import { Card } from '../../../components/card/card.tsx';
import {
  DateField,
  FieldSet,
  NumberField,
  Radios,
  Select,
  TextArea,
  TextField,
  TimeField,
} from '../../../components/field/field.tsx';
import { FileField } from '../../../components/field/file-field.tsx';
import type { FormState } from '../../../form.ts';
import { paths } from '../../../paths.ts';
import type { UploadRule } from '../../../read-form.ts';
import { optionsOf } from '../shared/frame.tsx';
import { shared } from '../shared/words.ts';
import { words } from './words.ts';

/** The scan of a letter. */
export const scanUpload: UploadRule = { field: 'scan', purpose: 'paper' };

const paperOptions = paperChannels.map((value) => ({ value, label: channels[value].label }));

/** What the letter itself says. */
export const LetterFields = ({ state }: { state: FormState }) => (
  <Card>
    <FieldSet legend={words.letterPart}>
      <TextField state={state} name="from" label={shared.sender} hint={words.fromHint} maxlength={300} />
      <div class="g-pair">
        <TextField state={state} name="number" label={shared.number} hint={words.numberHint} maxlength={100} spellcheck={false} />
        <DateField state={state} name="date" label={shared.date} />
      </div>
      <TextArea state={state} name="hal" label={shared.hal} rows={2} maxlength={500} />
      <div class="g-pair">
        <Select state={state} name="nature" label={shared.nature} options={optionsOf(natures)} empty={false} width="medium" />
        <NumberField state={state} name="attachments" label={words.enclosureCount} optional />
      </div>
    </FieldSet>
  </Card>
);

type ArrivalProps = { state: FormState; posts: readonly Post[]; when: boolean };

/** To whom it went on: a post of the office, or whatever was written before. */
export const ForwardedField = ({ state, posts }: { state: FormState; posts: readonly Post[] }) => {
  const typed = state.values.get('forwardedTo')?.[0] ?? '';
  const titles = [...new Set([...(typed === '' ? [] : [typed]), ...posts.map((post) => post.title)])];
  return (
    <Select
      state={state}
      name="forwardedTo"
      label={words.forwardedTo}
      options={titles.map((title) => ({ value: title, label: title }))}
      empty="–"
      optional
    />
  );
};

/** How and when it came, and where it went. */
export const ArrivalFields = ({ state, posts, when }: ArrivalProps) => (
  <Card>
    <FieldSet legend={words.arrivalPart}>
      <Radios state={state} name="channel" label={shared.channel} options={paperOptions} inline />
      {when ? (
        <div class="g-pair">
          <DateField state={state} name="receivedOn" label={words.receivedOn} />
          <TimeField state={state} name="receivedTime" label={words.receivedTime} optional />
        </div>
      ) : null}
      <ForwardedField state={state} posts={posts} />
      <TextField
        state={state}
        name="classification"
        label={shared.code}
        hint={words.codeHint}
        width="short"
        spellcheck={false}
        optional
      />
      <TextArea state={state} name="note" label={shared.note} rows={2} maxlength={1000} optional />
    </FieldSet>
  </Card>
);

/** The scan, or why there is none. */
export const ScanFields = ({ state, href }: { state: FormState; href?: (uploadId: string) => string }) => (
  <Card>
    <FieldSet legend={words.scanPart}>
      <FileField
        state={state}
        name="scan"
        label={shared.scan}
        hint={words.scanHint}
        accept={acceptAttribute('paper')}
        href={href ?? paths.file}
      />
      <TextField state={state} name="noScanReason" label={words.noScanReason} maxlength={500} optional />
    </FieldSet>
  </Card>
);
