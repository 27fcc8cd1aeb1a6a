import { setImmediate as nextTurn } from 'node:timers/promises';

/** So many rows at a time hold the event loop for a few milliseconds. */
const slice = 200;

/** Maps a long list without holding the event loop: others are served between its slices. */
export const inSlices = async <In, Out>(items: readonly In[], map: (part: readonly In[]) => readonly Out[]): Promise<Out[]> => {
  const made: Out[] = [];
  for (let at = 0; at < items.length; at += slice) {
    if (at > 0) await nextTurn();
    made.push(...map(items.slice(at, at + slice)));
  }
  return made;
};
