import { listPosts } from '#identity/index.ts';
import { type PaperLetterInput, registerPaper } from '#letters/index.ts';
import { AppError } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import { say } from '#lib/words.ts';
import { act, freshForm } from '../../../act.ts';
import { Button, ButtonGroup } from '../../../components/button/button.tsx';
import { Checkbox } from '../../../components/field/field.tsx';
import { ActForm, Hidden } from '../../../components/form/form.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { type FormState, text, toObject } from '../../../form.ts';
import { page } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { bookOfficeOf } from '../shared/book-office.ts';
import { ArrivalFields, LetterFields, ScanFields, scanUpload } from './fields.tsx';
import { words } from './words.ts';

const crumbs = [{ label: words.title, href: paths.agenda() }];

const show = async (c: Ctx, state: FormState, office: { id: string; name: string }): Promise<Response> => {
  const posts = await listPosts(c.var.services.db, { officeId: office.id, active: true });
  return page(
    c,
    {
      title: words.add,
      section: 'agenda',
      breadcrumbs: crumbs,
      state,
      width: 'narrow',
      lead: `${office.name}. ${say(words.addLead, c.var.language)}`,
    },
    <ActForm action={paths.newAgendaEntry()} state={state} class="g-stack" keep="agenda" files>
      <Hidden name="office" value={office.id} />
      <LetterFields state={state} />
      <ArrivalFields state={state} posts={posts} when />
      <ScanFields state={state} />
      {state.faults.some((fault) => fault.field === 'number') || state.values.has('again') ? (
        <Checkbox state={state} name="again" label={words.again} />
      ) : null}
      <ButtonGroup cancel={paths.agenda()}>
        <Button label={words.submit} icon="book-download" />
      </ButtonGroup>
    </ActForm>,
  );
};

/** Enters a letter that came on paper, by post, mail or fax. */
export const newAgendaEntryPage: Page = (app) => {
  app.get(paths.newAgendaEntry(), async (c) => {
    const office = await bookOfficeOf(c, c.req.query('office') ?? '');
    const today = c.var.now.toZonedDateTimeISO(c.var.installation?.timeZone ?? 'UTC').toPlainDate();
    return show(c, freshForm(c, { nature: 'ordinary', channel: 'hand', receivedOn: today.toString() }), office);
  });

  app.post(paths.newAgendaEntry(), (c) =>
    act(c, {
      uploads: [scanUpload],
      run: async (tx, { actor, values, now }) => {
        const letter = toObject(values, ['office']) as PaperLetterInput;
        const timeZone = c.var.installation?.timeZone ?? 'UTC';
        const officeId = text(values, 'office');
        if (!isId(officeId)) throw new AppError('not_found', { what: `office ${officeId}` });
        const { agendaId, agendaSeq, year } = await registerPaper(tx, { actor, officeId, letter, now, timeZone });
        return { to: paths.agendaEntry(agendaId), said: say(words.entered, actor.language, { n: `${agendaSeq}/${year}` }) };
      },
      again: async (state) => show(c, state, await bookOfficeOf(c, text(state.values, 'office'))),
    }),
  );
};
