import { acceptAttribute } from '#files/index.ts';
import { AppError } from '#lib/errors.ts';
import { fileSize, shortMoment } from '#lib/format.ts';
import { say } from '#lib/words.ts';
import {
  type Annotations,
  annotationsOf,
  attachmentPurpose,
  attachToRecord,
  detachFromRecord,
  getAttachment,
  mayKeepRecord,
  needRecord,
  noteRecord,
  type RecordKind,
  type RecordRef,
  recordKinds,
  recordTitle,
  tagRecord,
} from '#registry/index.ts';
import { act, freshForm } from '../../../act.ts';
import { Button } from '../../../components/button/button.tsx';
import { Card, Stack } from '../../../components/card/card.tsx';
import { TextArea, TextField } from '../../../components/field/field.tsx';
import { FileField } from '../../../components/field/file-field.tsx';
import { ActForm, Hidden } from '../../../components/form/form.tsx';
import { Table } from '../../../components/table/table.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { type FormState, text } from '../../../form.ts';
import { page, param, signedIn } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { useView, useWords } from '../../../view.ts';
import { sendFile } from '../../files/send.ts';
import { annotationWords } from '../shared/annotations-card.tsx';
import { recordPath } from '../shared/record-path.ts';
import { shared } from '../shared/words.ts';

const words = {
  tags: { id: 'Tag', en: 'Tags' },
  tagsHint: {
    id: 'Dipisahkan koma, misalnya produksi, layanan-kritis.',
    en: 'Separated by commas, for example production, critical.',
  },
  tagged: { id: 'Tag disimpan.', en: 'Tags saved.' },
  note: { id: 'Catatan baru', en: 'New note' },
  noteHint: {
    id: 'Catatan tidak dapat dihapus; nama Anda dan waktunya tercatat.',
    en: 'A note stays, with your name and the time.',
  },
  addNote: { id: 'Tambah catatan', en: 'Add the note' },
  noted: { id: 'Catatan ditambahkan.', en: 'Note added.' },
  file: { id: 'Berkas', en: 'File' },
  fileTitle: { id: 'Judul lampiran', en: 'Title of the attachment' },
  attach: { id: 'Lampirkan', en: 'Attach' },
  attached: { id: 'Lampiran ditambahkan.', en: 'Attachment added.' },
  detach: { id: 'Lepas', en: 'Take off' },
  detachSure: { id: 'Lepas lampiran {title}?', en: 'Take off the attachment {title}?' },
  detached: { id: 'Lampiran dilepas.', en: 'Attachment taken off.' },
  notes: { id: 'Catatan', en: 'Notes' },
  files: { id: 'Lampiran', en: 'Attachments' },
  noFile: { id: 'Belum ada lampiran.', en: 'No attachment yet.' },
  noNote: { id: 'Belum ada catatan.', en: 'No note yet.' },
  by: { id: 'Oleh', en: 'By' },
} as const;

const refOf = (c: Ctx): RecordRef => {
  const kind = param(c, 'kind');
  if (!(recordKinds as readonly string[]).includes(kind)) throw new AppError('not_found', { what: `record kind ${kind}` });
  return { kind: kind as RecordKind, id: param(c, 'id') };
};

type BodyProps = { of: RecordRef; annotations: Annotations; state: FormState; keeper: boolean };

const Files = ({ of, annotations, state, keeper }: BodyProps) => {
  const t = useWords();
  const { language, timeZone } = useView();
  const detach = {
    key: 'act',
    label: shared.actions,
    quiet: true,
    align: 'right' as const,
    cell: (file: Annotations['files'][number]) => (
      <ActForm action={paths.recordPart(of.kind, of.id, 'detachment')} state={{ ...state, requestKey: file.id }}>
        <Hidden name="fileId" value={file.id} />
        <Button label={words.detach} tone="quiet" small confirm={t(words.detachSure, { title: file.title })} />
      </ActForm>
    ),
  };
  return (
    <Card title={words.files} flush={annotations.files.length > 0}>
      <Table
        caption={words.files}
        rows={annotations.files}
        empty={<p class="g-muted">{t(words.noFile)}</p>}
        columns={[
          {
            key: 'title',
            label: shared.name,
            cell: (file) => <a href={paths.recordFile(of.kind, of.id, file.id)}>{file.title}</a>,
          },
          { key: 'size', label: words.file, cell: (file) => `${file.name} (${fileSize(file.size, language)})` },
          {
            key: 'by',
            label: words.by,
            cell: (file) => `${file.personName ?? t(shared.system)}, ${shortMoment(file.at, language, timeZone)}`,
          },
          ...(keeper ? [detach] : []),
        ]}
      />
    </Card>
  );
};

