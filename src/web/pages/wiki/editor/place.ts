import { getPage, listSpaces, type Space, type WikiPage } from '#wiki/index.ts';
import type { Ctx } from '../../../context.ts';
import { signedIn } from '../../../page.tsx';

/** What is being written: a page, or a new one of a space. Throws `not_found` for what this person does not read. */
export const placeOf = async (c: Ctx, place: string): Promise<{ page: WikiPage } | { space: Space }> => {
  const actor = signedIn(c);
  const { db } = c.var.services;
  const space = (await listSpaces(db, actor)).find(({ id }) => id === place);
  return space ? { space } : { page: await getPage(db, actor, place) };
};
