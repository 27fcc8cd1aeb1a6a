import type { Child } from 'hono/jsx';
import { fillIn, longestBody, renderMarkdown } from '#wiki/index.ts';
import { Button, ButtonGroup } from '../../../components/button/button.tsx';
import { Card } from '../../../components/card/card.tsx';
import { TextArea, TextField } from '../../../components/field/field.tsx';
import { ActForm, Hidden } from '../../../components/form/form.tsx';
import type { Ctx } from '../../../context.ts';
import { type FormState, text, texts } from '../../../form.ts';
import { signedIn } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { WikiText } from '../page.tsx';
import { surroundings } from '../shared.tsx';
import { words } from '../words.ts';
import { Help } from './help.tsx';
import { sentFiles } from './pictures.ts';
import { sectionIn } from './section.ts';
import { Suggestions } from './suggestions.tsx';
import { Kept, Toolbar } from './toolbar.tsx';

type Shown = { html: string; plainly: boolean } | null;

/** What a text looks like before it is saved. It is not kept. */
export const preview = async (
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

/** The form of a text with its preview beside it; `fields` stand above the text. */
export const Editor = (props: {
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
