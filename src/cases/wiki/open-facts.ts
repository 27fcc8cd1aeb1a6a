import type { Db } from '#db/index.ts';
import { listPublicNames, type PublicName } from '#dns/index.ts';
import type { Language, Words } from '#lib/words.ts';
import type { GeneratedPart, GeneratedTable, Include } from '#wiki/index.ts';

// What the registers tell anybody about a page's record: what the public list of names says already, and nothing beside it.

const words = {
  facts: { id: 'Fakta', en: 'Facts' },
  name: { id: 'Alamat web', en: 'Web address' },
  application: { id: 'Aplikasi', en: 'Application' },
  office: { id: 'Perangkat daerah', en: 'Office' },
  names: { id: 'Aplikasi dan alamatnya', en: 'Applications and their addresses' },
} as const satisfies Record<string, Words>;

type Reading = { language: Language; timeZone: string };

/** The facts of an application that has a public name: itself, its office, its names. Nothing for every other record. */
export const openWikiParts = async (
  db: Db,
  page: { recordKind: string | null; recordId: string | null },
  { language, timeZone }: Reading,
): Promise<GeneratedPart[]> => {
  if (page.recordKind !== 'application') return [];
  const names = (await listPublicNames(db, timeZone)).filter(({ applicationId }) => applicationId === page.recordId);
  const [first] = names;
  if (!first) return [];
  const facts = [
    { label: words.application[language], value: [first.application] },
    { label: words.office[language], value: [first.office] },
    { label: words.name[language], value: names.map(({ name }) => name) },
  ];
  return [{ key: 'facts', title: words.facts[language], place: 'above', facts }];
};

/** A table that is public as a whole: `{{aplikasi}}` and `{{domain}}` without conditions. null for every other include. */
export const openWikiTable = async (
  db: Db,
  include: Include,
  { language, timeZone }: Reading,
): Promise<GeneratedTable | null> => {
  if (!['applications', 'names'].includes(include.kind) || Object.keys(include.args).length > 0) return null;
  const names = await listPublicNames(db, timeZone);
  const row = ({ name, application, office }: PublicName): string[] => [application, office, name];
  return {
    caption: words.names[language],
    columns: [words.application[language], words.office[language], words.name[language]],
    rows: names.slice(0, 200).map(row),
    more: names.length > 200,
  };
};
