import type { Db } from '#db/index.ts';
import { getRevision, recordPageOf, savePage, sectionOf, withSection } from '#wiki/index.ts';
import type { ActInput } from '../perform.ts';

/** The required parts of an application's page as they were typed, by heading; `base`: the revision that was seen, else the latest. */
export type PageSections = { base?: number; texts: Readonly<Record<string, string>> };

type Section = { heading: string; text: string };

/** The required parts of an application's page as they are now, in the order of its template; null when it has no page. */
export const readSections = async (
  db: Db,
  applicationId: string,
): Promise<{ pageId: string; base: number; sections: Section[] } | null> => {
  const page = await recordPageOf(db, { kind: 'application', id: applicationId });
  if (!page) return null;
  const sections = page.required.map((heading) => ({ heading, text: (sectionOf(page.body, heading) ?? '').trim() }));
  return { pageId: page.id, base: page.revision, sections };
};

/**
 * Writes the parts into the page, merged with what others wrote since `base`; `stale_page` where they wrote the same. A
 * heading that the page does not require is left alone.
 */
export const writeSections = async (
  tx: Db,
  applicationId: string,
  { actor, now }: ActInput,
  { base, texts }: PageSections,
): Promise<void> => {
  const page = await recordPageOf(tx, { kind: 'application', id: applicationId });
  if (!page || actor === 'system') return;
  const seen =
    base === undefined || base === page.revision
      ? { number: page.revision, body: page.body }
      : await getRevision(tx, page.id, base);
  let { body } = seen;
  for (const heading of page.required) {
    const text = texts[heading];
    if (text !== undefined && text.trim() !== (sectionOf(body, heading) ?? '').trim()) body = withSection(body, heading, text);
  }
  if (body === seen.body) return;
  const edit = { body, base: seen.number, why: 'Dokumentasi aplikasi' };
  // The SOP is its approval: others initial and sign the reply by which the recorded application is handed over.
  await savePage(tx, { actor, now, pageId: page.id, edit, approvedElsewhere: true });
};
