import { savePageAndTell } from '#cases/index.ts';
import { AppError } from '#lib/errors.ts';
import { say } from '#lib/words.ts';
import { cutSection, getPage, getRevision, mayWrite, mergeTexts, renderedOf, sectionAt, type WikiPage } from '#wiki/index.ts';
import { act, freshForm } from '../../act.ts';
import { Alert } from '../../components/alert/alert.tsx';
import { Card, Stack } from '../../components/card/card.tsx';
import type { Ctx, Page } from '../../context.ts';
import { type FormState, text } from '../../form.ts';
import { page, param, signedIn } from '../../page.tsx';
import { paths } from '../../paths.ts';
import { readFields } from '../../read-form.ts';
import { readSession } from '../../session.ts';
import { useWords } from '../../view.ts';
import { DiffTable } from './diff-table.tsx';
import { Drafts, draftFields, keptHere } from './editor/drafts.tsx';
import { Editor, preview } from './editor/form.tsx';
import { placeOf } from './editor/place.ts';
import { bodyOf, sectionIn, wholeBody } from './editor/section.ts';
import { words as writing } from './editor/words.ts';
import { showNew } from './new.tsx';
import { longestForm, pageCrumbs } from './shared.tsx';
import { words } from './words.ts';

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
};
