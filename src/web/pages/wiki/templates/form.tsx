import { placeholdersOf, type TemplateKind, type TemplateVersion } from '#wiki/index.ts';
import { Alert } from '../../../components/alert/alert.tsx';
import { Card } from '../../../components/card/card.tsx';
import { Checkbox, type Option, Select, TextArea, TextField } from '../../../components/field/field.tsx';
import { Table } from '../../../components/table/table.tsx';
import { type FormState, type FormValues, text } from '../../../form.ts';
import { type Phrase, useView, useWords } from '../../../view.ts';
import { WikiText } from '../page.tsx';
import type { Shown } from './shared.tsx';
import { words } from './words.ts';

/** What a version says, as the form's fields. */
export const fieldsOf = ({ name, title, body, required, spaceId, forOffice, reason }: TemplateVersion) => ({
  ...{ name, title, body, spaceId, forOffice, reason },
  required: required.join('\n'),
});

/** What was typed, as the commands take it; a text keeps its line ends and blanks. */
export const typedTemplate = (values: FormValues) => ({
  name: text(values, 'name'),
  title: text(values, 'title'),
  body: values.get('body')?.[0] ?? '',
  required: text(values, 'required'),
  spaceId: text(values, 'spaceId'),
  forOffice: values.has('forOffice'),
  reason: text(values, 'reason'),
});

export const TemplateFields = ({ state, kind, spaces }: { state: FormState; kind: TemplateKind; spaces: readonly Option[] }) => {
  const free = kind === 'free';
  return (
    <>
      <TextField state={state} name="name" label={words.name} hint={words.nameHint} maxlength={100} width="medium" />
      <TextField state={state} name="title" label={words.pageTitle} maxlength={180} />
      <TextArea state={state} name="body" label={words.body} hint={words.bodyHint} rows={22} mono />
      {free ? null : (
        <TextArea state={state} name="required" label={words.required} hint={words.requiredHint} rows={4} optional />
      )}
      <Select
        state={state}
        name="spaceId"
        label={free ? words.spaceOffered : words.spaceOfRecord}
        options={spaces}
        width="medium"
        {...(free ? { empty: words.anySpace } : {})}
      />
      {free ? null : <Checkbox state={state} name="forOffice" label={words.forOffice} />}
      <TextField state={state} name="reason" label={words.reason} hint={words.reasonHint} maxlength={300} optional />
    </>
  );
};

export const Placeholders = ({ kind }: { kind: TemplateKind }) => {
  const t = useWords();
  const { language } = useView();
  return (
    <Card title={words.placeholders} flush>
      <Table
        caption={words.placeholders}
        rows={placeholdersOf(kind)}
        columns={[
          { key: 'name', label: words.placeholder, tight: true, cell: ({ name }) => <code>{`{${name}}`}</code> },
          { key: 'label', label: words.meaning, cell: ({ label }) => t(label) },
          { key: 'example', label: words.example, cell: ({ example }) => example[language] },
        ]}
      />
    </Card>
  );
};

const fieldLabels: Readonly<Record<string, Phrase>> = {
  name: words.name,
  title: words.pageTitle,
  body: words.body,
  spaceId: words.space,
  reason: words.reason,
};

const Faults = ({ faults }: Pick<Shown, 'faults'>) => {
  const t = useWords();
  if (faults === null) return null;
  if (faults.length === 0)
    return (
      <p class="g-muted" id="checks">
        {t(words.rightNow)}
      </p>
    );
  return (
    <Alert tone="warning" title={words.faults}>
      <ul class="g-template-faults">
        {faults.map(({ field, message, line }) => (
          <li>
            {line === null ? (
              <a href={`#f-${field}`}>
                {[fieldLabels[field] ? t(fieldLabels[field]) : '', t(message)].filter(Boolean).join(': ')}
              </a>
            ) : (
              <a href="#f-body" data-line={line} data-column={1}>
                {t(message)}
              </a>
            )}
          </li>
        ))}
      </ul>
    </Alert>
  );
};

/** What a page would look like and what would be refused; drawn anew while one types. */
export const Preview = ({ shown }: { shown: Shown }) => {
  const t = useWords();
  return (
    <div id="preview" class="g-wiki-preview" aria-live="polite">
      <Faults faults={shown.faults} />
      <p class="g-sub">{t(words.previewTitle)}</p>
      <p class="g-template-title">{shown.title}</p>
      <WikiText html={shown.html} plainly={shown.plainly} />
    </div>
  );
};
