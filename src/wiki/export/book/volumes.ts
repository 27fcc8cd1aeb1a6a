import type { Language } from '#lib/words.ts';
import { say } from '#lib/words.ts';
import type { Picture } from '#typeset/index.ts';
import { zipOf } from '../zip.ts';
import { eachBlock, linesOf } from './links.ts';
import type { Chapter } from './tree.ts';
import { endBooks, TooMuch, type Typeset, tooLarge, tooLargeChapter, typesetBook } from './typeset.ts';
import { words } from './words.ts';

/** What all volumes of a book say, as its template reads it. */
export type BookData = { language: Language; kind: string; madeOn: string; facts: { label: string; value: string }[] };

export type Whole = {
  bytes: Uint8Array;
  mediaType: 'application/pdf' | 'application/zip';
  volumes: number;
  sheets: number;
  broken: number[];
};

/**
 * So much of the JSON of chapters is typeset at once. Typst takes about 350 bytes for each of them, in tables most: the first is
 * tried as one PDF; then volumes, and smaller ones where those are still more than the typesetter has room for.
 */
const rooms = [3_000_000, 1_500_000, 600_000] as const;

/** From this part of a volume on, a topmost chapter begins the next one. */
const wellFilled = 0.7;

/** The chapters by volumes of at most so much, which begin at a topmost chapter where they can. */
export const splitChapters = (chapters: readonly Chapter[], most: number): Chapter[][] => {
  const volumes: Chapter[][] = [];
  let held = 0;
  for (const chapter of chapters) {
    const size = JSON.stringify(chapter).length;
    const last = volumes.at(-1);
    const full = held + size > most || (chapter.level === 1 && held > most * wellFilled);
    if (!last || full) {
      volumes.push([chapter]);
      held = size;
    } else {
      last.push(chapter);
      held += size;
    }
  }
  return volumes;
};

const partsOf = (chapters: readonly Chapter[]): { title: string; chapters: readonly Chapter[] }[] => {
  const parts: { title: string; chapters: Chapter[] }[] = [];
  for (const chapter of chapters) {
    const last = parts.at(-1);
    if (chapter.level === 1 || !last) parts.push({ title: `${chapter.number} ${chapter.title}`, chapters: [chapter] });
    else last.chapters.push(chapter);
  }
  return parts;
};

/** Where each label of the book stands: the chapter, and its volume from 1. */
const placesOf = (volumes: readonly Chapter[][]): Map<string, { number: string; volume: number }> => {
  const places = new Map<string, { number: string; volume: number }>();
  for (const [n, chapters] of volumes.entries())
    for (const { id, number, b } of chapters) {
      places.set(id, { number, volume: n + 1 });
      for (const block of eachBlock(b)) if (block.t === 'h' && block.id !== '') places.set(block.id, { number, volume: n + 1 });
    }
  return places;
};

/** Links that lead into another volume name its chapter there, for no PDF leads into another one. */
const withoutFarLinks = (
  chapters: readonly Chapter[],
  { volume, places, language }: { volume: number; places: ReturnType<typeof placesOf>; language: Language },
): Chapter[] => {
  const copy = structuredClone(chapters) as Chapter[];
  for (const { b } of copy)
    for (const block of eachBlock(b))
      for (const line of linesOf(block))
        for (const [n, inline] of line.entries()) {
          const place = 't' in inline && inline.t === 'link' ? places.get(inline.to) : undefined;
          if (!place || place.volume === volume || !('t' in inline) || inline.t !== 'link') continue;
          const said = say(words.farAway, language, { number: place.number, volume: place.volume });
          line[n] = { t: 'far', said, c: inline.c };
        }
  return copy;
};

/** The pictures that these chapters show. */
const picturesIn = (chapters: readonly Chapter[], files: readonly Picture[]): Picture[] => {
  const shown = new Set<number>();
  for (const { b } of chapters)
    for (const block of eachBlock(b)) {
      if (block.t === 'picture') shown.add(block.n);
      for (const line of linesOf(block)) for (const inline of line) if ('t' in inline && inline.t === 'pic') shown.add(inline.n);
    }
  return files.filter(({ path }) => shown.has(Number(/\d+/.exec(path)?.[0])));
};

