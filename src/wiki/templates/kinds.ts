import type { Words } from '#lib/words.ts';
import { recordKinds } from '../choices.ts';

/** What a template begins: the page of a record of some kind, or a page that a writer puts anywhere. */
export const templateKinds = [
  ...recordKinds,
  { value: 'free', label: { id: 'Halaman bebas', en: 'Free page' } },
] as const satisfies readonly { value: string; label: Words }[];
export type TemplateKind = (typeof templateKinds)[number]['value'];

type Placeholder = { name: string; label: Words; example: Words };

const name = {
  name: 'name',
  label: { id: 'nama catatan', en: 'name of the record' },
  example: { id: 'Nama', en: 'Name' },
} as const satisfies Placeholder;

/** What a template of each kind may have filled in, written in braces: `{name}`. Who makes the page knows the values. */
export const placeholders = {
  application: [
    name,
    { name: 'office', label: { id: 'perangkat daerah', en: 'office' }, example: { id: 'Dinas Contoh', en: 'Example Office' } },
    {
      name: 'background',
      label: { id: 'latar belakang dalam permohonan', en: 'background given in the request' },
      example: { id: 'Latar belakang menurut permohonan.', en: 'The background as the request gives it.' },
    },
    {
      name: 'legal_basis',
      label: { id: 'rekomendasi dan surat permohonan', en: 'recommendation and letter of request' },
      example: { id: '- Rekomendasi Tim Teknis nomor …', en: '- Recommendation no. …' },
    },
    {
      name: 'description',
      label: { id: 'uraian dalam daftar aplikasi', en: 'description in the list of applications' },
      example: { id: 'Uraian aplikasi.', en: 'What the application is.' },
    },
    {
      name: 'url',
      label: { id: 'alamat web', en: 'web address' },
      example: { id: 'https://contoh.go.id', en: 'https://contoh.go.id' },
    },
  ],
  server: [name, { name: 'site', label: { id: 'lokasi', en: 'site' }, example: { id: 'Pusat Data', en: 'Data centre' } }],
  site: [
    name,
    { name: 'address', label: { id: 'alamat lokasi', en: 'address of the site' }, example: { id: 'Jalan …', en: 'Street …' } },
  ],
  zone: [name],
  sop: [name],
  free: [
    {
      name: 'date',
      label: { id: 'tanggal hari ini', en: 'today’s date' },
      example: { id: '1 Januari 2027', en: '1 January 2027' },
    },
    {
      name: 'person',
      label: { id: 'nama penulis', en: 'name of the writer' },
      example: { id: 'Nama penulis', en: 'Writer’s name' },
    },
    { name: 'space', label: { id: 'nama ruang', en: 'name of the space' }, example: { id: 'Ruang', en: 'Space' } },
  ],
} as const satisfies Record<TemplateKind, readonly Placeholder[]>;

/** The names of what a template of a kind may have filled in. */
export const placeholdersOf = (kind: TemplateKind): readonly Placeholder[] => placeholders[kind];

/** A value for each of them. */
export type TemplateValues<Kind extends TemplateKind> = Readonly<Record<(typeof placeholders)[Kind][number]['name'], string>>;

/** Values that show what a template makes where no record is at hand. */
export const exampleValues = (kind: TemplateKind, language: 'id' | 'en'): Readonly<Record<string, string>> =>
  Object.fromEntries(placeholdersOf(kind).map((each) => [each.name, each.example[language]]));
