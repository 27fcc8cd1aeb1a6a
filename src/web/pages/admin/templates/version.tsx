import { findVisibleLetter } from '#cases/index.ts';
import type { Db } from '#db/index.ts';
import { downloadHeaders } from '#files/index.ts';
import type { Actor } from '#identity/index.ts';
import {
  activateTemplate,
  asLetterKind,
  discardTemplate,
  getTemplate,
  isPart,
  type LetterPage,
  letterKinds,
  listRecentOf,
  type Proof,
  proveTemplate,
  type Shown,
  saveTemplate,
  showPart,
  showTemplate,
  type TemplateKind,
  type TemplateVersion,
  templateLabel,
  templateStatuses,
  variants,
} from '#letters/index.ts';
import { AppError } from '#lib/errors.ts';
import { say } from '#lib/words.ts';
import { act, freshForm } from '../../../act.ts';
import { Button, ButtonGroup } from '../../../components/button/button.tsx';
import { Card, Stack } from '../../../components/card/card.tsx';
import { type Option, Select, TextArea, TextField } from '../../../components/field/field.tsx';
import { ActForm } from '../../../components/form/form.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { type FormState, type FormValues, text } from '../../../form.ts';
import { page, param } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { readSession } from '../../../session.ts';
import { useWords } from '../../../view.ts';
import { administrator, adminReader } from '../shared/guard.ts';
import { shared } from '../shared/words.ts';
import { PreviewPane } from './pane.tsx';
import { previewed } from './previewed.ts';
import { SourceAndPicture } from './source.tsx';
import { words } from './words.ts';

/** How many letters are offered, and how many are looked at to find those that the actor may see. */
const offered = { most: 10, lookedAt: 40 };

/** A shared part is looked at with every kind in turn. */
const kindOptions: readonly Option[] = Object.entries(letterKinds).map(([value, { label }]) => ({
  value,
  label,
  group: words.examples,
}));

/** What is shown of a version: a shared part with the example of a kind, a template with an example or a letter. */
const shownOf = async (
  db: Db,
  {
    actor,
    kind,
    template,
    chosen,
    want,
  }: { actor: Actor; kind: TemplateKind; template: string; chosen: string; want: 'pdf' | 'svg' },
): Promise<Shown> => {
  if (!isPart(kind)) return showTemplate(db, { kind, template, sample: await sampleOf(db, actor, kind, chosen), want });
  const with_ = Object.hasOwn(letterKinds, chosen) ? asLetterKind(chosen) : 'reply';
  return showPart(db, { part: kind, template, kind: with_, want });
};

const samplesFor = async (db: Db, actor: Actor, kind: string): Promise<readonly Option[]> => {
  if (isPart(kind)) return kindOptions;
  const letters: Option[] = [];
  for (const { id, number, hal } of await listRecentOf(db, kind, offered.lookedAt)) {
    if (letters.length === offered.most) break;
    if (!(await findVisibleLetter(db, actor, id))) continue;
    letters.push({ value: id, label: [number, hal].filter(Boolean).join(' · ').slice(0, 120), group: words.realLetters });
  }
  return [...variants.map((variant) => ({ value: variant, label: words[variant], group: words.examples })), ...letters];
};

/** What the preview is made with: edge data by name, or a letter that the actor may see. Throws not_found. */
const sampleOf = async (db: Db, actor: Actor, kind: string, chosen: string): Promise<(typeof variants)[number] | LetterPage> => {
  const variant = variants.find((each) => each === chosen);
  if (variant || chosen === '') return variant ?? 'example';
  const letter = await findVisibleLetter(db, actor, chosen);
  if (letter?.kind !== kind) throw new AppError('not_found', { what: `letter ${chosen}` });
  return letter;
};

const crumbsOf = ({ kind }: TemplateVersion) => [
  { label: words.title, href: paths.letterTemplates() },
  { label: templateLabel(kind), href: paths.letterTemplate(kind) },
];

