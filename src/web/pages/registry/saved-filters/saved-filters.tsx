import { AppError } from '#lib/errors.ts';
import { say } from '#lib/words.ts';
import { forgetFilter, listFilters, type SavedList, savedLists, saveFilter } from '#registry/index.ts';
import { act, freshForm } from '../../../act.ts';
import { Button, ButtonGroup } from '../../../components/button/button.tsx';
import { Card, Stack } from '../../../components/card/card.tsx';
import { Checkbox, TextField } from '../../../components/field/field.tsx';
import { ActForm, Hidden } from '../../../components/form/form.tsx';
import { Table } from '../../../components/table/table.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { type FormState, text, ticked } from '../../../form.ts';
import { page, param, signedIn } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { listHref, listTitles, savedWords as words } from '../shared/saved-links.tsx';
import { shared } from '../shared/words.ts';

const listOf = (c: Ctx): SavedList => {
  const list = param(c, 'list');
  if (!(savedLists as readonly string[]).includes(list)) throw new AppError('not_found', { what: `list ${list}` });
  return list as SavedList;
};

const show = async (c: Ctx, state: FormState): Promise<Response> => {
  const actor = signedIn(c);
  const list = listOf(c);
  const filters = await listFilters(c.var.services.db, actor, list);
  const query = text(state.values, 'query');
  const title = say(listTitles[list], c.var.language);
  return page(
    c,
    { title: words.title, lead: title, breadcrumbs: [{ label: title, href: listHref(list, '') }], state, width: 'narrow' },
    <Stack>
      {query === '' ? null : (
        <Card title={words.save}>
          <ActForm action={paths.savedFilters(list)} state={state}>
            <Hidden name="query" value={query} />
            <TextField state={state} name="name" label={shared.name} width="medium" maxlength={60} />
            <Checkbox state={state} name="shared" label={words.share} hint={words.shareHint} />
            <ButtonGroup cancel={listHref(list, query)}>
              <Button label={shared.save} />
            </ButtonGroup>
          </ActForm>
        </Card>
      )}
      <Card flush>
        <Table
          caption={words.title}
          rows={filters}
          empty={<p class="g-muted g-inset">{say(words.none, c.var.language)}</p>}
          columns={[
            { key: 'name', label: shared.name, cell: (filter) => <a href={listHref(list, filter.query)}>{filter.name}</a> },
            { key: 'who', label: words.whose, cell: (filter) => say(filter.shared ? words.shared : words.own, c.var.language) },
            {
              key: 'act',
              label: shared.actions,
              quiet: true,
              align: 'right',
              cell: (filter) =>
                filter.own || actor.administrator ? (
                  <ActForm action={paths.savedFilterEnd(list)} state={{ ...state, requestKey: filter.id }}>
                    <Hidden name="filterId" value={filter.id} />
                    <Button label={shared.remove} tone="quiet" small />
                  </ActForm>
                ) : null,
            },
          ]}
        />
      </Card>
    </Stack>,
  );
};

/** The filters of a list that one keeps under names, one's own and everybody's. */
export const savedFiltersPage: Page = (app) => {
  app.get(paths.savedFilters(':list'), (c) => show(c, freshForm(c, { query: c.req.query('query') ?? '' })));

  app.post(paths.savedFilters(':list'), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        const list = listOf(c);
        const query = text(values, 'query');
        const filter = { list, name: text(values, 'name'), query, shared: ticked(values, 'shared') };
        await saveFilter(tx, { actor, now, filter });
        return { to: listHref(list, query), said: words.saved };
      },
      again: (state) => show(c, state),
    }),
  );

  app.post(paths.savedFilterEnd(':list'), (c) =>
    act(c, {
      run: async (tx, { actor, values }) => {
        await forgetFilter(tx, { actor, filterId: text(values, 'filterId') });
        return { to: paths.savedFilters(listOf(c)), said: words.gone };
      },
      again: (state) => show(c, state),
    }),
  );
};
