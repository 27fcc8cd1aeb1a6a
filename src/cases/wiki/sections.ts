import type { Db } from '#db/index.ts';
import { getRevision, recordPageOf, savePage, sectionOf, withSection } from '#wiki/index.ts';
import type { ActInput } from '../perform.ts';
import { applicationSections } from './templates.ts';

/** The required parts of an application's page as they were typed; `base`: the revision that was seen, else the latest. */
export type PageSections = {
  base?: number;
  texts: { background?: string | undefined; legal_basis?: string | undefined; description?: string | undefined };
};

const titles = {
  background: applicationSections.background,
  legal_basis: applicationSections.legalBasis,
  description: applicationSections.description,
} as const;

/** The required parts of an application's page as they are now; null when it has no page. */
export const readSections = async (
  db: Db,
  applicationId: string,
): Promise<{ pageId: string; base: number; texts: Record<keyof typeof titles, string> } | null> => {
  const page = await recordPageOf(db, { kind: 'application', id: applicationId });
  if (!page) return null;
  const text = (key: keyof typeof titles): string => (sectionOf(page.body, titles[key]) ?? '').trim();
  const texts = { background: text('background'), legal_basis: text('legal_basis'), description: text('description') };
  return { pageId: page.id, base: page.revision, texts };
};

/** Writes the parts into the page, merged with what others wrote since `base`; `stale_page` where they wrote the same. */
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
  for (const key of ['background', 'legal_basis', 'description'] as const) {
    const text = texts[key];
    if (text !== undefined && text.trim() !== (sectionOf(body, titles[key]) ?? '').trim())
      body = withSection(body, titles[key], text);
  }
  if (body !== seen.body)
    await savePage(tx, { actor, now, pageId: page.id, edit: { body, base: seen.number, why: 'Dokumentasi aplikasi' } });
};