type Shows = { state: FormState; version: TemplateVersion; samples: readonly Option[]; shown: Shown | null };

const Editor = ({ state, version, samples, shown }: Shows) => {
  const source = state.values.get('template')?.[0] ?? '';
  return (
    <div class="g-editor">
      <Stack>
        <Card>
          <ActForm
            action={paths.templateVersion(version.id)}
            state={state}
            version={version.version}
            preview={paths.templateVersion(version.id, 'preview')}
          >
            <TextArea
              state={state}
              name="template"
              label={words.template}
              hint={isPart(version.kind) ? words.partHint : words.templateHint}
              rows={28}
              mono
            />
            <TextField state={state} name="reason" label={words.reason} hint={words.reasonHint} maxlength={500} />
            <Select state={state} name="sample" label={words.sample} options={samples} empty={false} />
            <ButtonGroup cancel={paths.letterTemplate(version.kind)}>
              <Button label={shared.save} />
              <Button label={words.preview} tone="secondary" formAction={paths.templateVersion(version.id, 'preview')} />
              <Button label={words.openPdf} tone="quiet" formAction={paths.templateVersion(version.id, 'pdf')} />
            </ButtonGroup>
          </ActForm>
        </Card>
        <Activation state={state} version={version} />
        <ActForm action={paths.templateVersion(version.id, 'discard')} state={state} version={version.version}>
          <Button label={words.discard} tone="danger" icon="trash" confirm={words.discardSure} />
        </ActForm>
      </Stack>
      <Card title={words.preview}>
        <PreviewPane shown={shown} source={source} target="f-template" />
      </Card>
    </div>
  );
};

const Activation = ({ state, version }: { state: FormState; version: TemplateVersion }) => {
  const t = useWords();
  const label = version.status === 'draft' ? words.activate : words.activateAgain;
  return (
    <Card title={label}>
      <p>{t(isPart(version.kind) ? words.activatePartLead : words.activateLead)}</p>
      <ActForm action={paths.templateVersion(version.id, 'activation')} state={state} version={version.version}>
        <ButtonGroup>
          <Button label={label} tone="secondary" />
        </ButtonGroup>
      </ActForm>
    </Card>
  );
};

/** The version with its preview: a draft to edit, another to read. */
const show = async (c: Ctx, state: FormState, version: TemplateVersion, actor: Actor, mayChange = true): Promise<Response> => {
  const { db } = c.var.services;
  const { kind, no, status, basedOn } = version;
  const template = state.values.get('template')?.[0] ?? version.template;
  const shown = await shownOf(db, { actor, kind, template, chosen: text(state.values, 'sample'), want: 'svg' });
  const from = basedOn === null ? say(words.shipped, c.var.language) : say(words.version, c.var.language, { no: basedOn });
  const head = {
    title: say(words.version, c.var.language, { no }),
    section: 'templates',
    breadcrumbs: crumbsOf(version),
    lead: [say(templateStatuses[status].label, c.var.language), say(words.basedOn, c.var.language, { from }), version.reason]
      .filter(Boolean)
      .join(' · '),
    width: 'full',
    state,
  } as const;
  if (status === 'draft' && mayChange) {
    const samples = await samplesFor(db, actor, kind);
    return page(
      c,
      { ...head, scripts: ['preview.js'] },
      <Editor state={state} version={version} samples={samples} shown={shown} />,
    );
  }
  const again = status === 'retired' && mayChange ? <Activation state={state} version={version} /> : null;
  const picture = <PreviewPane shown={shown} source={template} target="source" />;
  return page(c, head, <SourceAndPicture template={version.template} picture={picture} below={again} />);
};

const fieldsOf = ({ kind, template, reason }: TemplateVersion) => ({
  template,
  reason,
  sample: isPart(kind) ? 'reply' : 'example',
});

/** What was typed, for a page that keeps nothing. */
const typed = (c: Ctx, values: FormValues): FormState => ({ ...freshForm(c), values });

