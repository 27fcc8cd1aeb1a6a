import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import { invalid } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import { findByTitle, findPage, listTitles, titleKey } from '#wiki/index.ts';
import { TextField } from '../../../components/field/field.tsx';
import type { FormState } from '../../../form.ts';
import { paths } from '../../../paths.ts';
import { words } from '../words.ts';

type Of = { id: string; key: string };

/** The page above, by its title: a list to choose from could not hold the pages of a large space. Empty: the top. */
export const ParentField = ({ state, space, titles }: { state: FormState; space: string; titles: readonly string[] }) => (
  <TextField
    state={state}
    name="parentId"
    label={words.parent}
    hint={words.parentHow}
    suggest={paths.wikiTitles({ space })}
    suggestions={titles}
    maxlength={200}
    optional
  />
);

/** Titles that the field offers before anything is typed, and where no script runs. */
export const parentTitles = (db: Db, actor: Actor, space: Of): Promise<string[]> => listTitles(db, actor, space.id, 200);

/** The title for the field of a page that an address names by its id; '' for none, or none that this reader may see. */
export const parentTitle = async (db: Db, actor: Actor, id: string): Promise<string> =>
  isId(id) ? ((await findPage(db, actor, id))?.title ?? '') : '';

const unknown = {
  id: 'Tidak ada halaman dengan judul itu di ruang ini. Pilih dari judul yang muncul saat mengetik, atau kosongkan.',
  en: 'No page of this space has that title. Choose one of those offered while typing, or leave it empty.',
};

/** The id of the page that the field names by its title (or by its id); '' for the top. `invalid` for a title that leads nowhere. */
export const readParent = async (db: Db, actor: Actor, space: Of, typed: string): Promise<string> => {
  if (typed === '' || isId(typed)) return typed;
  const [found] = await findByTitle(db, actor, { spaceId: space.id }, [{ space: space.key, key: titleKey(typed) }]);
  if (!found) throw invalid([{ field: 'parentId', message: unknown }]);
  return found.id;
};
