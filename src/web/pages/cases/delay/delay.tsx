import { answersFor, type Delay, delayReasons, explainDelay, listDelays } from '#cases/index.ts';
import { AppError } from '#lib/errors.ts';
import { shortMoment } from '#lib/format.ts';
import { say } from '#lib/words.ts';
import { describeDeadline, stepOf } from '#sop/index.ts';
import { act, freshForm } from '../../../act.ts';
import { Button, ButtonGroup } from '../../../components/button/button.tsx';
import { Card } from '../../../components/card/card.tsx';
import { Radios, TextArea } from '../../../components/field/field.tsx';
import { ActForm } from '../../../components/form/form.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { type FormState, text } from '../../../form.ts';
import { page, param } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { useView, useWords } from '../../../view.ts';
import { crumbsOf, type OpenCase, openCase } from '../shared/open-case.ts';
import { words } from './words.ts';

/** The reason as it is said in lists, or null where none was given. */
export const reasonLabel = (reason: string | null) => delayReasons.find((each) => each.value === reason)?.label ?? null;

type DelaysProps = { open: OpenCase; delays: readonly Delay[]; inside: boolean };

/** Late steps of a case: which, since when, why; a link for who answers for the step. */
export const Delays = ({ open, delays, inside }: DelaysProps) => {
  const t = useWords();
  const { language, timeZone, now } = useView();
  const { definition, row } = open.found;
  if (delays.length === 0) return null;
  return (
    <Card title={words.late}>
      <ul class="g-delays">
        {delays.map((delay) => {
          const label = reasonLabel(delay.reason);
          return (
            <li>
              <strong>{t(words.step, { no: delay.step, name: t(stepOf(definition, delay.step).name) })}</strong>
              <span class="g-sub">
                {t(describeDeadline(open.calendar, delay.closedAt ?? now, delay.dueAt))}
                {', '}
                {delay.closedAt
                  ? t(words.closed, { at: shortMoment(delay.closedAt, language, timeZone), name: delay.closedBy ?? '–' })
                  : t(words.open)}
              </span>
              <p>
                {label ? t(label) : <span class="g-muted">{t(words.none)}</span>}
                {inside && delay.note ? `: ${delay.note}` : ''}{' '}
                {answersFor(open.found, delay.state, open.actor) ? (
                  <a href={paths.caseDelay(row.number, delay.stepId)}>{t(label ? words.change : words.give)}</a>
                ) : null}
              </p>
            </li>
          );
        })}
      </ul>
    </Card>
  );
};

const show = async (c: Ctx, open: OpenCase, again?: FormState): Promise<Response> => {
  const { found, calendar, actor } = open;
  const delays = await listDelays(c.var.services.db, found.row.id, c.var.now);
  const delay = delays.find((each) => each.stepId === param(c, 'step'));
  if (!delay) throw new AppError('not_found', { what: 'late step' });
  if (!answersFor(found, delay.state, actor)) throw new AppError('forbidden', { why: say(words.title, actor.language) });
  const { language } = c.var;
  const state = again ?? freshForm(c, { reason: delay.reason, note: delay.note });
  const name = stepOf(found.definition, delay.step).name[language];
  return page(
    c,
    {
      title: words.title,
      section: 'cases',
      breadcrumbs: crumbsOf(found.row.number),
      lead: `${say(words.step, language, { no: delay.step, name })} · ${describeDeadline(calendar, delay.closedAt ?? c.var.now, delay.dueAt)[language]}`,
      state,
      width: 'narrow',
    },
    <Card>
      <p class="g-hint">{say(words.lead, language)}</p>
      <ActForm action={paths.caseDelay(found.row.number, delay.stepId)} state={state}>
        <Radios state={state} name="reason" label={words.reason} options={delayReasons} />
        <TextArea state={state} name="note" label={words.note} hint={words.noteHint} rows={3} maxlength={1000} optional />
        <ButtonGroup cancel={paths.case(found.row.number)}>
          <Button label={words.save} />
        </ButtonGroup>
      </ActForm>
    </Card>,
  );
};

/** Why a step was late: asked after the act, of who answers for the step. */
export const delayPage: Page = (app) => {
  app.get(paths.caseDelay(':number', ':step'), async (c) => show(c, await openCase(c)));
  app.post(paths.caseDelay(':number', ':step'), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        const number = param(c, 'number');
        const delay = { reason: text(values, 'reason') as never, note: text(values, 'note') };
        await explainDelay(tx, { number, stepId: param(c, 'step'), actor, delay, now });
        return { to: paths.case(number), said: words.saved };
      },
      again: async (state, actor) => show(c, await openCase(c, actor), state),
    }),
  );
};
