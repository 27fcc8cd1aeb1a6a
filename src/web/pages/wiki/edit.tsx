import type { Child } from 'hono/jsx';
import { savePageAndTell, tellApprovers } from '#cases/index.ts';
import { AppError } from '#lib/errors.ts';
import { say } from '#lib/words.ts';
import {
  attachFile,
  createPage,
  cutSection,
  fillIn,
  getPage,
  getRevision,
  getSpace,
  longestBody,
  mayWrite,
  mergeTexts,
  renderedOf,
  renderMarkdown,
  type Space,
  sectionAt,
  type WikiPage,
} from '#wiki/index.ts';
import { act, freshForm } from '../../act.ts';
import { Alert } from '../../components/alert/alert.tsx';
import { Button, ButtonGroup } from '../../components/button/button.tsx';
import { Card, Stack } from '../../components/card/card.tsx';
import { TextArea, TextField } from '../../components/field/field.tsx';
import { ActForm, Hidden } from '../../components/form/form.tsx';
import type { Ctx, Page } from '../../context.ts';
import { type FormState, text, texts } from '../../form.ts';
import { page, param, signedIn } from '../../page.tsx';
import { paths } from '../../paths.ts';
import { readFields } from '../../read-form.ts';
import { readSession } from '../../session.ts';
import { useWords } from '../../view.ts';
import { DiffTable } from './diff-table.tsx';
import { Drafts, draftFields, keptHere } from './editor/drafts.tsx';
import { Help } from './editor/help.tsx';
import { sentFiles } from './editor/pictures.ts';
import { placeOf } from './editor/place.ts';
import { bodyOf, sectionIn, wholeBody } from './editor/section.ts';
import { Suggestions } from './editor/suggestions.tsx';
import { Kept, Toolbar } from './editor/toolbar.tsx';
import { words as writing } from './editor/words.ts';
import { WikiText } from './page.tsx';
import { longestForm, pageCrumbs, spaceCrumbs, surroundings } from './shared.tsx';
import { beginPage, TemplateChoice } from './templates/begin.tsx';
import { ParentField, parentTitle, parentTitles, readParent } from './tree/parent.tsx';
import { words } from './words.ts';

type Shown = { html: string; plainly: boolean } | null;

/** What a text looks like before it is saved. It is not kept. */
const preview = async (
  c: Ctx,
  body: string,
  place: { id: string; spaceId: string; spaceKey: string },
  files: readonly string[] = [],
): Promise<Shown> => {
  const actor = signedIn(c);
  const { db } = c.var.services;
  const rendering = await renderMarkdown(body.slice(0, longestBody));
  const [around, file] = [await surroundings(c, place), await sentFiles(c, place.id, files)];
  const html = await fillIn({ db, actor, now: c.var.now, around: { ...around, file: file ?? around.file } }, place, rendering);
  return { html, plainly: rendering.plainly };
};

const Preview = ({ shown }: { shown: Shown }) => (
  <div id="preview" class="g-wiki-preview" aria-live="polite">
    {shown ? <WikiText html={shown.html} plainly={shown.plainly} /> : null}
  </div>
);

type Conflict = { name: string; mine: string; theirs: string };

const ConflictAlert = ({ conflict }: { conflict: Conflict }) => {
  const t = useWords();
  return (
    <>
      <Alert tone="warning" title={words.conflict} live>
        <p>{t(words.conflictHow, { name: conflict.name })}</p>
      </Alert>
      <Card title={words.compare} flush>
        <DiffTable before={conflict.theirs} after={conflict.mine} labels={[words.theirs, words.yours]} />
      </Card>
    </>
  );
};

const Editor = (props: {
  state: FormState;
  action: string;
  place: string;
  cancel: string;
  shown: Shown;
  fields: Child;
  base: number;
  /** Posted and not saved: the window must not be left without a question. */
  unsaved: boolean;
}) => {
  const { state, action, place, cancel, shown, base } = props;
  return (
    <div class="g-editor g-wiki-editor">
      <Card>
        <ActForm action={action} state={state} preview={paths.wikiPreview()} id="wiki-form">
          <Hidden name="place" value={place} />
          <Hidden name="base" value={base} />
          {texts(state.values, 'files').map((id) => (
            <Hidden name="files" value={id} />
          ))}
          {sectionIn(state.values) ? (
            <>
              <Hidden name="section" value={text(state.values, 'section')} />
              <Hidden name="from" value={text(state.values, 'from')} />
              <Hidden name="to" value={text(state.values, 'to')} />
            </>
          ) : null}
          <Hidden name="draft" value={text(state.values, 'draft')} />
          <Hidden name="draft_version" value={text(state.values, 'draft_version')} />
          {props.fields}
          <Toolbar place={place} />
          <TextArea state={state} name="body" label={words.body} hint={words.bodyHint} rows={24} mono />
          <Kept place={place} unsaved={props.unsaved} />
          <Suggestions />
          <TextField state={state} name="why" label={words.why} maxlength={300} optional />
          <ButtonGroup cancel={cancel}>
            <Button label={words.save} icon="device-floppy" />
            <Button label={words.preview} tone="secondary" formAction={paths.wikiPreview()} />
          </ButtonGroup>
        </ActForm>
        <Help />
      </Card>
      <div id="preview-place" class="g-preview-place" tabindex={-1}>
        <Card title={words.preview}>
          <Preview shown={shown} />
        </Card>
      </div>
    </div>
  );
};

