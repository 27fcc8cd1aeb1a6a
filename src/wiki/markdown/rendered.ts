import { createHash } from 'node:crypto';
import { type Db, json } from '#db/index.ts';
import { renderMarkdown } from './render.ts';
import { engine, type Rendering } from './rendering.ts';

/** The hash by which a body's rendering is kept. */
export const hashOf = (body: string): string => createHash('sha256').update(body).digest('hex');

/** A text that could not be rendered in time is tried again after a day: perhaps the machine was only busy. */
const plainlyKept = { hours: 24 };

/** What was rendered lately stays in memory, up to so many characters. */
const remembered = new Map<string, Rendering>();
const mostRemembered = 24_000_000;
let rememberedSize = 0;

const remember = (hash: string, rendering: Rendering): Rendering => {
  if (!remembered.has(hash)) rememberedSize += rendering.html.length;
  remembered.set(hash, rendering);
  for (const [oldest, { html }] of remembered) {
    if (rememberedSize <= mostRemembered) break;
    remembered.delete(oldest);
    rememberedSize -= html.length;
  }
  return rendering;
};

const isOf = (column: unknown): never => column as never;

/**
 * A body as it is shown: rendered once and kept by its hash, in memory and in the database. Never throws for what a body
 * says, and never takes longer than rendering may.
 */
export const renderedOf = async (db: Db, page: { body: string; hash: string }, now: Temporal.Instant): Promise<Rendering> => {
  const near = remembered.get(page.hash);
  if (near) {
    remembered.delete(page.hash);
    remembered.set(page.hash, near);
    return near;
  }
  const kept = await db
    .selectFrom('wiki_rendered')
    .select(['mark', 'html', 'outline', 'includes', 'links', 'plainly', 'at'])
    .where('hash', '=', page.hash)
    .where('engine', '=', engine)
    .executeTakeFirst();
  if (kept && !(kept.plainly && Temporal.Instant.compare(kept.at.add(plainlyKept), now) < 0)) {
    const { mark, html, plainly } = kept;
    const rendering = {
      mark,
      html,
      plainly,
      outline: isOf(kept.outline),
      includes: isOf(kept.includes),
      links: isOf(kept.links),
    };
    return remember(page.hash, rendering);
  }
  const made = await renderMarkdown(page.body);
  await db
    .insertInto('wiki_rendered')
    .values({
      ...made,
      hash: page.hash,
      engine,
      outline: json(made.outline),
      includes: json(made.includes),
      links: json(made.links),
      at: now,
    })
    .onConflict((conflict) =>
      conflict.columns(['hash', 'engine']).doUpdateSet((set) => ({
        mark: set.ref('excluded.mark'),
        html: set.ref('excluded.html'),
        outline: set.ref('excluded.outline'),
        includes: set.ref('excluded.includes'),
        links: set.ref('excluded.links'),
        plainly: set.ref('excluded.plainly'),
        at: set.ref('excluded.at'),
      })),
    )
    .execute();
  // A busy moment is not remembered.
  return made.plainly ? made : remember(page.hash, made);
};