const Notes = ({ annotations }: BodyProps) => {
  const t = useWords();
  const { language, timeZone } = useView();
  return (
    <Card title={words.notes}>
      {annotations.notes.length === 0 ? <p class="g-muted">{t(words.noNote)}</p> : null}
      {annotations.notes.map((note) => (
        <div class="g-note">
          <p class="g-pre g-break">{note.body}</p>
          <p class="g-small g-muted">
            {note.personName ?? t(shared.system)}, {shortMoment(note.at, language, timeZone)}
          </p>
        </div>
      ))}
    </Card>
  );
};

const Forms = ({ of, state }: BodyProps) => (
  <>
    <Card title={words.tags}>
      <ActForm action={paths.recordPart(of.kind, of.id, 'tags')} state={state}>
        <TextField state={state} name="tags" label={words.tags} hint={words.tagsHint} optional spellcheck={false} />
        <Button label={shared.save} tone="secondary" />
      </ActForm>
    </Card>
    <Card title={words.note}>
      <ActForm action={paths.recordPart(of.kind, of.id, 'notes')} state={state}>
        <TextArea state={state} name="note" label={words.note} hint={words.noteHint} rows={4} />
        <Button label={words.addNote} tone="secondary" />
      </ActForm>
    </Card>
    <Card title={words.files}>
      <ActForm action={paths.recordPart(of.kind, of.id, 'files')} state={state} files>
        <FileField state={state} name="file" label={words.file} accept={acceptAttribute(attachmentPurpose)} />
        <TextField state={state} name="title" label={words.fileTitle} optional />
        <Button label={words.attach} tone="secondary" />
      </ActForm>
    </Card>
  </>
);

const show = async (c: Ctx, state: FormState | null): Promise<Response> => {
  const actor = signedIn(c);
  const { db } = c.var.services;
  const of = refOf(c);
  await needRecord(db, actor, of);
  const [annotations, title] = await Promise.all([annotationsOf(db, of), recordTitle(db, of)]);
  const form = state ?? freshForm(c, { tags: annotations.tags.join(', ') });
  const props = { of, annotations, state: form, keeper: mayKeepRecord(actor, of.kind) };
  return page(
    c,
    {
      title: annotationWords.title,
      lead: title,
      breadcrumbs: [{ label: title, href: recordPath(of) }],
      state: form,
      width: 'narrow',
    },
    <Stack>
      {props.keeper ? <Forms {...props} /> : null}
      <Files {...props} />
      <Notes {...props} />
    </Stack>,
  );
};

/** Tags, notes and attachments of any record of the register. */
export const annotationsPage: Page = (app) => {
  app.get(paths.record(':kind', ':id'), (c) => show(c, null));

  app.get(paths.recordFile(':kind', ':id', ':file'), async (c) => {
    const { db } = c.var.services;
    const { fileId, name } = await getAttachment(db, signedIn(c), { ref: refOf(c), fileId: param(c, 'file') });
    return sendFile(c, db, { fileId, name, inline: false });
  });

  app.post(paths.recordPart(':kind', ':id', 'tags'), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        const ref = refOf(c);
        await tagRecord(tx, { actor, ref, tags: text(values, 'tags'), now });
        return { to: paths.record(ref.kind, ref.id), said: words.tagged };
      },
      again: (state) => show(c, state),
    }),
  );

  app.post(paths.recordPart(':kind', ':id', 'notes'), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        const ref = refOf(c);
        await noteRecord(tx, { actor, ref, note: text(values, 'note'), now });
        return { to: paths.record(ref.kind, ref.id), said: words.noted };
      },
      again: (state) => show(c, state),
    }),
  );

  app.post(paths.recordPart(':kind', ':id', 'files'), (c) =>
    act(c, {
      uploads: [{ field: 'file', purpose: attachmentPurpose }],
      run: async (tx, { actor, values, now }) => {
        const ref = refOf(c);
        await attachToRecord(tx, { actor, ref, uploadId: text(values, 'file'), title: text(values, 'title'), now });
        return { to: paths.record(ref.kind, ref.id), said: words.attached };
      },
      again: (state) => show(c, state),
    }),
  );

  app.post(paths.recordPart(':kind', ':id', 'detachment'), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        const ref = refOf(c);
        await detachFromRecord(tx, { actor, ref, fileId: text(values, 'fileId'), now });
        return { to: paths.record(ref.kind, ref.id), said: say(words.detached, c.var.language) };
      },
      again: (state) => show(c, state),
    }),
  );
};
