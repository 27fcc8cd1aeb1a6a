import type { FieldFault } from '#lib/errors.ts';
import type { Words } from '#lib/words.ts';
import type { Access } from '../choices.ts';
import { headingsOf, withoutCode } from '../markdown/scan.ts';
import { emptySections } from '../markdown/written.ts';
import { titleKey } from '../title.ts';
import { fillBody, marksOf } from './fill.ts';
import type { TemplateInput } from './input.ts';
import { placeholdersOf, type TemplateKind } from './kinds.ts';

/** What is wrong with a template, and on which line of its text (from 1) where it is about one. */
export type TemplateFault = FieldFault & { line: number | null };

type Checked = { kind: TemplateKind; part: string; space: { access: Access } | null };

const told = (id: string, en: string): Words => ({ id, en });

const unknownMarks = (kind: TemplateKind, text: string): string[] => {
  const known = placeholdersOf(kind).map(({ name }) => name as string);
  return marksOf(text).filter((name) => !known.includes(name));
};

/** The line (from 1) on which a placeholder stands first, outside of code. */
const lineOfMark = (text: string, name: string): number =>
  withoutCode(text)
    .split('\n')
    .findIndex((line) => line.includes(`{${name}}`)) + 1;

const markFaults = (field: 'title' | 'body', kind: TemplateKind, text: string): TemplateFault[] => {
  const known = placeholdersOf(kind)
    .map(({ name }) => `{${name}}`)
    .join(', ');
  return unknownMarks(kind, text).map((name) => {
    const line = field === 'body' ? lineOfMark(text, name) : null;
    const at = line === null ? { id: '', en: '' } : { id: `Baris ${line}: `, en: `Line ${line}: ` };
    const message = told(
      `${at.id}{${name}} tidak dikenal di sini. Yang dapat diisi: ${known}.`,
      `${at.en}{${name}} is not known here. What can be filled in: ${known}.`,
    );
    return { field, message, line };
  });
};

/** Without what is filled in for each page: whether a template itself says something under a heading. */
const unfilled = (kind: TemplateKind, body: string): string =>
  fillBody(body, Object.fromEntries(placeholdersOf(kind).map(({ name }) => [name, ''])));

const requiredFaults = ({ kind, part }: Checked, { body, required }: TemplateInput): TemplateFault[] => {
  const headings = headingsOf(body);
  const linesOf = (wanted: string): number[] =>
    headings.filter(({ title }) => titleKey(title) === titleKey(wanted)).map(({ line }) => line + 1);
  const open = emptySections(unfilled(kind, body), required);
  const faults = required.flatMap((heading): TemplateFault[] => {
    const lines = linesOf(heading);
    const line = lines.at(-1) ?? null;
    if (line === null) {
      const message = told(
        `Judul wajib “${heading}” tidak ada dalam isi templat. Tambahkan sebagai “## ${heading}”, atau hapus dari daftar ini.`,
        `The required heading “${heading}” is not in the text of the template. Add it as “## ${heading}”, or take it off this list.`,
      );
      return [{ field: 'required', message, line }];
    }
    if (lines.length > 1) {
      const message = told(
        `Judul wajib “${heading}” ada lebih dari sekali dalam isi templat: baris ${lines.join(' dan ')}.`,
        `The required heading “${heading}” stands more than once in the text: lines ${lines.join(' and ')}.`,
      );
      return [{ field: 'required', message, line }];
    }
    if (open.includes(heading)) return [];
    const message = told(
      `Di bawah judul wajib “${heading}” (baris ${line}) templat sudah memuat tulisan, sehingga bagian itu akan dianggap terisi sejak awal. Jadikan petunjuk: <!-- … -->.`,
      `Under the required heading “${heading}” (line ${line}) the template says something itself, so the part would count as written from the start. Make it a hint: <!-- … -->.`,
    );
    return [{ field: 'required', message, line }];
  });
  if (kind !== 'application' || part !== '' || required.length > 0) return faults;
  const message = told(
    'Langkah dokumentasi aplikasi dalam SOP memerlukan sedikitnya satu judul wajib di halaman utamanya.',
    'The SOP’s step of documenting an application needs at least one required heading on its main page.',
  );
  return [...faults, { field: 'required', message, line: null }];
};

const spaceFaults = ({ kind, space }: Checked): TemplateFault[] => {
  if (kind === 'free') return [];
  const fault = (message: Words): TemplateFault[] => [{ field: 'spaceId', message, line: null }];
  if (!space) return fault(told('Pilih ruang tempat halaman ini dibuat.', 'Choose the space in which the page is made.'));
  if (kind === 'sop' || space.access !== 'public') return [];
  return fault(
    told(
      'Halaman ini menyebut server dan alamat, jadi tidak boleh di ruang yang dibaca semua perangkat daerah.',
      'This page names servers and addresses, so it cannot stand in a space that every office reads.',
    ),
  );
};

/**
 * What is wrong with a template, by field and line: a placeholder that nobody fills in, a required heading that is not in the
 * text (the SOP's step could then never close) or is written already (it would close too early), a title that would be the
 * same for every record, a space that is too open.
 */
export const templateFaults = (about: Checked, template: TemplateInput): TemplateFault[] => {
  const { kind } = about;
  const faults = [...markFaults('title', kind, template.title), ...markFaults('body', kind, template.body)];
  if (kind !== 'free' && kind !== 'sop' && !marksOf(template.title).includes('name')) {
    const message = told(
      'Judul harus memuat {name}; tanpa itu semua halaman berjudul sama.',
      'The title must have {name}; without it every page would be called alike.',
    );
    faults.push({ field: 'title', message, line: null });
  }
  return [...faults, ...requiredFaults(about, template), ...spaceFaults(about)];
};
