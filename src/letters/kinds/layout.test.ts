import { afterAll, describe, expect, test } from 'vitest';
import { exampleOf } from '../../../test/support/letter-pdf.ts';
import { type PlacedPage, type PlacedText, readPlaced } from '../../../test/support/pdf-text.ts';
import { type PageSettings, standardPage } from '../page-settings.ts';
import { endRendering, renderPdf } from '../render.ts';
import type { Sheet } from '../sheet.ts';
import { variantLetter } from '../templates/examples.ts';
import { type LetterKind, schemas } from './index.ts';

// How letters stand on paper, told from where their texts are: at every length, on both papers, with the longest names.

afterAll(endRendering);

const kinds = Object.keys(schemas) as LetterKind[];

const place = async (kind: LetterKind, change: { content?: object; sheet?: Partial<Sheet> }): Promise<PlacedPage[]> => {
  const example = await exampleOf(kind);
  const content = schemas[kind].parse({ ...example.content, ...change.content });
  const { pdf } = await renderPdf(`${kind}/template.typ`, { content, sheet: { ...example.sheet, ...change.sheet } });
  return readPlaced(pdf);
};

const texts = (count: number): string => Array.from({ length: count }, (_, at) => `Keterangan nomor ${at + 1}.`).join('\n');
const items = (count: number): string[] => Array.from({ length: count + 1 }, (_, at) => `butir nomor ${at + 1}`);
const words = (count: number): string => 'Bagian Contoh '.repeat(Math.min(Math.max(count, 1), 20)).trim();
const large: PageSettings = { ...standardPage, sizePt: 14, lineSpacing: 1.5, left: 40, right: 30 };

const party = { name: 'Damar Satrio Wibisono', nip: '', rank: '', title: 'Kepala Seksi' };

/** Every kind with a signature below a text, and how it becomes longer by a line. */
const growing: Partial<Record<LetterKind, (lines: number) => { content?: object; sheet?: Partial<Sheet> }>> = {
  reply: (lines) => ({ content: { remark: texts(lines) } }),
  return: (lines) => ({ content: { explanation: texts(lines) } }),
  refusal: (lines) => ({ content: { explanation: texts(lines) } }),
  'hosting-request': (lines) => ({ content: { enclosures: items(lines) } }),
  'appointment-letter': (lines) => ({ content: { duties: items(lines) } }),
  recommendation: (lines) => ({ content: { notes: texts(lines) } }),
  handover: (lines) => ({
    content: { application: words(lines), domainName: 'contoh.go.id', first: { ...party, office: words(lines - 20) } },
    sheet: { page: { ...standardPage, sizePt: 12, lineSpacing: 1.6, top: 30, bottom: 45 } },
  }),
  'capacity-note': (lines) => ({ content: { note: texts(lines) } }),
  'installation-document': (lines) => ({ content: { notes: texts(lines) } }),
  'topology-document': (lines) => ({ content: { notes: texts(lines) } }),
  'server-document': (lines) => ({ content: { notes: texts(lines) } }),
  decommission: (lines) => ({
    content: { reason: 'sudah digantikan '.repeat(lines + 1).trim() },
    sheet: { page: { ...standardPage, sizePt: 12, lineSpacing: 1.5 } },
  }),
  'monthly-report': (lines) => ({ content: { remarks: texts(lines) } }),
};

/** Tried with rows below; signed within its one table; no signature at the foot. */
const otherwise: readonly LetterKind[] = ['application-list', 'disposition', 'book', 'sop'];
const mostLines = 55;

/** Letters keep two lines at least with their signature; below the table of a document of the register stands one sentence. */
const linesKept: Partial<Record<LetterKind, number>> = {
  'installation-document': 1,
  'topology-document': 1,
  'server-document': 1,
  'monthly-report': 1,
};

const opens = /^(?:Kepala|Ketua|Plt\.|Plh\.|a\.n\.|Batam,|Ditetapkan|PIHAK KEDUA,)/;

