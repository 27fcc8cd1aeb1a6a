import type { Child } from 'hono/jsx';
import { actingMark } from '#identity/index.ts';
import { shortDate, shortMoment } from '#lib/format.ts';
import { type AllowedAction, type SopPost, stateOf } from '#sop/index.ts';
import { Button, LinkButton } from '../../../components/button/button.tsx';
import { ActForm, Hidden } from '../../../components/form/form.tsx';
import { Status } from '../../../components/status/status.tsx';
import { Steps } from '../../../components/steps/steps.tsx';
import type { FormState } from '../../../form.ts';
import { paths } from '../../../paths.ts';
import { useView, useWords } from '../../../view.ts';
import { StepDeadline } from '../shared/deadline-of.tsx';
import { isAwaitingSignature } from '../shared/letters.tsx';
import { taskOf, workPath } from '../shared/tasks.ts';
import { trackerOf } from '../shared/tracker.ts';
import type { CasePage } from './read.ts';
import { words } from './words.ts';

const holderTitle = (posts: readonly SopPost[], role: string | null) => posts.find((post) => post.role === role)?.title;

const Holder = ({ page }: { page: CasePage }): Child => {
  const t = useWords();
  const { row, definition } = page.open.found;
  const state = stateOf(definition, row.state);
  if (state.ended) return t(words.closed);
  const title = holderTitle(definition.posts, state.holder);
  if (!title) return t(isAwaitingSignature(page.letters) ? words.awaitsSignature : words.system);
  const person = page.holds ? [actingMark[page.holds.kind], page.holds.name].filter(Boolean).join(' ') : t(words.nobody);
  return (
    <>
      <strong>{page.holds?.title ?? t(title)}</strong>
      <span class="g-sub">
        {person}
        {row.assignee_person_id ? `, ${t(words.takenBy, { name: page.assignee ?? '' })}` : ''}
      </span>
    </>
  );
};

const Moment = ({ at }: { at: Temporal.Instant }) => {
  const { language, timeZone } = useView();
  return <time datetime={at.toString()}>{shortMoment(at, language, timeZone)}</time>;
};

/** Whether it is this person's turn: some act of the open step is free, or lacks only what the step itself supplies. */
export const isTurnOf = (allowed: readonly AllowedAction[]): boolean =>
  allowed.some(({ action, refusal }) => action.key !== 'withdraw' && (refusal === null || refusal.code === 'missing'));

type AssignProps = { page: CasePage; state: FormState };

/** Takes the open task for oneself, or gives it back to the queue of the post. */
const Assign = ({ page, state }: AssignProps) => {
  const { row, definition } = page.open.found;
  const { holder } = stateOf(definition, row.state);
  const own = page.open.actor.posts.some((post) => post.role === holder);
  if (!own || holder === 'applicant-head') return null;
  const mine = row.assignee_person_id === page.open.actor.personId;
  const kind = mine || row.assignee_person_id ? 'release' : 'claim';
  return (
    <ActForm action={paths.caseAssignment(row.number)} state={state}>
      <Hidden name="kind" value={kind} />
      <Button
        label={kind === 'claim' ? words.take : words.putBack}
        tone="secondary"
        icon={kind === 'claim' ? 'hand-grab' : 'arrow-back'}
      />
    </ActForm>
  );
};

const Doing = ({ page, assign }: { page: CasePage; assign: FormState }) => {
  const t = useWords();
  const { row, definition } = page.open.found;
  const state = stateOf(definition, row.state);
  if (state.ended) return null;
  const turn = isTurnOf(page.allowed);
  const title = holderTitle(definition.posts, state.holder);
  const mayWithdraw = page.allowed.some(({ action, refusal }) => action.key === 'withdraw' && refusal === null);
  return (
    <div class="g-now-do">
      {turn ? (
        <LinkButton
          href={workPath(definition, row.number, row.state)}
          label={taskOf(definition, row.state)}
          tone="primary"
          icon="arrow-right"
        />
      ) : (
        <p class="g-now-waits">
          {title
            ? t(words.waitsFor, { post: t(title) })
            : t(isAwaitingSignature(page.letters) ? words.awaitsSignature : words.system)}
        </p>
      )}
      <Assign page={page} state={assign} />
      {mayWithdraw ? <LinkButton href={paths.caseWithdrawal(row.number)} label={words.withdraw} tone="quiet" /> : null}
    </div>
  );
};

/** When it will be done, with what the answer is worth. */
const Forecast = ({ forecast: { from, middle, until, learned } }: { forecast: NonNullable<CasePage['forecast']> }) => {
  const t = useWords();
  const { language, timeZone } = useView();
  const day = (at: Temporal.Instant): string => shortDate(at, language, timeZone);
  const held = learned && learned.forecasts > 0 ? Math.round((100 * learned.held) / learned.forecasts) : 0;
  return (
    <div>
      <dt>{t(words.forecast)}</dt>
      <dd>
        {learned ? t(words.forecastRange, { from: day(from), until: day(until) }) : day(middle)}
        <span class="g-sub">
          {learned
            ? t(words.forecastWorth, { middle: day(middle), cases: learned.cases, held, n: learned.forecasts })
            : t(words.forecastSop)}
        </span>
      </dd>
    </div>
  );
};

/** Where the case is, at a glance: the steps, the state, who holds it, since when, until when, and what to do. */
export const Now = ({ page, assign }: { page: CasePage; assign: FormState }) => {
  const t = useWords();
  const { now, timeZone } = useView();
  const { open, visits } = page;
  const { row, definition } = open.found;
  const state = stateOf(definition, row.state);
  const steps = trackerOf(definition, row, visits, { now, timeZone });
  return (
    <section class="g-card g-now" aria-label={t(words.now)}>
      <div class="g-now-steps">
        <Steps steps={steps} />
      </div>
      <dl class="g-now-facts">
        <div>
          <dt>{t(words.state)}</dt>
          <dd>
            <Status label={state.label} colour={state.colour} />
          </dd>
        </div>
        <div>
          <dt>{t(words.holder)}</dt>
          <dd>
            <Holder page={page} />
          </dd>
        </div>
        <div>
          <dt>{t(row.closed_at ? words.closedAt : words.since)}</dt>
          <dd>
            <Moment at={row.closed_at ?? row.state_since} />
          </dd>
        </div>
        {row.closed_at ? null : (
          <div>
            <dt>{t(words.due)}</dt>
            <dd>
              {row.due_at || state.clock === 'standing' ? (
                <StepDeadline calendar={open.calendar} due={row.due_at} clock={state.clock} />
              ) : (
                t(words.noDue)
              )}
            </dd>
          </div>
        )}
        {row.total_due_at && !row.closed_at ? (
          <div>
            <dt>{t(words.totalDue)}</dt>
            <dd>
              <StepDeadline calendar={open.calendar} due={row.total_due_at} clock={state.clock} />
            </dd>
          </div>
        ) : null}
        {page.forecast ? <Forecast forecast={page.forecast} /> : null}
      </dl>
      <Doing page={page} assign={assign} />
    </section>
  );
};
