import type { Ctx } from './context.ts';

/** A text of the address's query, cleaned of what the database cannot hold. */
export const asked = (c: Ctx, name: string): string => (c.req.query(name) ?? '').replaceAll('\0', '').trim().slice(0, 100);

/** The page number of a list; 1 for anything that is none. */
export const askedPage = (c: Ctx): number => {
  const page = Number(c.req.query('page') ?? '1');
  return Number.isInteger(page) && page >= 1 && page <= 100_000 ? page : 1;
};

/** The value of a choice that the query names; '' for one that does not exist. */
export const askedChoice = (c: Ctx, name: string, choices: readonly { value: string }[]): string => {
  const value = asked(c, name);
  return choices.some((choice) => choice.value === value) ? value : '';
};
