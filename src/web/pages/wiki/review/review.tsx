import { shortDate } from '#lib/format.ts';
import { say } from '#lib/words.ts';
import { confirmPage, getPage, type Ownership, setReview, type WikiPage } from '#wiki/index.ts';
import { act, freshForm } from '../../../act.ts';
import { Button, ButtonGroup, LinkButton } from '../../../components/button/button.tsx';
import { Card, Stack } from '../../../components/card/card.tsx';
import { DateField, Select } from '../../../components/field/field.tsx';
import { ActForm, Hidden } from '../../../components/form/form.tsx';
import { Mark } from '../../../components/status/status.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { type FormState, text } from '../../../form.ts';
import { page, param, signedIn } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { useView, useWords } from '../../../view.ts';
import { keyed, pageCrumbs, writtenPage } from '../shared.tsx';
import { words as common } from '../words.ts';
import { Owner, ownerOptions } from './owner.tsx';
import { words } from './words.ts';

/** The day of the office on which a request is made. */
export const todayOf = (c: Ctx): Temporal.PlainDate =>
  c.var.now.toZonedDateTimeISO(c.var.installation?.timeZone ?? 'UTC').toPlainDate();

/** Who answers for a page, when it was last found correct, and saying so in one click. */
export const Review = ({
  here,
  owner,
  state,
  today,
}: {
  here: WikiPage;
  owner: Ownership | null;
  state: FormState;
  today: Temporal.PlainDate;
}) => {
  const t = useWords();
  const { language, timeZone } = useView();
  const due = here.reviewOn !== null && Temporal.PlainDate.compare(here.reviewOn, today) <= 0;
  const next = today.add({ months: here.reviewMonths });
  const faulty = state.faults.some(({ field }) => field === 'reviewOn');
  return (
    <Card title={common.review} id="review">
      <Stack>
        <p class="g-tight-lines">
          {t(common.owner)}: <Owner owner={owner} />
          <br />
          {t(common.reviewOn)}: {here.reviewOn ? shortDate(here.reviewOn, language, timeZone) : '–'}{' '}
          {due ? <Mark label={common.due} /> : null}
          <br />
          {here.reviewedAt
            ? t(common.confirmedBy, { name: here.reviewedByName ?? '', day: shortDate(here.reviewedAt, language, timeZone) })
            : t(common.neverConfirmed)}
        </p>
        <ActForm action={paths.wikiConfirmation(here.id)} state={keyed(state)} class="g-review">
          <Hidden name="seen" value={here.revision} />
          <ButtonGroup>
            <Button label={common.stillCorrect} icon="check" tone="secondary" small />
            <LinkButton href={paths.wikiReview(here.id)} label={common.setReview} tone="quiet" small />
          </ButtonGroup>
          <p class="g-sub">{t(words.againOn, { day: shortDate(next, language, timeZone) })}</p>
          <details open={faulty}>
            <summary>{t(words.otherDate)}</summary>
            <DateField
              state={state}
              name="reviewOn"
              label={common.reviewOn}
              min={today.add({ days: 1 }).toString()}
              max={today.add({ years: 10 }).toString()}
              optional
            />
          </details>
        </ActForm>
      </Stack>
    </Card>
  );
};

const showReview = async (c: Ctx, posted: FormState | null): Promise<Response> => {
  const here = await writtenPage(c);
  const own = here.ownerPersonId ? { personId: here.ownerPersonId, name: here.ownerName ?? '' } : null;
  const people = await ownerOptions(c, own);
  const state = posted ?? freshForm(c, { ownerPersonId: here.ownerPersonId ?? '', reviewOn: here.reviewOn?.toString() ?? '' });
  return page(
    c,
    {
      title: common.setReview,
      section: 'wiki',
      breadcrumbs: pageCrumbs(here),
      lead: say(common.reviewLead, c.var.language),
      state,
      width: 'narrow',
    },
    <Card>
      <ActForm action={paths.wikiReview(here.id)} state={state}>
        <Select
          state={state}
          name="ownerPersonId"
          label={common.owner}
          hint={words.ownerHint}
          empty={words.ownDefault}
          options={people}
          optional
        />
        <DateField state={state} name="reviewOn" label={common.reviewOn} optional />
        <ButtonGroup cancel={paths.wikiPage(here.spaceKey, here.slug)}>
          <Button label={common.save} />
        </ButtonGroup>
      </ActForm>
    </Card>,
  );
};

/** The review of a page: its owner and date, and "still correct". `show` shows the page itself again where that was refused. */
export const wikiReviewPage =
  (show: (c: Ctx, here: WikiPage, state: FormState) => Promise<Response>): Page =>
  (app) => {
    app.post(paths.wikiConfirmation(':id'), (c) =>
      act(c, {
        run: async (tx, { actor, values, now }) => {
          const { page: here, reviewOn } = await confirmPage(tx, {
            actor,
            now,
            pageId: param(c, 'id'),
            seen: Number(text(values, 'seen')),
            today: todayOf(c),
            reviewOn: text(values, 'reviewOn'),
          });
          const day = shortDate(reviewOn, c.var.language, c.var.installation?.timeZone ?? 'UTC');
          return { to: paths.wikiPage(here.spaceKey, here.slug), said: say(common.confirmed, c.var.language, { day }) };
        },
        again: async (state) => show(c, await getPage(c.var.services.db, signedIn(c), param(c, 'id')), state),
      }),
    );
    app.get(paths.wikiReview(':id'), (c) => showReview(c, null));
    app.post(paths.wikiReview(':id'), (c) =>
      act(c, {
        run: async (tx, { actor, values, now }) => {
          const review = { ownerPersonId: text(values, 'ownerPersonId'), reviewOn: text(values, 'reviewOn') };
          const here = await setReview(tx, { actor, now, pageId: param(c, 'id'), today: todayOf(c), review });
          return { to: paths.wikiPage(here.spaceKey, here.slug), said: common.reviewSet };
        },
        again: (state) => showReview(c, state),
      }),
    );
  };