/** The page of the signature, and how many lines stand above it there. */
const signatureIn = (pages: readonly PlacedPage[], name: string): { page: number; above: number } => {
  const on = (page: PlacedPage) => page.texts.find((each) => each.text === name && each.size > 8);
  const page = pages.findLastIndex((each) => on(each) !== undefined);
  const found = pages[page];
  const signed = found && on(found);
  if (!found || !signed) throw new Error(`no signature of ${name}`);
  const start = found.texts.filter((each) => opens.test(each.text) && each.y < signed.y && each.y > signed.y - 150);
  const top = Math.min(...start.map((each) => each.y));
  return { page, above: new Set(found.texts.filter((each) => each.y < top - 1).map((each) => Math.round(each.y))).size };
};

describe('the signature never stands alone on a page', () => {
  test('is asked of every kind', () => {
    expect([...Object.keys(growing), ...otherwise].sort()).toEqual([...kinds].sort());
  });

  test.each(Object.entries(growing))('%s', async (kind, grow) => {
    const name = (await exampleOf(kind as LetterKind)).sheet.signature?.name ?? '';
    const at = async (lines: number) => signatureIn(await place(kind as LetterKind, grow(lines)), name);
    const first = (await at(0)).page;
    // The least length that brings the signature over to the next page.
    let [low, high] = [0, mostLines];
    expect((await at(high)).page).toBeGreaterThan(first);
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if ((await at(middle)).page > first) high = middle;
      else low = middle;
    }
    for (const lines of [high, high + 1, high + 2, high + 5, high + 9]) {
      const { page, above } = await at(lines);
      expect(page, `${lines} lines`).toBe(first + 1);
      expect(above, `${lines} lines`).toBeGreaterThanOrEqual(linesKept[kind as LetterKind] ?? 2);
    }
  });

  test('and neither does that of a list that ends where the page does', async () => {
    const row = (await exampleOf('application-list')).content.applications as unknown[];
    const name = (await exampleOf('application-list')).sheet.signature?.name ?? '';
    for (let count = 7; count < 15; count += 1) {
      const applications = Array.from({ length: count }, (_, at) => row[at % row.length]);
      const { page, above } = signatureIn(await place('application-list', { content: { applications } }), name);
      if (page > 0) expect(above).toBeGreaterThanOrEqual(1);
    }
  });
});

const office = 'Dinas Pemberdayaan Perempuan, Perlindungan Anak, Pengendalian Penduduk, dan Keluarga Berencana';

const longSheet = (sheet: Sheet, part: Partial<Sheet>): Sheet => ({
  ...sheet,
  number: 'B/500.12.16.3/1234/DP3AP2KB-SEKRETARIAT/XVIII/2026',
  hal: `Permohonan Penyediaan Layanan Hosting Aplikasi ${office} Tahun Anggaran 2026`,
  letterhead: {
    ...sheet.letterhead,
    office,
    address: 'Gedung Bersama Lantai 7, Jalan Contoh Raya Nomor 1, Kelurahan Contoh, Batam',
  },
  signature: {
    title: `Kepala ${office}`,
    prefix: 'Plt.',
    onBehalfOf: '',
    name: 'Prof. Dr. Ir. H. Muhammad Kurniawansyah Hadiningrat Prawirakusumah, S.T., S.Sos., M.Si., M.Eng.Sc., Ph.D.',
    rank: 'Pembina Utama Madya (IV/d)',
    nip: '197108171998031004',
    electronic: true,
    method: 'bsre',
    at: '2026-11-24T09:15',
    zone: 'WIB',
  },
  ...part,
});

/** Texts off the paper or in the last millimetres of it, and texts that lie over one another. */
const faultsOf = (pages: readonly PlacedPage[]): string[] =>
  pages.flatMap(({ width, height, texts: all }, at) => {
    const off = all.filter(({ x, y, width: wide }) => x < 26 || x + wide > width - 26 || y < 14 || y > height - 14);
    const sorted = [...all].sort((one, other) => one.y - other.y);
    const over = sorted.flatMap((one, index) =>
      sorted.slice(index + 1, index + 1 + closest).filter((other) => covers(one, other)),
    );
    return [
      ...off.map((each) => `page ${at + 1}, off the paper: ${each.text}`),
      ...over.map((each) => `page ${at + 1}, over another: ${each.text}`),
    ];
  });

/** In the order of their lines, what covers a text is not far behind it. */
const closest = 60;

