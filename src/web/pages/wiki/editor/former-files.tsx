import type { Db } from '#db/index.ts';
import { fileSize, shortMoment } from '#lib/format.ts';
import { type FormerAttachment, findAttachmentAt, listFormerAttachments } from '#wiki/index.ts';
import { Card } from '../../../components/card/card.tsx';
import { paths } from '../../../paths.ts';
import { useView, useWords } from '../../../view.ts';
import { words } from './words.ts';

/** The files that a page had before, each of which can still be opened. */
export const FormerFiles = ({ pageId, files }: { pageId: string; files: readonly FormerAttachment[] }) => {
  const t = useWords();
  const { language, timeZone } = useView();
  if (files.length === 0) return null;
  const day = (at: Temporal.Instant): string => shortMoment(at, language, timeZone);
  return (
    <Card title={words.formerFiles}>
      <p class="g-muted">{t(words.formerFilesHow)}</p>
      <ul class="g-tree">
        {files.map((file) => (
          <li>
            <a href={paths.wikiFile(pageId, file.name, { version: file.id })}>{file.name}</a>{' '}
            <span class="g-muted">
              {fileSize(file.size, language)} · {t(words.formerFile, { from: day(file.at), to: day(file.removedAt) })} ·{' '}
              {file.personName}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
};

const momentOf = (text: string): Temporal.Instant | null => {
  // Years of more than four digits are moments of Temporal's, not of the database's.
  if (!/^\d{4}-/.test(text)) return null;
  try {
    return Temporal.Instant.from(text);
  } catch {
    return null;
  }
};

type Asked = { name: string; version: string | undefined; at: string | undefined };

/** A file of a page as it was: the one of this `version`, or the one that had this name `at` a moment; null for none. */
export const findFileOfThen = async (db: Db, pageId: string, { name, version, at }: Asked) => {
  if (version) return (await listFormerAttachments(db, pageId)).find(({ id }) => id === version) ?? null;
  const moment = at ? momentOf(at) : null;
  return moment ? findAttachmentAt(db, pageId, { name, at: moment }) : null;
};
