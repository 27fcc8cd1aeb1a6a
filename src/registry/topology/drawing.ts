import type { Language } from '#lib/words.ts';
import { arrange } from './arrange.ts';
import { foldPicture } from './fold.ts';
import { gatherPicture } from './gather.ts';
import { type PaintOptions, paint } from './paint.ts';
import type { Picture } from './picture.ts';
import type { Topology } from './read.ts';
import { serverPicture } from './server-picture.ts';
import { describeTopology } from './text.ts';

export type Drawn = {
  svg: string;
  /** What is drawn after gathering and folding. */
  shown: Picture;
};

/**
 * Draws a picture as SVG: gathers what hangs on the same lines, folds what is too much, lays it out in a thread of its own,
 * paints it. The same data always give the same picture. `most`: with how many things it is still legible.
 */
export const draw = async (
  picture: Picture,
  options: PaintOptions & { most?: number; open?: ReadonlySet<string>; find?: string; gather?: boolean },
): Promise<Drawn> => {
  const { most, open, find } = options;
  const gathered = options.gather === false ? picture : gatherPicture(picture);
  const shown = foldPicture(gathered, { ...(most === undefined ? {} : { most }), ...(open ? { open: new Set(open) } : {}) });
  const arranged = await arrange(shown, options.language);
  const found = find ? new Set(thingsMatching(shown, find)) : undefined;
  return { svg: paint(shown, arranged, { ...options, ...(found ? { found } : {}) }), shown };
};

/** Things whose name, address or application holds the words. */
export const thingsMatching = (picture: Picture, words: string): string[] => {
  const wanted = words.trim().toLowerCase();
  if (wanted === '') return [];
  return picture.things
    .filter(
      ({ kind, title, detail, note, words: more }) =>
        kind !== 'group' && `${title} ${detail} ${note} ${more}`.toLowerCase().includes(wanted),
    )
    .map(({ id }) => id);
};

/** The picture of a server's surroundings as a file of its own, and the same in sentences for who cannot see it. */
export const drawTopology = async (topology: Topology, language: Language = 'id'): Promise<{ svg: string; list: string[] }> => {
  const { svg } = await draw(serverPicture(topology, language), { language, gather: false });
  return { svg, list: describeTopology(topology, language) };
};
