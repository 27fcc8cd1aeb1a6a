import { sql } from 'kysely';
import type { Db } from '#db/index.ts';
import { invalid } from '#lib/errors.ts';
import { newId } from '#lib/ids.ts';
import { type ActInput, type ActResult, perform } from '../perform.ts';

export type InstallationEdit =
  | { kind: 'add'; items: readonly { title: string; detail?: string }[] }
  | { kind: 'remove'; itemId: string };

/** SOP step 7: the guide as a checklist. Items are added at the end; one that is done stays. */
export const editInstallation = (tx: Db, input: ActInput & { edit: InstallationEdit }): Promise<ActResult> =>
  perform(tx, input, 'edit-installation', async ({ found }) => {
    const { edit } = input;
    if (edit.kind === 'remove') {
      const removed = await tx
        .deleteFrom('install_item')
        .where('id', '=', edit.itemId)
        .where('case_id', '=', found.row.id)
        .where('done_at', 'is', null)
        .returning('title')
        .executeTakeFirst();
      if (!removed) {
        throw invalid([
          {
            field: 'item',
            message: { id: 'Butir yang sudah selesai tidak dapat dihapus.', en: 'An item that is done cannot be removed.' },
          },
        ]);
      }
      return { data: { removed: removed.title } };
    }
    const items = edit.items
      .map((item) => ({ title: item.title.trim(), detail: item.detail?.trim() ?? '' }))
      .filter((item) => item.title !== '');
    if (items.length === 0 || items.length > 200 || items.some((item) => item.title.length > 300)) {
      throw invalid([
        {
          field: 'title',
          message: {
            id: 'Isi butir dengan 1–300 karakter, paling banyak 200 butir.',
            en: 'Enter items of 1–300 characters, at most 200 of them.',
          },
        },
      ]);
    }
    const last = await tx
      .selectFrom('install_item')
      .select(sql<number>`coalesce(max(position), 0)`.as('last'))
      .where('case_id', '=', found.row.id)
      .executeTakeFirstOrThrow();
    await tx
      .insertInto('install_item')
      .values(items.map((item, index) => ({ id: newId(), case_id: found.row.id, position: last.last + index + 1, ...item })))
      .execute();
    return { data: { added: items.map((item) => item.title) } };
  });
