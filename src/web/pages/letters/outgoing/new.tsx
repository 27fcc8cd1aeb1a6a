import { acceptAttribute } from '#files/index.ts';
import { natures, type OutsideLetterInput, registerOutgoing, sequences, signedUploadPurpose } from '#letters/index.ts';
import { AppError } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import { say } from '#lib/words.ts';
import { act, freshForm } from '../../../act.ts';
import { Button, ButtonGroup } from '../../../components/button/button.tsx';
import { Card } from '../../../components/card/card.tsx';
import { DateField, FieldSet, NumberField, Radios, Select, TextArea, TextField } from '../../../components/field/field.tsx';
import { FileField } from '../../../components/field/file-field.tsx';
import { ActForm, Hidden } from '../../../components/form/form.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { type FormState, text, toObject } from '../../../form.ts';
import { page } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { bookOfficeOf } from '../shared/book-office.ts';
import { optionsOf } from '../shared/frame.tsx';
import { shared } from '../shared/words.ts';
import { words } from './words.ts';

const books = ['outgoing', 'internal'] as const;

const Fields = ({ state }: { state: FormState }) => (
  <>
    <Card>
      <FieldSet legend={words.letterPart}>
        <Radios
          state={state}
          name="book"
          label={shared.book}
          options={books.map((value) => ({ value, label: sequences[value].label }))}
          inline
        />
        <div class="g-pair">
          <DateField state={state} name="date" label={shared.date} />
          <TextField
            state={state}
            name="number"
            label={shared.number}
            hint={words.numberHint}
            maxlength={100}
            spellcheck={false}
            optional
          />
        </div>
        <TextField state={state} name="to" label={shared.to} maxlength={300} />
        <TextArea state={state} name="hal" label={shared.hal} rows={2} maxlength={500} />
        <TextField state={state} name="signer" label={words.signer} hint={words.signerHint} maxlength={300} />
        <div class="g-pair">
          <Select state={state} name="nature" label={shared.nature} options={optionsOf(natures)} empty={false} width="medium" />
          <NumberField state={state} name="attachments" label={shared.enclosures} optional />
        </div>
        <TextField
          state={state}
          name="classification"
          label={shared.code}
          hint={words.codeHint}
          width="short"
          spellcheck={false}
          optional
        />
      </FieldSet>
    </Card>
    <Card>
      <FieldSet legend={words.filePart}>
        <FileField
          state={state}
          name="file"
          label={words.file}
          hint={words.fileHint}
          accept={acceptAttribute(signedUploadPurpose)}
          optional
        />
      </FieldSet>
    </Card>
  </>
);

const show = (c: Ctx, state: FormState, office: { id: string; name: string }): Promise<Response> =>
  page(
    c,
    {
      title: words.add,
      section: 'letters',
      breadcrumbs: [{ label: words.title, href: paths.letters() }],
      state,
      width: 'narrow',
      lead: `${office.name}. ${say(words.addLead, c.var.language)}`,
    },
    <ActForm action={paths.newOutgoing()} state={state} class="g-stack" keep="outgoing" files>
      <Hidden name="office" value={office.id} />
      <Fields state={state} />
      <ButtonGroup cancel={paths.letters()}>
        <Button label={words.submit} icon="book-upload" />
      </ButtonGroup>
    </ActForm>,
  );

/** Enters a letter that was made outside of Griya into the book of outgoing letters, under a number of the same sequence. */
export const newOutgoingPage: Page = (app) => {
  app.get(paths.newOutgoing(), async (c) => {
    const office = await bookOfficeOf(c, c.req.query('office') ?? '');
    const today = c.var.now.toZonedDateTimeISO(c.var.installation?.timeZone ?? 'UTC').toPlainDate();
    return show(c, freshForm(c, { book: 'outgoing', nature: 'ordinary', date: today.toString() }), office);
  });

  app.post(paths.newOutgoing(), (c) =>
    act(c, {
      uploads: [{ field: 'file', purpose: signedUploadPurpose }],
      run: async (tx, { actor, values, now }) => {
        const letter = toObject(values, ['office']) as OutsideLetterInput;
        const timeZone = c.var.installation?.timeZone ?? 'UTC';
        const officeId = text(values, 'office');
        if (!isId(officeId)) throw new AppError('not_found', { what: `office ${officeId}` });
        const { letterId, number } = await registerOutgoing(tx, { actor, officeId, letter, now, timeZone });
        return { to: paths.letter(letterId), said: say(words.entered, actor.language, { n: number }) };
      },
      again: async (state) => show(c, state, await bookOfficeOf(c, text(state.values, 'office'))),
    }),
  );
};
