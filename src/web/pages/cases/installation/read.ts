import { listDocuments, listInstallItems } from '#cases/index.ts';
import type { Db } from '#db/index.ts';
import { type HeldName, nameOf } from '#dns/index.ts';
import { findServer } from '#registry/index.ts';
import type { OpenCase } from '../shared/open-case.ts';
import type { CaseDocument } from '../shared/summary.tsx';
import { readText } from '../shared/text-file.ts';

export type InstallItem = Awaited<ReturnType<typeof listInstallItems>>[number];

export type Installation = {
  items: readonly InstallItem[];
  guide: CaseDocument | undefined;
  /** The guide's own words, where it is a text. */
  guideText: string | null;
  name: HeldName | null;
  server: Awaited<ReturnType<typeof findServer>>;
};

/** Everything that step 7 works with. */
export const readInstallation = async (db: Db, { found }: OpenCase): Promise<Installation> => {
  const [items, documents, name, server] = await Promise.all([
    listInstallItems(db, found.row.id),
    listDocuments(db, found.row.id),
    nameOf(db, found.row.id),
    found.row.server_id ? findServer(db, found.row.server_id) : null,
  ]);
  const guide = documents.find((document) => document.kind === 'installation-guide' && document.replaced_at === null);
  const guideText = guide?.media_type.startsWith('text/') ? await readText(db, guide.file_id) : null;
  return { items, guide, guideText, name, server };
};
