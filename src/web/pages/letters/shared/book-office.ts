import { listBookOffices, mayKeepBook, needBooks, needKeeper } from '#letters/index.ts';
import { AppError } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import type { Ctx } from '../../../context.ts';
import { signedIn } from '../../../page.tsx';

/** The office in whose book is written: the one that was asked for, or the own. Throws not_found, `forbidden`. */
export const bookOfficeOf = async (c: Ctx, asked: string): Promise<{ id: string; name: string }> => {
  const actor = signedIn(c);
  needBooks(actor);
  const offices = await listBookOffices(c.var.services.db, actor);
  const wanted = isId(asked)
    ? offices.find((office) => office.id === asked)
    : (offices.find((office) => mayKeepBook(actor, office.id)) ?? offices[0]);
  if (!wanted) throw new AppError('not_found', { what: `books of ${asked}` });
  needKeeper(actor, wanted.id);
  return wanted;
};
