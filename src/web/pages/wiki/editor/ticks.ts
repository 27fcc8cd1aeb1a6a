import { tellApprovers } from '#cases/index.ts';
import { getPage, tickTask, type WikiPage } from '#wiki/index.ts';
import { act } from '../../../act.ts';
import type { Ctx, Page } from '../../../context.ts';
import { type FormState, text } from '../../../form.ts';
import { param, signedIn } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { words as wiki } from '../words.ts';
import { words } from './words.ts';

/** Ticks a task where it is read. `show` shows the page again, where the task is no longer what it was. */
export const wikiTickPage =
  (show: (c: Ctx, here: WikiPage, state: FormState) => Promise<Response>): Page =>
  (app) => {
    app.post(paths.wikiTicks(':id'), (c) =>
      act(c, {
        run: async (tx, { actor, values, now }) => {
          const [n = '', to] = text(values, 'task').split(':');
          const tick = { seen: Number(text(values, 'seen')), task: n === '' ? -1 : Number(n), done: to === 'done' };
          const { page: here, outcome } = await tellApprovers(
            tx,
            { actor, now },
            tickTask(tx, { actor, now, pageId: param(c, 'id'), tick }),
          );
          const said = outcome === 'proposed' ? wiki.proposed : tick.done ? words.ticked : words.unticked;
          return { to: `${paths.wikiPage(here.spaceKey, here.slug)}#task-${n}`, said };
        },
        again: async (state) => show(c, await getPage(c.var.services.db, signedIn(c), param(c, 'id')), state),
      }),
    );
  };
