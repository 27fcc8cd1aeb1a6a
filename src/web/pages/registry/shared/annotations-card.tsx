import { fileSize, shortMoment } from '#lib/format.ts';
import type { Annotations, RecordRef } from '#registry/index.ts';
import { Card } from '../../../components/card/card.tsx';
import { Mark } from '../../../components/status/status.tsx';
import { paths } from '../../../paths.ts';
import { useView, useWords } from '../../../view.ts';

export const annotationWords = {
  title: { id: 'Tag, catatan, lampiran', en: 'Tags, notes, attachments' },
  none: { id: 'Belum ada.', en: 'None yet.' },
  change: { id: 'Tambah atau ubah', en: 'Add or change' },
  noteBy: { id: '{who}, {at}', en: '{who}, {at}' },
  system: { id: 'Sistem', en: 'System' },
  open: { id: 'Tag dan catatan', en: 'Tags and notes' },
  openMany: { id: '{n} catatan dan lampiran', en: '{n} notes and attachments' },
} as const;

/** The tags of a row in a list. */
export const Marks = ({ tags }: { tags: readonly string[] }) =>
  tags.length === 0 ? null : (
    <span class="g-sub">
      {tags.map((tag) => (
        <>
          <Mark label={tag} />{' '}
        </>
      ))}
    </span>
  );

/** The way from a row to its notes and attachments: for who keeps the record, and for others when there are any. */
export const NotesLink = ({ of, noted, keeper }: { of: RecordRef; noted: number; keeper: boolean }) => {
  const t = useWords();
  if (noted === 0 && !keeper) return null;
  return (
    <a class="g-small" href={paths.record(of.kind, of.id)}>
      {noted === 0 ? t(annotationWords.open) : t(annotationWords.openMany, { n: noted })}
    </a>
  );
};

/** What a record carries besides its fields; who keeps it finds the way to change that. */
export const AnnotationsCard = ({ of, annotations, keeper }: { of: RecordRef; annotations: Annotations; keeper: boolean }) => {
  const t = useWords();
  const { language, timeZone } = useView();
  const { tags, notes, files } = annotations;
  const link = <a href={paths.record(of.kind, of.id)}>{t(annotationWords.change)}</a>;
  return (
    <Card title={annotationWords.title} aside={keeper ? link : null}>
      {tags.length + notes.length + files.length === 0 ? <p class="g-muted">{t(annotationWords.none)}</p> : null}
      {tags.length > 0 ? (
        <p>
          {tags.map((tag) => (
            <>
              <Mark label={tag} />{' '}
            </>
          ))}
        </p>
      ) : null}
      {files.length > 0 ? (
        <ul class="g-plain">
          {files.map((file) => (
            <li>
              <a href={paths.recordFile(of.kind, of.id, file.id)}>{file.title}</a>{' '}
              <span class="g-muted g-small">{fileSize(file.size, language)}</span>
            </li>
          ))}
        </ul>
      ) : null}
      {notes.slice(0, 5).map((note) => (
        <div class="g-note">
          <p class="g-pre g-break">{note.body}</p>
          <p class="g-small g-muted">
            {t(annotationWords.noteBy, {
              who: note.personName ?? t(annotationWords.system),
              at: shortMoment(note.at, language, timeZone),
            })}
          </p>
        </div>
      ))}
    </Card>
  );
};