type Bound = { pdf: Uint8Array; name: string; from: number; to: number; chapters: readonly Chapter[]; pages: readonly number[] };

/** Typesets these chapters. A single one that is too much stays so, however the others are parted. */
const typesetChapters = async (
  data: unknown,
  chapters: readonly Chapter[],
  files: readonly Picture[],
  subject: string,
): Promise<Typeset> => {
  try {
    return await typesetBook(data, files, subject);
  } catch (error) {
    if (error instanceof TooMuch && chapters[0] && chapters.length === 1) throw tooLargeChapter(chapters[0].title);
    throw error;
  }
};

/** Typesets each volume in a process of its own, its pages counted on from those before. */
const typesetVolumes = async (
  data: BookData,
  split: readonly Chapter[][],
  files: readonly Picture[],
  subject: string,
): Promise<{ bound: Bound[]; broken: Set<number> }> => {
  const { language } = data;
  const places = placesOf(split);
  const bound: Bound[] = [];
  const broken = new Set<number>();
  for (const [n, chapters] of split.entries()) {
    const [no, from] = [n + 1, (bound.at(-1)?.to ?? 0) + 1];
    const said = say(words.volumeOf, language, { n: no, of: split.length });
    const own = withoutFarLinks(chapters, { volume: no, places, language });
    const volume = { ...data, kind: `${data.kind} · ${said}`, volume: { from, said }, parts: partsOf(own) };
    const made = await typesetChapters(volume, chapters, picturesIn(chapters, files), `${subject}, volume ${no}`);
    // What Typst remembers of this volume would take the room of the next one.
    await endBooks();
    for (const each of made.broken) broken.add(each);
    const name = `${say(words.volumeFile, language)}-${String(no).padStart(String(split.length).length, '0')}.pdf`;
    bound.push({ pdf: made.pdf, name, from, to: from + made.sheets - 1, chapters, pages: made.places });
  }
  return { bound, broken };
};

const zipped = async (data: BookData, contents: Uint8Array, bound: readonly Bound[]): Promise<Uint8Array> => {
  const at = Temporal.PlainDate.from(data.madeOn).toPlainDateTime();
  const files = (async function* () {
    yield { name: `${say(words.contentsFile, data.language)}.pdf`, at, content: contents };
    for (const { name, pdf } of bound) yield { name, at, content: pdf };
  })();
  return Buffer.concat(await Array.fromAsync(zipOf(files)));
};

/**
 * A book as one PDF, or, where that is more than the typesetter has room for, as a ZIP of volumes whose pages are counted on
 * from one to the next, with a volume of contents for all. `by`: how much of the JSON of chapters is tried at once, in turn.
 * `invalid` for a chapter that alone is too much, by its title.
 */
export const typesetWhole = async (
  data: BookData,
  chapters: readonly Chapter[],
  files: readonly Picture[],
  subject: string,
  by: readonly number[] = rooms,
): Promise<Whole> => {
  const { language } = data;
  for (const [n, most] of by.entries()) {
    const split = splitChapters(chapters, most);
    if (n === 0 && split.length > 1) continue;
    try {
      if (split.length <= 1) {
        const { pdf, sheets, broken } = await typesetChapters({ ...data, parts: partsOf(chapters) }, chapters, files, subject);
        return { bytes: pdf, mediaType: 'application/pdf', volumes: 1, sheets, broken };
      }
      const { bound, broken } = await typesetVolumes(data, split, files, subject);
      const contents = bound.map(({ name, from, to, chapters: own, pages }, volume) => ({
        title: say(words.volumeOf, language, { n: volume + 1, of: bound.length }),
        where: say(words.volumeWhere, language, { name, from, to }),
        entries: own.map(({ number, title, level }, at) => ({ number, title, level, page: pages[at] ?? from })),
      }));
      const volume = { from: 1, said: words.contents[language] };
      const front = await typesetBook({ ...data, volume, contents, parts: [] }, [], `${subject}, contents`);
      const sheets = (bound.at(-1)?.to ?? 0) + front.sheets;
      const bytes = await zipped(data, front.pdf, bound);
      return { bytes, mediaType: 'application/zip', volumes: bound.length, sheets, broken: [...broken] };
    } catch (error) {
      if (!(error instanceof TooMuch)) throw error;
    }
  }
  throw tooLarge();
};
