import { tellApprovers } from '#cases/index.ts';
import { AppError } from '#lib/errors.ts';
import { attachFile, createPage, getSpace, mayWrite, type Space } from '#wiki/index.ts';
import { act, freshForm } from '../../act.ts';
import { Stack } from '../../components/card/card.tsx';
import { TextField } from '../../components/field/field.tsx';
import type { Ctx, Page } from '../../context.ts';
import { type FormState, text, texts } from '../../form.ts';
import { page, param, signedIn } from '../../page.tsx';
import { paths } from '../../paths.ts';
import { Drafts, draftFields, keptHere } from './editor/drafts.tsx';
import { Editor, preview } from './editor/form.tsx';
import { bodyOf } from './editor/section.ts';
import { longestForm, spaceCrumbs } from './shared.tsx';
import { beginPage, TemplateChoice } from './templates/begin.tsx';
import { ParentField, parentTitle, parentTitles, readParent } from './tree/parent.tsx';
import { words } from './words.ts';

/** The form of a new page of a space; `posted` is what came back with it. */
export const showNew = async (c: Ctx, space: Space, posted: FormState | null): Promise<Response> => {
  const actor = signedIn(c);
  const { db } = c.var.services;
  if (!mayWrite(actor, space)) throw new AppError('not_found', { what: c.req.path });
  const above = await parentTitle(db, actor, c.req.query('parent') ?? '');
  const asked = { title: c.req.query('title')?.slice(0, 200) ?? '' };
  // Who comes by a link to a page that is not there yet begins that page; drafts of others are only told of.
  const { draft, others } = posted ? { draft: null, others: [] } : await keptHere(c, space.id, null);
  const elsewhere = draft !== null && asked.title !== '' && c.req.query('draft') === undefined;
  const kept = elsewhere
    ? { draft: null, others: [{ ...draft, begins: draft.body.slice(0, 60) }, ...others] }
    : { draft, others };
  const { offered, ...begun } = await beginPage(c, space, kept.draft ?? { title: asked.title, body: '' });
  const state =
    posted ??
    freshForm(c, {
      ...{ title: begun.title, body: begun.body, parentId: kept.draft?.parent || above, why: kept.draft?.why ?? '' },
      ...draftFields(kept.draft),
      files: kept.draft?.files ?? [],
    });
  const place = { id: space.id, spaceId: space.id, spaceKey: space.key };
  return page(
    c,
    {
      title: words.newPage,
      section: 'wiki',
      breadcrumbs: spaceCrumbs(space),
      state,
      width: 'full',
      scripts: ['preview.js', 'wiki-editor.js'],
    },
    <Stack>
      {posted ? null : <TemplateChoice {...offered} />}
      <Drafts
        kept={kept}
        place={{ id: space.id, href: (id) => paths.newWikiPage(space.key, { draft: id }) }}
        base={0}
        state={state}
      />
      <Editor
        state={state}
        action={paths.newWikiPage(space.key)}
        place={space.id}
        cancel={paths.wikiSpace(space.key)}
        shown={await preview(c, bodyOf(state.values), place, texts(state.values, 'files'))}
        base={0}
        unsaved={posted !== null}
        fields={
          <>
            <TextField state={state} name="title" label={words.pageTitle} maxlength={200} />
            <ParentField state={state} space={space.key} titles={await parentTitles(db, actor, space)} />
          </>
        }
      />
    </Stack>,
  );
};

/** A new page. */
export const newWikiPage: Page = (app) => {
  const spaceHere = (c: Ctx): Promise<Space> => getSpace(c.var.services.db, signedIn(c), param(c, 'space'));
  app.get(paths.newWikiPage(':space'), async (c) => showNew(c, await spaceHere(c), null));
  app.post(paths.newWikiPage(':space'), (c) =>
    act(c, {
      limitBytes: longestForm,
      run: async (tx, { actor, values, now }) => {
        const typed = {
          title: text(values, 'title'),
          body: bodyOf(values),
          parentId: await readParent(tx, actor, await getSpace(tx, actor, param(c, 'space')), text(values, 'parentId')),
          why: text(values, 'why'),
          draft: text(values, 'draft'),
        };
        const made = await tellApprovers(
          tx,
          { actor, now },
          createPage(tx, { actor, now, space: param(c, 'space'), page: typed }),
        );
        const { pageId } = made;
        if (pageId !== null)
          for (const uploadId of texts(values, 'files')) await attachFile(tx, { actor, now, pageId, uploadId, free: true });
        if (made.proposalId !== null) return { to: paths.wikiProposal(made.proposalId), said: words.pageProposed };
        return { to: paths.wikiPage(made.spaceKey, made.slug), said: words.pageMade };
      },
      again: async (state) => showNew(c, await spaceHere(c), state),
    }),
  );
};
