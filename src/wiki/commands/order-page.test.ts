import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '#identity/index.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { hire, morning as now, setUpOffice } from '../../../test/support/identity.ts';
import { createPage, createSpace, listSubtree, movePage, type OrderStep, orderPage, orderSteps, setPageState } from '../index.ts';

let database: TestDatabase;
let actor: Actor;

beforeAll(async () => {
  database = await testDatabase();
  const { hostOfficeId } = await setUpOffice(database.db);
  actor = await hire(database.db, hostOfficeId, 'Penjaga', [], { administrator: true });
}, 60_000);
afterAll(() => database.close());

const makeSpace = async (key: string, titles: readonly string[]) => {
  const { spaceId } = await createSpace(database.db, { actor, now, space: { key, name: key, access: 'internal' } });
  const ids: string[] = [];
  for (const title of titles)
    ids.push((await createPage(database.db, { actor, now, space: key, page: { title, body: '' } })).pageId ?? '');
  return { spaceId, ids };
};

const inOrder = async (spaceId: string, parentId: string | null = null) => {
  const { rows } = await listSubtree(database.db, actor, { spaceId, parentId });
  return rows;
};

const act = <T>(run: (tx: typeof database.db) => Promise<T>): Promise<T> => database.db.transaction().execute(run);

type Deed =
  | { what: 'step'; page: number; to: OrderStep }
  | { what: 'after'; page: number; other: number }
  | { what: 'below'; page: number; other: number }
  | { what: 'end'; page: number }
  | { what: 'add' };
const page = fc.nat(7);
const deed: fc.Arbitrary<Deed> = fc.oneof(
  fc.record({ what: fc.constant('step' as const), page, to: fc.constantFrom(...orderSteps) }),
  fc.record({ what: fc.constant('after' as const), page, other: page }),
  fc.record({ what: fc.constant('below' as const), page, other: page }),
  fc.record({ what: fc.constant('end' as const), page }),
  fc.record({ what: fc.constant('add' as const) }),
);

test('whatever is put where: no page is lost, and the positions of a level are all 0 (by title) or 1, 2, 3 …', async () => {
  let run = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 1, maxLength: 12 }), async (deeds) => {
      run += 1;
      const key = `u${run}`;
      const { spaceId, ids } = await makeSpace(key, ['a', 'b', 'c', 'd', 'e']);
      const live = new Set(ids);
      for (const each of deeds) {
        const pageId = 'page' in each ? ids[each.page % ids.length] : undefined;
        const other = 'other' in each ? ids[each.other % ids.length] : undefined;
        if (each.what === 'add') {
          const made = await createPage(database.db, { actor, now, space: key, page: { title: `n${ids.length}`, body: '' } });
          ids.push(made.pageId ?? '');
          live.add(made.pageId ?? '');
        }
        if (!pageId) continue;
        // What cannot be (below itself, after a page elsewhere, of a page that is gone) is refused and changes nothing.
        const to = each.what === 'step' ? each.to : { after: other ?? '' };
        const title = `t${ids.indexOf(pageId)}`;
        const done = await act<unknown>((tx) => {
          if (each.what === 'end') return setPageState(tx, { actor, now, pageId, state: 'archived', why: 'x' });
          if (each.what === 'below') return movePage(tx, { actor, now, pageId, move: { title, space: key, parentId: other } });
          return orderPage(tx, { actor, now, pageId, to });
        }).then(
          () => true,
          () => false,
        );
        if (done && each.what === 'end') live.delete(pageId);
      }
      const seen: string[] = [];
      const walk = async (parentId: string | null): Promise<void> => {
        const rows = await inOrder(spaceId, parentId);
        const positions = rows.map(({ position }) => position);
        const dense = positions.map((_, n) => n + 1);
        expect([positions.map(() => 0), dense]).toContainEqual(positions);
        for (const { id } of rows) {
          seen.push(id);
          await walk(id);
        }
      };
      await walk(null);
      expect(seen.toSorted()).toEqual([...live].toSorted());
    }),
    { seed: 62, numRuns: 15 },
  );
}, 60_000);

test('people who set one order at the same time, while pages come, leave it whole', async () => {
  const { spaceId, ids } = await makeSpace('bersama', ['a', 'b', 'c', 'd', 'e', 'f']);
  const steps = ids.flatMap((pageId, n) => [
    () => act((tx) => orderPage(tx, { actor, now, pageId, to: n % 2 === 0 ? 'first' : 'down' })),
    () => act((tx) => createPage(tx, { actor, now, space: 'bersama', page: { title: `baru ${n}`, body: '' } })),
  ]);
  await Promise.all(steps.map((step) => step()));
  const rows = await inOrder(spaceId);
  expect(rows.map(({ position }) => position)).toEqual(rows.map((_, n) => n + 1));
  expect(rows).toHaveLength(12);
});

test('two moves at once, each below what the other moves, never leave two pages below each other', async () => {
  const { spaceId, ids } = await makeSpace('silang', ['a', 'b']);
  const [a = '', b = ''] = ids;
  const below = (pageId: string, parentId: string, title: string) =>
    act((tx) => movePage(tx, { actor, now, pageId, move: { title, space: 'silang', parentId } }));
  const ends = await Promise.allSettled([below(a, b, 'a'), below(b, a, 'b')]);
  expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await inOrder(spaceId)).toHaveLength(1);
});