const sendPdf = async (c: Ctx, values: FormValues, version: TemplateVersion, actor: Actor): Promise<Response> => {
  const { db } = c.var.services;
  const { kind, no } = version;
  const template = values.get('template')?.[0] ?? '';
  const shown = await shownOf(db, { actor, kind, template, chosen: text(values, 'sample'), want: 'pdf' });
  if (!shown.ok) return show(c, typed(c, values), version, actor);
  const file = { name: `${kind.replace(':', '-')}-${no}.pdf`, size: shown.document.byteLength, mediaType: 'application/pdf' };
  return c.body(new Uint8Array(shown.document), 200, downloadHeaders(file, { inline: true }));
};

const proven = async (db: Db, templateId: string): Promise<Proof | AppError> => {
  try {
    return await proveTemplate(db, templateId);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
};

/** One version of a template: editing with a preview, bringing into force. */
export const templateVersionPage: Page = (app) => {
  const read = (c: Ctx): Promise<TemplateVersion> => getTemplate(c.var.services.db, param(c, 'id'));

  app.get(paths.templateVersion(':id'), async (c) => {
    const { actor, mayChange } = adminReader(c);
    const version = await read(c);
    return show(c, freshForm(c, fieldsOf(version)), version, actor, mayChange);
  });

  app.post(paths.templateVersion(':id'), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        const templateId = param(c, 'id');
        const template = values.get('template')?.[0] ?? '';
        const version = Number(text(values, 'version'));
        await saveTemplate(tx, { templateId, template, reason: text(values, 'reason'), version, by: actor, now });
        return { to: paths.templateVersion(templateId), said: words.saved };
      },
      again: async (state, actor) => show(c, state, await read(c), actor),
    }),
  );

  app.post(paths.templateVersion(':id', 'discard'), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        const templateId = param(c, 'id');
        const { kind } = await discardTemplate(tx, { templateId, version: Number(text(values, 'version')), by: actor, now });
        return { to: paths.letterTemplate(kind), said: words.discarded };
      },
      again: async (state, actor) => {
        const version = await read(c);
        return show(c, { ...state, values: freshForm(c, fieldsOf(version)).values }, version, actor);
      },
    }),
  );

  const again = async (c: Ctx, state: FormState, actor: Actor): Promise<Response> => show(c, state, await read(c), actor);

  app.post(paths.templateVersion(':id', 'preview'), (c) =>
    previewed(c, {
      show: async (values, actor) => show(c, typed(c, values), await read(c), actor),
      again: (state, actor) => again(c, state, actor),
      back: paths.templateVersion(param(c, 'id')),
    }),
  );

  app.post(paths.templateVersion(':id', 'pdf'), (c) =>
    previewed(c, {
      show: async (values, actor) => sendPdf(c, values, await read(c), actor),
      again: (state, actor) => again(c, state, actor),
      back: paths.templateVersion(param(c, 'id')),
    }),
  );

  app.post(paths.templateVersion(':id', 'activation'), async (c) => {
    const { db } = c.var.services;
    // Rendering takes a while and stays outside of the act's transaction; nobody else makes this process render.
    const session = c.env?.replay ? null : await readSession(c, db);
    if (session) administrator(c);
    const proof = session ? await proven(db, param(c, 'id')) : new AppError('signed_out');
    return act(c, {
      run: async (tx, { actor, values, now }) => {
        if (proof instanceof AppError) throw proof;
        await activateTemplate(tx, { proof, version: Number(text(values, 'version')), by: actor, now });
        const { kind, no } = await getTemplate(tx, proof.templateId);
        return { to: paths.letterTemplate(kind), said: say(words.nowActive, c.var.language, { no }) };
      },
      again: async (state, actor) => {
        const version = await read(c);
        const fields = freshForm(c, fieldsOf(version));
        return show(c, { ...state, values: fields.values }, version, actor);
      },
    });
  });
};
