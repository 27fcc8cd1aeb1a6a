import { AppError } from '#lib/errors.ts';
import { clock, shortMoment } from '#lib/format.ts';
import { isId } from '#lib/ids.ts';
import { say } from '#lib/words.ts';
import { type Draft, type DraftSeen, dropDraft, findDraft, listDrafts, mayWrite, saveDraft } from '#wiki/index.ts';
import { Alert } from '../../../components/alert/alert.tsx';
import { Button } from '../../../components/button/button.tsx';
import { ActForm, Hidden } from '../../../components/form/form.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { type FormState, type FormValues, text, texts } from '../../../form.ts';
import { param, signedIn } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { readFields } from '../../../read-form.ts';
import { readSession } from '../../../session.ts';
import { useView, useWords } from '../../../view.ts';
import { longestForm } from '../shared.tsx';
import { words as wiki } from '../words.ts';
import { placeOf } from './place.ts';
import { bodyOf, wholeBody } from './section.ts';
import { words } from './words.ts';

type Others = Awaited<ReturnType<typeof listDrafts>>;

export type Kept = { draft: Draft | null; others: Others };

/**
 * What this person was writing at a place: the draft that the address names, else the latest; and which others there are.
 * A draft that says what is saved already (`saved`) is none. `?draft=none` begins from what is saved.
 */
export const keptHere = async (c: Ctx, place: string, saved: string | null): Promise<Kept> => {
  const { db } = c.var.services;
  const { personId } = signedIn(c);
  // A section is opened as it is saved; drafts are of whole pages.
  const asked = c.req.query('section') ? 'none' : (c.req.query('draft') ?? '');
  const all = await listDrafts(db, personId, place);
  const found = asked === 'none' ? null : await findDraft(db, personId, place, asked);
  return { draft: found?.body === saved ? null : found, others: all.filter(({ id }) => id !== found?.id) };
};

/** What the form sends along of the draft that its window keeps. */
export const draftFields = (draft: DraftSeen | null): { draft: string; draft_version: string } => ({
  draft: draft?.id ?? '',
  draft_version: draft ? String(draft.version) : '',
});

type Place = { id: string; href: (draft: string) => string };

/** Tells that what is shown is a draft, and of others, each of which can be opened. */
export const Drafts = ({ kept, place, base, state }: { kept: Kept; place: Place; base: number; state: FormState }) => {
  const t = useWords();
  const { language, timeZone } = useView();
  const { draft, others } = kept;
  if (!draft && others.length === 0) return null;
  return (
    <Alert tone="info">
      {draft ? (
        <>
          <p>
            {t(wiki.draft, { when: shortMoment(draft.savedAt, language, timeZone) })} {draft.base < base ? t(wiki.draftOld) : ''}{' '}
            <a href={place.href('none')}>{t(words.fromSaved)}</a>
          </p>
          <ActForm action={paths.wikiDraft(place.id)} state={{ ...state, requestKey: crypto.randomUUID() }}>
            <Hidden name="drop" value={draft.id} />
            <Button label={wiki.dropDraft} tone="quiet" small />
          </ActForm>
        </>
      ) : null}
      {others.length > 0 ? (
        <p>
          {t(draft ? words.otherDrafts : words.yourDrafts)}{' '}
          {others.map((other, n) => (
            <>
              {n > 0 ? ', ' : ''}
              <a href={place.href(other.id)}>
                {shortMoment(other.savedAt, language, timeZone)}
                {other.title || other.begins ? ` (${other.title || `${other.begins}…`})` : ''}
              </a>
            </>
          ))}
        </p>
      ) : null}
    </Alert>
  );
};

const seenIn = (values: FormValues): DraftSeen | null => {
  const [id, version] = [text(values, 'draft'), Number(text(values, 'draft_version'))];
  return isId(id) && Number.isSafeInteger(version) && version > 0 && version < 2_000_000_000 ? { id, version } : null;
};

/** Keeps and forgets drafts. */
export const wikiDraftPage: Page = (app) => {
  app.post(paths.wikiDraft(':place'), async (c) => {
    const { db } = c.var.services;
    await readSession(c, db);
    const actor = signedIn(c);
    const values = await readFields(c, longestForm);
    const place = await placeOf(c, param(c, 'place'));
    const id = 'space' in place ? place.space.id : place.page.id;
    const dropped = text(values, 'drop');
    if (dropped !== '') {
      await dropDraft(db, actor.personId, dropped);
      return c.redirect('space' in place ? paths.newWikiPage(place.space.key) : paths.wikiEdit(id), 303);
    }
    if (!mayWrite(actor, 'space' in place ? place.space : place.page)) throw new AppError('not_found', { what: c.req.path });
    const base = Number(text(values, 'base'));
    const draft = {
      base: Number.isSafeInteger(base) ? base : 0,
      title: text(values, 'title'),
      parent: text(values, 'parentId'),
      body: 'space' in place ? bodyOf(values) : await wholeBody(db, id, values),
      why: text(values, 'why'),
    };
    const files = texts(values, 'files');
    const kept = await saveDraft(db, { actor, now: c.var.now, place: id, seen: seenIn(values), draft, files });
    const time = clock(c.var.now, c.var.language, c.var.installation?.timeZone ?? 'UTC');
    return c.json({ ...draftFields(kept), said: say(words.kept, c.var.language, { time }) });
  });
};
