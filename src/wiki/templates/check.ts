import type { FieldFault } from '#lib/errors.ts';
import type { Words } from '#lib/words.ts';
import type { Access } from '../choices.ts';
import { headingsOf } from '../markdown/scan.ts';
import { emptySections } from '../markdown/written.ts';
import { titleKey } from '../title.ts';
import { fillBody, marksOf } from './fill.ts';
import type { TemplateInput } from './input.ts';
import { placeholdersOf, type TemplateKind } from './kinds.ts';

type Checked = { kind: TemplateKind; part: string; space: { access: Access } | null };

const told = (id: string, en: string): Words => ({ id, en });

const list = (names: readonly string[]): string => names.map((name) => `“${name}”`).join(', ');

const unknownMarks = (kind: TemplateKind, text: string): string[] => {
  const known = placeholdersOf(kind).map(({ name }) => name as string);
  return marksOf(text).filter((name) => !known.includes(name));
};

const markFault = (field: string, kind: TemplateKind, unknown: readonly string[]): FieldFault => {
  const known = placeholdersOf(kind)
    .map(({ name }) => `{${name}}`)
    .join(', ');
  const named = unknown.map((name) => `{${name}}`).join(', ');
  return {
    field,
    message: told(
      `${named} tidak dikenal di sini. Yang dapat diisi: ${known}.`,
      `${named} is not known here. What can be filled in: ${known}.`,
    ),
  };
};

/** Without what is filled in for each page: whether a template itself says something under a heading. */
const unfilled = (kind: TemplateKind, body: string): string =>
  fillBody(body, Object.fromEntries(placeholdersOf(kind).map(({ name }) => [name, ''])));

const requiredFaults = ({ kind, part }: Checked, { body, required }: TemplateInput): FieldFault[] => {
  const keys = headingsOf(body).map(({ title }) => titleKey(title));
  const times = (heading: string): number => keys.filter((key) => key === titleKey(heading)).length;
  const absent = required.filter((heading) => times(heading) === 0);
  const twice = required.filter((heading) => times(heading) > 1);
  const open = emptySections(unfilled(kind, body), required);
  const filled = required.filter((heading) => times(heading) === 1 && !open.includes(heading));
  const faults: Words[] = [
    ...(absent.length > 0
      ? [
          told(
            `Judul wajib ${list(absent)} tidak ada dalam isi templat. Tambahkan sebagai “## ${absent[0]}”, atau hapus dari daftar ini.`,
            `The required heading ${list(absent)} is not in the text of the template. Add it as “## ${absent[0]}”, or take it off this list.`,
          ),
        ]
      : []),
    ...(twice.length > 0
      ? [
          told(
            `Judul wajib ${list(twice)} ada lebih dari sekali dalam isi templat.`,
            `The required heading ${list(twice)} stands more than once in the text.`,
          ),
        ]
      : []),
    ...(filled.length > 0
      ? [
          told(
            `Di bawah judul wajib ${list(filled)} templat sudah memuat tulisan, sehingga bagian itu akan dianggap terisi sejak awal. Jadikan petunjuk: <!-- … -->.`,
            `Under the required heading ${list(filled)} the template says something itself, so the part would count as written from the start. Make it a hint: <!-- … -->.`,
          ),
        ]
      : []),
    ...(kind === 'application' && part === '' && required.length === 0
      ? [
          told(
            'Langkah dokumentasi aplikasi dalam SOP memerlukan sedikitnya satu judul wajib di halaman utamanya.',
            'The SOP’s step of documenting an application needs at least one required heading on its main page.',
          ),
        ]
      : []),
  ];
  return faults.map((message) => ({ field: 'required', message }));
};

const spaceFaults = ({ kind, space }: Checked): FieldFault[] => {
  if (kind === 'free') return [];
  if (!space)
    return [
      {
        field: 'spaceId',
        message: told('Pilih ruang tempat halaman ini dibuat.', 'Choose the space in which the page is made.'),
      },
    ];
  if (kind === 'sop' || space.access !== 'public') return [];
  const message = told(
    'Halaman ini menyebut server dan alamat, jadi tidak boleh di ruang yang dibaca semua perangkat daerah.',
    'This page names servers and addresses, so it cannot stand in a space that every office reads.',
  );
  return [{ field: 'spaceId', message }];
};

/**
 * What is wrong with a template, by field: a placeholder that nobody fills in, a required heading that is not in the text (the
 * SOP's step could then never close) or is written already (it would close too early), a title that would be the same for
 * every record, a space that is too open.
 */
export const templateFaults = (about: Checked, template: TemplateInput): FieldFault[] => {
  const { kind } = about;
  const faults: FieldFault[] = [];
  for (const field of ['title', 'body'] as const) {
    const unknown = unknownMarks(kind, template[field]);
    if (unknown.length > 0) faults.push(markFault(field, kind, unknown));
  }
  if (kind !== 'free' && kind !== 'sop' && !marksOf(template.title).includes('name')) {
    const message = told(
      'Judul harus memuat {name}; tanpa itu semua halaman berjudul sama.',
      'The title must have {name}; without it every page would be called alike.',
    );
    faults.push({ field: 'title', message });
  }
  return [...faults, ...requiredFaults(about, template), ...spaceFaults(about)];
};
