import { removeView, type SavedView, saveView } from '#identity/index.ts';
import { AppError } from '#lib/errors.ts';
import { act } from '../../act.ts';
import { Button } from '../../components/button/button.tsx';
import { Card } from '../../components/card/card.tsx';
import { Checkbox, TextField } from '../../components/field/field.tsx';
import { ActForm, Hidden } from '../../components/form/form.tsx';
import type { Ctx, Page } from '../../context.ts';
import { type FormState, text, ticked } from '../../form.ts';
import { page, signedIn } from '../../page.tsx';
import { paths } from '../../paths.ts';
import { useWords } from '../../view.ts';
import { familyOf } from './families.ts';
import { words } from './words.ts';

const addressOf = (view: SavedView): string => `${view.path}${view.query ? `?${view.query}` : ''}`;

const KeepForm = ({ state, path, query }: { state: FormState; path: string; query: string }) => (
  <ActForm action={paths.savedViews()} state={state} class="g-keep">
    <Hidden name="path" value={path} />
    <Hidden name="query" value={query} />
    <TextField state={state} name="name" label={words.name} width="medium" maxlength={80} />
    <Checkbox state={state} name="shared" label={words.share} />
    <Button label={words.save} tone="secondary" icon="bookmark-plus" />
  </ActForm>
);

type SavedViewsProps = {
  views: readonly SavedView[];
  path: string;
  query: Readonly<Record<string, string | number | undefined>>;
  state: FormState;
};

/** Kept filters, one's own and those that colleagues share, and a field to keep the present one; folded away. */
export const SavedViews = ({ views, path, query, state }: SavedViewsProps) => {
  const t = useWords();
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [[name, String(value)] as const],
  );
  const address = String(new URLSearchParams(pairs.map(([name, value]) => [name, value])));
  return (
    <details class="g-details g-views">
      <summary>
        {t(words.saved)} {views.length > 0 ? <span class="g-count">{views.length}</span> : null}
      </summary>
      {views.length === 0 ? <p class="g-muted">{t(words.none)}</p> : null}
      <ul>
        {views.map((view) => (
          <li>
            <a href={addressOf(view)}>{view.name}</a>{' '}
            <span class="g-muted">
              {view.own ? (view.shared ? t(words.isShared) : '') : t(words.sharedBy, { name: view.personName })}
            </span>
            {view.own ? (
              <ActForm action={paths.savedViewEnd()} state={state}>
                <Hidden name="view" value={view.id} />
                <Hidden name="back" value={path} />
                <Button label={words.remove} tone="quiet" small />
              </ActForm>
            ) : null}
          </li>
        ))}
      </ul>
      <KeepForm state={state} path={path} query={address} />
    </details>
  );
};

/** The form by itself, when something in it was wrong. */
const show = async (c: Ctx, state: FormState): Promise<Response> =>
  page(
    c,
    { title: words.title, section: 'board', state, width: 'narrow' },
    <Card>
      <KeepForm state={state} path={text(state.values, 'path')} query={text(state.values, 'query')} />
    </Card>,
  );

/** Keeping a filter under a name, and removing one. */
export const savedViewsPage: Page = (app) => {
  app.post(paths.savedViews(), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        const [path, query] = [text(values, 'path'), text(values, 'query')];
        if (familyOf(path).length === 0) throw new AppError('not_found', { what: `page ${path}` });
        const view = { name: text(values, 'name'), path, query, shared: ticked(values, 'shared') };
        await saveView(tx, { actor, view, now });
        return { to: `${path}${query ? `?${query}` : ''}`, said: words.said };
      },
      again: (state) => show(c, state),
    }),
  );
  app.post(paths.savedViewEnd(), (c) =>
    act(c, {
      run: async (tx, { actor, values }) => {
        await removeView(tx, { actor, viewId: text(values, 'view') });
        const back = text(values, 'back');
        return { to: familyOf(back).length > 0 ? back : paths.board(), said: words.removed };
      },
      again: () => {
        signedIn(c);
        return c.redirect(paths.board(), 303);
      },
    }),
  );
};
