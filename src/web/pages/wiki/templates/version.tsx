import { type Language, say } from '#lib/words.ts';
import {
  checkTemplate,
  createTemplate,
  discardTemplate,
  getTemplateVersion,
  placeholdersOf,
  saveTemplate,
  type TemplateKind,
  type TemplateVersion,
} from '#wiki/index.ts';
import { act, freshForm } from '../../../act.ts';
import { Alert } from '../../../components/alert/alert.tsx';
import { Button, ButtonGroup, LinkButton } from '../../../components/button/button.tsx';
import { Card, Stack } from '../../../components/card/card.tsx';
import { type Option, TextField } from '../../../components/field/field.tsx';
import { ActForm, Hidden } from '../../../components/form/form.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { type FormState, text } from '../../../form.ts';
import { page, param } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { readFields } from '../../../read-form.ts';
import { readSession } from '../../../session.ts';
import { useWords } from '../../../view.ts';
import { DiffTable } from '../diff-table.tsx';
import { WikiText } from '../page.tsx';
import { longestForm } from '../shared.tsx';
import { fieldsOf, Placeholders, Preview, TemplateFields, typedTemplate } from './form.tsx';
import {
  asKind,
  kindLabel,
  type Shown,
  showExample,
  spaceOptions,
  templateCrumbs,
  templateReader,
  templatesCrumbs,
} from './shared.tsx';
import { words } from './words.ts';

/** What the form says now: as a page would look, and what would be refused. */
const shownOf = async (c: Ctx, state: FormState, about: { kind: TemplateKind; part: string }): Promise<Shown> => {
  const { actor } = templateReader(c);
  const typed = typedTemplate(state.values);
  const [shown, faults] = [
    await showExample(c, { ...typed, kind: about.kind, spaceKey: '' }),
    await checkTemplate(c.var.services.db, actor, about, typed),
  ];
  return { ...shown, faults };
};

type Edited = { state: FormState; version: TemplateVersion; shown: Shown; spaces: readonly Option[] };

const Conflict = ({ version, state }: Pick<Edited, 'version' | 'state'>) => {
  const t = useWords();
  if (version.status !== 'draft')
    return (
      <Alert tone="warning">
        <p>{t(words.noDraftNow)}</p>
      </Alert>
    );
  if (state.error?.code !== 'stale_page') return null;
  return (
    <>
      <Alert tone="warning" title={t(words.conflict, { name: version.madeByName ?? t(words.shipped) })} live>
        <p>{t(words.conflictHow)}</p>
      </Alert>
      <Card title={words.compare} flush>
        <DiffTable
          before={version.body}
          after={typedTemplate(state.values).body.replaceAll('\r\n', '\n')}
          labels={[words.theirs, words.yours]}
        />
      </Card>
    </>
  );
};

const Editor = ({ state, version, shown, spaces }: Edited) => {
  const t = useWords();
  const here = (part: 'preview' | 'activation' | 'discard') => paths.wikiTemplateVersion(version.id, part);
  return (
    <Stack>
      <Conflict version={version} state={state} />
      <div class="g-editor g-wiki-editor">
        <Stack>
          <Card>
            <ActForm
              action={paths.wikiTemplateVersion(version.id)}
              state={state}
              version={version.version}
              preview={here('preview')}
            >
              <TemplateFields state={state} kind={version.kind} spaces={spaces} />
              <ButtonGroup cancel={paths.wikiTemplate(version.templateId)}>
                <Button label={words.save} icon="device-floppy" />
                <Button label={words.preview} tone="secondary" formAction={here('preview')} />
              </ButtonGroup>
            </ActForm>
          </Card>
          <Card title={words.activate}>
            <p class="g-muted">{t(words.toActivationHow)}</p>
            <LinkButton href={here('activation')} label={words.toActivation} icon="arrows-diff" />
          </Card>
          <ActForm action={here('discard')} state={{ ...state, requestKey: crypto.randomUUID() }} version={version.version}>
            <Button label={words.discard} tone="danger" icon="trash" confirm={words.discardSure} />
          </ActForm>
        </Stack>
        <Stack>
          <Card title={words.preview}>
            <Preview shown={shown} />
          </Card>
          <Placeholders kind={version.kind} />
        </Stack>
      </div>
    </Stack>
  );
};

const Reading = ({ version, shown }: { version: TemplateVersion; shown: Shown }) => (
  <Stack>
    <Card title={words.preview}>
      <h3>{shown.title}</h3>
      <WikiText html={shown.html} plainly={shown.plainly} />
    </Card>
    <Card title={words.source}>
      <pre class="g-template-source">{version.body}</pre>
    </Card>
  </Stack>
);