/** What two people made of one text, brought together as far as it goes. */
const conflictOf = async (c: Ctx, here: WikiPage, state: FormState): Promise<{ conflict: Conflict; state: FormState } | null> => {
  if (state.error?.code !== 'stale_page') return null;
  const mine = await wholeBody(c.var.services.db, here.id, state.values);
  const base = await getRevision(c.var.services.db, here.id, Number(text(state.values, 'base'))).catch(() => null);
  const merged = mergeTexts({ mine, base: base?.body ?? '', theirs: here.body });
  const values = new Map([...state.values, ['body', [merged.text]], ['base', [String(here.revision)]]]);
  // What met may stand outside of the section: from here on the whole page is written.
  for (const name of ['section', 'from', 'to']) values.delete(name);
  const name = here.updatedByName ?? say(words.griya, c.var.language);
  // The faults are told by the alert; the text in the field is the merged one.
  return { conflict: { name, mine, theirs: here.body }, state: { ...state, values, error: null } };
};

/** A form for one section of a page as it is saved now; null when it has no such section. */
const openSection = async (c: Ctx, here: WikiPage, id: string): Promise<FormState | null> => {
  const { outline } = await renderedOf(c.var.services.db, here, c.var.now);
  const found = sectionAt(outline, id, here.body);
  if (!found) return null;
  const { from, to } = found;
  return freshForm(c, { section: id, from, to, base: here.revision, body: cutSection(here.body, found) });
};

const showEdit = async (c: Ctx, pageId: string, posted: FormState | null): Promise<Response> => {
  const actor = signedIn(c);
  const { db } = c.var.services;
  const here = await getPage(db, actor, pageId);
  if (!mayWrite(actor, here)) throw new AppError('not_found', { what: c.req.path });
  const kept = posted ? { draft: null, others: [] } : await keptHere(c, here.id, here.body);
  const { draft } = kept;
  const met = posted ? await conflictOf(c, here, posted) : null;
  const asked = c.req.query('section') ?? '';
  const opened = posted || asked === '' ? null : await openSection(c, here, asked);
  const state =
    met?.state ??
    posted ??
    opened ??
    freshForm(c, {
      ...{ body: draft?.body ?? here.body, why: draft?.why ?? '', base: draft?.base ?? here.revision },
      ...draftFields(draft),
    });
  const base = Number(text(state.values, 'base')) || here.revision;
  const part = sectionIn(state.values) !== null;
  return page(
    c,
    {
      title: say(words.editing, c.var.language, { title: here.title }),
      ...(part ? { lead: say(writing.sectionOnly, c.var.language) } : {}),
      section: 'wiki',
      breadcrumbs: pageCrumbs(here),
      state,
      width: 'full',
      scripts: ['preview.js', 'wiki-editor.js'],
    },
    <Stack>
      {met ? <ConflictAlert conflict={met.conflict} /> : null}
      {here.state === 'live' ? null : (
        <Alert tone="warning">
          <p>{say(words.deletedMeanwhile, c.var.language)}</p>
        </Alert>
      )}
      {asked !== '' && !part && !posted ? (
        <Alert tone="warning">
          <p>{say(writing.sectionGone, c.var.language)}</p>
        </Alert>
      ) : null}
      <Drafts
        kept={kept}
        place={{ id: here.id, href: (id) => paths.wikiEdit(here.id, { draft: id }) }}
        base={here.revision}
        state={state}
      />
      <Editor
        state={state}
        action={paths.wikiEdit(here.id)}
        place={here.id}
        cancel={paths.wikiPage(here.spaceKey, here.slug)}
        shown={await preview(c, bodyOf(state.values), here)}
        fields={
          part ? (
            <p>
              <a href={paths.wikiEdit(here.id)}>{say(writing.wholePage, c.var.language)}</a>
            </p>
          ) : null
        }
        base={base}
        unsaved={posted !== null}
      />
    </Stack>,
  );
};

const showNew = async (c: Ctx, space: Space, posted: FormState | null): Promise<Response> => {
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

const outcomes = { saved: words.saved, merged: words.merged, proposed: words.proposed, unchanged: words.unchanged };

/** Writing: a page's text with its preview, a new page, and the draft of either. */
export const wikiEditPage: Page = (app) => {
  app.get(paths.wikiEdit(':id'), (c) => showEdit(c, param(c, 'id'), null));
  app.post(paths.wikiEdit(':id'), (c) =>
    act(c, {
      limitBytes: longestForm,
      run: async (tx, { actor, values, now }) => {
        const edit = {
          ...{ body: await wholeBody(tx, param(c, 'id'), values), why: text(values, 'why'), base: text(values, 'base') },
          draft: text(values, 'draft'),
        };
        const { page: here, outcome } = await savePageAndTell(tx, { actor, now, pageId: param(c, 'id'), edit });
        const at = sectionIn(values) ? `#${encodeURIComponent(text(values, 'section'))}` : '';
        return { to: `${paths.wikiPage(here.spaceKey, here.slug)}${at}`, said: outcomes[outcome] };
      },
      again: (state) => showEdit(c, param(c, 'id'), state),
    }),
  );

  const showPlace = async (c: Ctx, state: FormState): Promise<Response> => {
    const place = await placeOf(c, text(state.values, 'place'));
    return 'space' in place ? showNew(c, place.space, state) : showEdit(c, place.page.id, state);
  };

  app.post(paths.wikiPreview(), async (c) => {
    // Nothing is stored, so no key is used up; whoever is signed out has what was typed kept as with an act.
    const session = c.env?.replay ? null : await readSession(c, c.var.services.db);
    if (!session)
      return act(c, { limitBytes: longestForm, run: async () => ({ to: paths.wiki() }), again: (state) => showPlace(c, state) });
    const values = await readFields(c, longestForm);
    return showPlace(c, { ...freshForm(c), values });
  });

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
