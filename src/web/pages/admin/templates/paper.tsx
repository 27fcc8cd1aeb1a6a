import { listOffices } from '#identity/index.ts';
import {
  findPageSettings,
  fonts,
  type LetterKind,
  pageSchema,
  papers,
  type Shown,
  savePageSettings,
  showPage,
} from '#letters/index.ts';
import { AppError } from '#lib/errors.ts';
import { faultsOf } from '#lib/input.ts';
import { say } from '#lib/words.ts';
import { act, freshForm } from '../../../act.ts';
import { Button, ButtonGroup } from '../../../components/button/button.tsx';
import { Card, Stack } from '../../../components/card/card.tsx';
import { FieldSet, NumberField, Radios, Select, TextField } from '../../../components/field/field.tsx';
import { ActForm, Hidden } from '../../../components/form/form.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { type FormState, type FormValues, text, ticked } from '../../../form.ts';
import { page } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { optionsOf } from '../../letters/shared/frame.tsx';
import { administrator } from '../shared/guard.ts';
import { shared } from '../shared/words.ts';
import { PreviewPane } from './pane.tsx';
import { previewed } from './previewed.ts';
import { words } from './words.ts';

/** The letter that is shown on the paper. */
const sample: LetterKind = 'reply';

const fields = ['paper', 'font', 'sizePt', 'lineSpacing', 'top', 'bottom', 'left', 'right'] as const;

/** What was typed, as the settings' schema takes it; a comma is a decimal point here. */
const settingsOf = (values: FormValues): Record<string, string> =>
  Object.fromEntries(fields.map((name) => [name, text(values, name).replace(',', '.')]));

const Form = ({ state, officeId, own }: { state: FormState; officeId: string | null; own: boolean }) => (
  <ActForm action={paths.letterPaper()} state={state} preview={paths.letterPaperPreview()}>
    {officeId === null ? null : <Hidden name="office" value={officeId} />}
    <Radios state={state} name="paper" label={words.sheet} options={optionsOf(papers)} inline />
    <Radios state={state} name="font" label={words.font} options={optionsOf(fonts)} inline />
    <div class="g-pair">
      <TextField state={state} name="sizePt" label={words.size} width="short" suffix="pt" inputmode="decimal" />
      <TextField
        state={state}
        name="lineSpacing"
        label={words.spacing}
        hint={words.spacingHint}
        width="short"
        inputmode="decimal"
      />
    </div>
    <FieldSet legend={words.margins}>
      <div class="g-pair">
        <NumberField state={state} name="top" label={words.top} suffix="mm" />
        <NumberField state={state} name="bottom" label={words.bottom} suffix="mm" />
        <NumberField state={state} name="left" label={words.left} suffix="mm" />
        <NumberField state={state} name="right" label={words.right} suffix="mm" />
      </div>
    </FieldSet>
    <ButtonGroup cancel={paths.letterTemplates()}>
      <Button label={shared.save} />
      <Button label={words.preview} tone="secondary" formAction={paths.letterPaperPreview()} />
      {own ? <Button label={words.follow} tone="quiet" name="follow" value="on" /> : null}
    </ButtonGroup>
  </ActForm>
);

const show = async (c: Ctx, state: FormState, officeId: string | null): Promise<Response> => {
  administrator(c);
  const { db } = c.var.services;
  const offices = (await listOffices(db)).filter((office) => office.active);
  if (officeId !== null && !offices.some((office) => office.id === officeId)) throw new AppError('not_found', { what: 'office' });
  const { own } = await findPageSettings(db, officeId);
  const parsed = pageSchema.safeParse(settingsOf(state.values));
  const shown: Shown | null = parsed.success ? await showPage(sample, parsed.data, 'svg') : null;
  const options = [
    { value: '', label: say(words.everyOffice, c.var.language) },
    ...offices.map((office) => ({ value: office.id, label: office.name })),
  ];
  const choosing: FormState = { ...state, values: new Map([['office', [officeId ?? '']]]), faults: [], labels: new Map() };
  return page(
    c,
    {
      title: words.paper,
      section: 'templates',
      breadcrumbs: [{ label: words.title, href: paths.letterTemplates() }],
      lead: say(words.paperLead, c.var.language),
      state,
      width: 'full',
      scripts: ['preview.js'],
    },
    <div class="g-editor">
      <Stack>
        <Card>
          <form method="get" action={paths.letterPaper()}>
            <Select state={choosing} name="office" label={words.office} options={options} empty={false} />
            <Button label={words.choose} tone="secondary" small />
          </form>
        </Card>
        <Card>
          <Form state={state} officeId={officeId} own={own !== null} />
        </Card>
      </Stack>
      <Card title={words.preview}>
        <PreviewPane shown={shown} source="" target="f-paper" />
      </Card>
    </div>,
  );
};

const officeOf = (values: FormValues): string | null => text(values, 'office') || null;

/** Paper, font, spacing and margins of letters, of all offices or of one. */
export const letterPaperPage: Page = (app) => {
  app.get(paths.letterPaper(), async (c) => {
    administrator(c);
    const officeId = c.req.query('office') || null;
    const { own, installation } = await findPageSettings(c.var.services.db, officeId);
    const { sizePt, lineSpacing, ...rest } = own ?? installation;
    const decimal = (value: number): string => (c.var.language === 'id' ? String(value).replace('.', ',') : String(value));
    return show(c, freshForm(c, { ...rest, sizePt: decimal(sizePt), lineSpacing: decimal(lineSpacing) }), officeId);
  });

  app.post(paths.letterPaper(), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        const officeId = officeOf(values);
        const follow = officeId !== null && ticked(values, 'follow');
        await savePageSettings(tx, { officeId, settings: follow ? null : settingsOf(values), by: actor, now });
        const to = paths.letterPaper(officeId === null ? {} : { office: officeId });
        return { to, said: follow ? words.followed : shared.saved };
      },
      again: (state) => show(c, state, officeOf(state.values)),
    }),
  );

  app.post(paths.letterPaperPreview(), (c) =>
    previewed(c, {
      show: (values) => {
        const parsed = pageSchema.safeParse(settingsOf(values));
        const faults = parsed.success ? [] : faultsOf(parsed.error);
        if (faults.length > 0) c.status(422);
        return show(c, { ...freshForm(c), values, faults }, officeOf(values));
      },
      again: (state) => show(c, state, officeOf(state.values)),
      back: paths.letterPaper(),
    }),
  );
};