const show = async (c: Ctx, posted: FormState | null): Promise<Response> => {
  const { actor, mayChange } = templateReader(c);
  const version = await getTemplateVersion(c.var.services.db, actor, param(c, 'id'));
  const state = posted ?? freshForm(c, fieldsOf(version));
  const shown = await shownOf(c, state, version);
  const edits = mayChange && (version.status === 'draft' || posted !== null);
  const { language } = c.var;
  const states = { draft: words.draft, active: words.inForce, retired: words.retired };
  const requires = version.required.length > 0 ? [`${say(words.requires, language)}: ${version.required.join(', ')}`] : [];
  const lead = [
    say(kindLabel(version.kind), language),
    say(states[version.status], language),
    version.title,
    version.space?.name,
    ...requires,
    version.reason,
  ];
  return page(
    c,
    {
      title: say(words.versionOf, language, { name: version.name, no: version.no }),
      section: 'wiki',
      breadcrumbs: templateCrumbs(version),
      lead: lead.filter(Boolean).join(' · '),
      state,
      ...(edits ? { width: 'full' as const, scripts: ['preview.js' as const] } : {}),
    },
    edits ? (
      <Editor state={state} version={version} shown={shown} spaces={await spaceOptions(c)} />
    ) : (
      <Reading version={version} shown={shown} />
    ),
  );
};

const starting = (kind: TemplateKind, language: Language) => ({
  title: placeholdersOf(kind).some(({ name }) => name === 'name') ? '{name}' : '',
  body: words.firstHeading[language],
});

const showNew = async (c: Ctx, posted: FormState | null): Promise<Response> => {
  const { mayChange } = templateReader(c);
  const kind = asKind(posted ? text(posted.values, 'kind') : (c.req.query('kind') ?? 'free'));
  if (!mayChange || !kind) return c.redirect(paths.wikiTemplates(), 302);
  const state = posted ?? freshForm(c, starting(kind, c.var.language));
  const free = kind === 'free';
  const shown = await shownOf(c, state, { kind, part: free ? '' : text(state.values, 'part') || 'part' });
  const { language } = c.var;
  return page(
    c,
    {
      title: free ? words.newFree : say(words.newPart, language, { kind: say(kindLabel(kind), language) }),
      section: 'wiki',
      breadcrumbs: templatesCrumbs,
      state,
      width: 'full',
      scripts: ['preview.js'],
    },
    <div class="g-editor g-wiki-editor">
      <Card>
        <ActForm action={paths.newWikiTemplate()} state={state} preview={paths.newWikiTemplatePreview()}>
          <Hidden name="kind" value={kind} />
          {free ? null : (
            <TextField
              state={state}
              name="part"
              label={words.part}
              hint={words.partHint}
              maxlength={40}
              width="medium"
              spellcheck={false}
            />
          )}
          <TemplateFields state={state} kind={kind} spaces={await spaceOptions(c)} />
          <ButtonGroup cancel={paths.wikiTemplates()}>
            <Button label={words.save} icon="device-floppy" />
            <Button label={words.preview} tone="secondary" formAction={paths.newWikiTemplatePreview()} />
          </ButtonGroup>
        </ActForm>
      </Card>
      <Stack>
        <Card title={words.preview}>
          <Preview shown={posted ? shown : { ...shown, faults: null }} />
        </Card>
        <Placeholders kind={kind} />
      </Stack>
    </div>,
  );
};

/** Nothing is stored, so no key is used up; whoever is signed out has what was typed kept as with an act. */
const previewing = async (c: Ctx, again: (state: FormState) => Promise<Response>): Promise<Response> => {
  const session = c.env?.replay ? null : await readSession(c, c.var.services.db);
  if (!session) return act(c, { limitBytes: longestForm, run: async () => ({ to: paths.wikiTemplates() }), again });
  const values = await readFields(c, longestForm);
  return again({ ...freshForm(c), values });
};

/** One version of a template: read, written with its preview, thrown away; and a new template. */
export const templateVersionPages: Page = (app) => {
  app.get(paths.newWikiTemplate(), (c) => showNew(c, null));
  app.post(paths.newWikiTemplate(), (c) =>
    act(c, {
      limitBytes: longestForm,
      run: async (tx, { actor, values, now }) => {
        const template = typedTemplate(values);
        const about = { kind: text(values, 'kind'), part: text(values, 'part') };
        const { versionId } = await createTemplate(tx, { now, actor, ...about, template });
        return { to: paths.wikiTemplateVersion(versionId), said: words.saved };
      },
      again: (state) => showNew(c, state),
    }),
  );
  app.post(paths.newWikiTemplatePreview(), (c) => previewing(c, (state) => showNew(c, state)));

  app.get(paths.wikiTemplateVersion(':id'), (c) => show(c, null));
  app.post(paths.wikiTemplateVersion(':id'), (c) =>
    act(c, {
      limitBytes: longestForm,
      run: async (tx, { actor, values, now }) => {
        const [versionId, seen] = [param(c, 'id'), Number(text(values, 'version'))];
        await saveTemplate(tx, { now, actor, versionId, seen, template: typedTemplate(values) });
        return { to: paths.wikiTemplateVersion(versionId), said: words.saved };
      },
      again: (state) => show(c, state),
    }),
  );
  app.post(paths.wikiTemplateVersion(':id', 'preview'), (c) => previewing(c, (state) => show(c, state)));

  app.post(paths.wikiTemplateVersion(':id', 'discard'), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        const seen = Number(text(values, 'version'));
        const { templateId } = await discardTemplate(tx, { now, actor, versionId: param(c, 'id'), seen });
        return { to: templateId ? paths.wikiTemplate(templateId) : paths.wikiTemplates(), said: words.discarded };
      },
      again: async (state, actor) => {
        const version = await getTemplateVersion(c.var.services.db, actor, param(c, 'id'));
        return show(c, { ...state, values: freshForm(c, fieldsOf(version)).values });
      },
    }),
  );
};