const covers = (one: PlacedText, other: PlacedText): boolean => {
  const shared = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x);
  return shared > 1.5 && Math.abs(one.y - other.y) < 0.55 * Math.min(one.size, other.size);
};

const signedFor = { prefix: 'Plh.', onBehalfOf: `Sekretaris Daerah selaku Kepala ${office}` } as const;
describe('nothing leaves the paper or covers anything', () => {
  test.each(kinds)('%s', async (kind) => {
    // The rows of the SOP's annex are as high as its drawing says: other texts would need another drawing.
    for (const variant of kind === 'sop' ? (['example'] as const) : (['long', 'many'] as const)) {
      const letter = await variantLetter(kind, variant);
      const content = letter.content as Record<string, unknown>;
      const cc = Array.from({ length: 12 }, (_, at) => `Kepala ${office} Kota Batam, ke-${at + 1}`);
      const filled = 'cc' in content ? { ...content, cc } : content;
      const [plain, strained] = [
        longSheet(letter.sheet, { page: standardPage }),
        longSheet(letter.sheet, { page: { ...large, paper: 'f4' } }),
      ];
      const onBehalf = { ...strained, signature: strained.signature && { ...strained.signature, ...signedFor } };
      for (const sheet of [plain, onBehalf]) {
        const { pdf } = await renderPdf(`${kind}/template.typ`, { content: filled, sheet });
        expect(faultsOf(await readPlaced(pdf)), `${variant} on ${sheet.page?.paper}`).toEqual([]);
      }
    }
  });
});

const rows = 200;
const marked = /^baris-\d{3}$/;
const mark = (at: number): string => `baris-${String(at + 1).padStart(3, '0')}`;

/** The lists that may become long: kind, field, and what stands above each of their pages. */
const lists: readonly [kind: LetterKind, field: string, key: string, head: string][] = [
  ['return', 'missing', 'item', 'Persyaratan'],
  ['recommendation', 'checklist', 'aspect', 'Aspek yang diperiksa'],
  ['capacity-note', 'servers', 'name', 'Penyimpanan'],
  ['handover', 'results', 'item', 'Yang diperiksa'],
  ['installation-document', 'items', 'title', 'Bukti'],
  ['application-list', 'applications', 'owner', 'Fungsi'],
  ['topology-document', 'nodes', 'name', 'Berjalan pada'],
  ['topology-document', 'networks', 'name', 'Prefiks'],
  ['topology-document', 'links', 'from', 'Ke'],
  ['server-document', 'addresses', 'interface', 'Antarmuka'],
  ['server-document', 'uses', 'label', 'Pengguna'],
];

describe('a long list goes on over the pages, each with the heads of its columns', () => {
  test.each(lists)('%s: %s', async (kind, field, key, head) => {
    const [row] = (await exampleOf(kind)).content[field] as object[];
    const content = { [field]: Array.from({ length: rows }, (_, at) => ({ ...row, [key]: mark(at) })) };
    const pages = await place(kind, { content });
    const found = pages.map((page) => page.texts.filter((each) => marked.test(each.text)).map((each) => each.text));
    expect(found.flat()).toEqual(Array.from({ length: rows }, (_, at) => mark(at)));
    const held = pages.filter((_, at) => (found[at]?.length ?? 0) > 0);
    expect(held.length).toBeGreaterThan(3);
    for (const page of held) expect(page.texts.map((each) => each.text)).toContain(head);
    expect(faultsOf(pages)).toEqual([]);
  });

  test('book: rows', async () => {
    const { columns } = (await exampleOf('book')).content as { columns: unknown[] };
    const content = {
      rows: Array.from({ length: rows }, (_, at) => ({ cells: columns.map((_each, no) => (no === 0 ? mark(at) : 'isi')) })),
    };
    const pages = await place('book', { content });
    expect(pages.flatMap((page) => page.texts.filter((each) => marked.test(each.text)))).toHaveLength(rows);
    const heads = pages.map((page) => page.texts.filter((each) => !marked.test(each.text) && each.text !== 'isi').length);
    expect(pages.length).toBeGreaterThan(3);
    for (const count of heads) expect(count).toBeGreaterThan(columns.length);
  });
});
