import { paths } from '../../paths.ts';

/** Pages whose filter can be kept under a name; those of a family take the same filter, so they show each other's views. */
const families: readonly (readonly string[])[] = [
  [paths.board(), paths.boardCalendar(), paths.boardTimeline(), paths.cases(), paths.team()],
  [paths.applications()],
  [paths.servers()],
  [paths.devices()],
  [paths.networks()],
];

/** The pages that share their views with this one; none for a page whose filter cannot be kept. */
export const familyOf = (path: string): readonly string[] => families.find((family) => family.includes(path)) ?? [];
