import {
  type Appointment,
  endLeave,
  getPerson,
  goOnLeave,
  type Leave,
  type LeaveInput,
  leaveKinds,
  listAppointments,
  listLeaves,
  listPeople,
  mayAdminister,
  type Person,
} from '#identity/index.ts';
import { AppError } from '#lib/errors.ts';
import { shortDate } from '#lib/format.ts';
import { say } from '#lib/words.ts';
import { act, freshForm } from '../../act.ts';
import { Button, ButtonGroup, LinkButton } from '../../components/button/button.tsx';
import { Card, Stack } from '../../components/card/card.tsx';
import { Empty } from '../../components/empty/empty.tsx';
import { Checkbox, DateField, Select, TextField } from '../../components/field/field.tsx';
import { FileField } from '../../components/field/file-field.tsx';
import { ActForm, Hidden } from '../../components/form/form.tsx';
import { Table } from '../../components/table/table.tsx';
import type { Ctx, Page } from '../../context.ts';
import { type FormState, type FormValues, text, ticked } from '../../form.ts';
import { page, param, signedIn } from '../../page.tsx';
import { paths } from '../../paths.ts';
import type { UploadRule } from '../../read-form.ts';
import { useView, useWords } from '../../view.ts';
import { words as people } from '../admin/people/words.ts';
import { standingOf } from '../admin/posts/appointments.tsx';
import { words as profile } from '../own/profile/words.ts';
import { words } from './words.ts';

/** Whose absences a page is about, and where it is reached: one's own from the profile, anybody's by the administrator. */
type Whose = { personId: string; own: boolean };

const scan: UploadRule = { field: 'letterUploadId', purpose: 'paper' };

const pathOf = ({ own, personId }: Whose): string => (own ? paths.leave() : paths.personLeave(personId));

const Leaves = ({ leaves, whose, state }: { leaves: readonly Leave[]; whose: Whose; state: FormState }) => {
  const t = useWords();
  const { language, timeZone, now } = useView();
  const today = now.toZonedDateTimeISO(timeZone).toPlainDate();
  const over = (leave: Leave): boolean => leave.endedAt !== null || Temporal.PlainDate.compare(leave.lastDay, today) < 0;
  return (
    <Table
      caption={words.list}
      rows={leaves}
      empty={<Empty icon="calendar-off" title={words.none} />}
      mark={(leave) => (over(leave) ? 'off' : null)}
      columns={[
        {
          key: 'period',
          label: words.period,
          heading: true,
          cell: (leave) => `${shortDate(leave.firstDay, language, timeZone)} – ${shortDate(leave.lastDay, language, timeZone)}`,
        },
        {
          key: 'kind',
          label: words.kind,
          cell: (leave) => (
            <>
              {t(leaveKinds.find((kind) => kind.value === leave.kind)?.label ?? leave.kind)}
              {leave.note ? <span class="g-sub">{leave.note}</span> : null}
            </>
          ),
        },
        {
          key: 'standIns',
          label: words.standIns,
          cell: (leave) =>
            leave.standIns.length === 0
              ? t(words.nobody)
              : leave.standIns.map((standIn) => (
                  <div>{t(words.standInLine, { name: standIn.personName, post: standIn.postTitle })}</div>
                )),
        },
        {
          key: 'end',
          label: words.action,
          quiet: true,
          align: 'right',
          cell: (leave) => {
            if (leave.endedAt) return t(words.ended);
            if (over(leave)) return null;
            const begun = Temporal.PlainDate.compare(leave.firstDay, today) < 0;
            return (
              <ActForm action={whose.own ? paths.leaveEnd() : paths.personLeaveEnd(whose.personId)} state={state}>
                <Hidden name="leave" value={leave.id} />
                <Button label={begun ? words.back : words.callOff} tone="secondary" small confirm={words.backConfirm} />
              </ActForm>
            );
          },
        },
      ]}
    />
  );
};

type EnterProps = { state: FormState; whose: Whose; posts: readonly Appointment[]; candidates: readonly Person[] };

const Enter = ({ state, whose, posts, candidates }: EnterProps) => {
  const t = useWords();
  return (
    <Card title={words.enter}>
      <ActForm action={pathOf(whose)} state={state} files>
        <div class="g-pair">
          <DateField state={state} name="firstDay" label={words.firstDay} />
          <DateField state={state} name="lastDay" label={words.lastDay} hint={words.lastDayHint} />
        </div>
        <Select state={state} name="kind" label={words.kind} options={leaveKinds} width="medium" />
        <TextField state={state} name="note" label={words.note} optional maxlength={300} />
        {posts.length === 0 ? <p class="g-muted">{t(words.noPosts)}</p> : null}
        {posts.map((post) => (
          <Select
            state={state}
            name={`standIn.${post.postId}`}
            label={t(words.standIn, { post: post.postTitle })}
            empty={words.noStandIn}
            options={candidates.map((person) => ({ value: person.id, label: person.name, group: person.officeName }))}
          />
        ))}
        {posts.length > 0 ? (
          <>
            <div class="g-pair">
              <TextField state={state} name="letterNumber" label={words.letterNumber} hint={words.letterHint} optional />
              <DateField state={state} name="letterDate" label={words.letterDate} hint={words.letterHint} optional />
            </div>
            <FileField
              state={state}
              name="letterUploadId"
              label={words.letterScan}
              optional
              accept=".pdf,image/*"
              href={paths.file}
            />
          </>
        ) : null}
        <Checkbox state={state} name="handOver" label={words.handOver} />
        <ButtonGroup cancel={whose.own ? paths.profile() : paths.person(whose.personId)}>
          <Button label={words.save} />
        </ButtonGroup>
      </ActForm>
    </Card>
  );
};

const read = async (c: Ctx, whose: Whose) => {
  const { db } = c.var.services;
  const today = c.var.now.toZonedDateTimeISO(c.var.installation?.timeZone ?? 'UTC').toPlainDate();
  const [person, leaves, appointments] = await Promise.all([
    getPerson(db, whose.personId),
    listLeaves(db, { personId: whose.personId }),
    listAppointments(db, { personId: whose.personId }),
  ]);
  const posts = appointments.filter((each) => each.kind === 'definitive' && standingOf(each, today) === 'current');
  const everybody = await listPeople(db, whose.own ? { officeId: person.officeId } : {});
  const candidates = everybody.filter((each) => each.id !== person.id && each.accountId !== null);
  return { person, leaves, posts, candidates, today };
};

const show = async (c: Ctx, whose: Whose, again?: FormState): Promise<Response> => {
  const { person, leaves, posts, candidates, today } = await read(c, whose);
  const fresh = freshForm(c, { firstDay: today.toString(), handOver: true });
  const state = again ?? fresh;
  return page(
    c,
    {
      title: whose.own ? words.title : say(words.titleOf, c.var.language, { name: person.name }),
      section: whose.own ? 'profile' : 'people',
      breadcrumbs: whose.own
        ? [{ label: profile.title, href: paths.profile() }]
        : [
            { label: people.title, href: paths.people() },
            { label: person.name, href: paths.person(person.id) },
          ],
      lead: say(whose.own ? words.lead : words.leadOf, c.var.language),
      actions: <LinkButton href={paths.handOver(person.id)} label={words.handTitle} icon="transfer" />,
      state,
      width: 'narrow',
    },
    <Stack>
      <Enter state={state} whose={whose} posts={posts} candidates={candidates} />
      <Card title={words.list} flush>
        <Leaves leaves={leaves} whose={whose} state={fresh} />
      </Card>
    </Stack>,
  );
};

/** The form as the command takes it: one stand-in per post that names somebody. */
const inputOf = (values: FormValues): LeaveInput => ({
  kind: text(values, 'kind') as LeaveInput['kind'],
  firstDay: text(values, 'firstDay'),
  lastDay: text(values, 'lastDay'),
  note: text(values, 'note'),
  handOver: ticked(values, 'handOver'),
  letterNumber: text(values, 'letterNumber'),
  letterDate: text(values, 'letterDate'),
  letterUploadId: text(values, 'letterUploadId'),
  standIns: [...values.keys()]
    .filter((name) => name.startsWith('standIn.') && text(values, name) !== '')
    .map((name) => ({ postId: name.slice('standIn.'.length), personId: text(values, name) })),
});

/** Absences and who stands in: one's own from the profile, anybody's by the administrator. */
export const leavePage: Page = (app) => {
  const own = (c: Ctx): Whose => ({ personId: signedIn(c).personId, own: true });
  const anybody = (c: Ctx): Whose => {
    if (!mayAdminister(signedIn(c))) throw new AppError('forbidden', { why: 'administrator' });
    return { personId: param(c, 'id'), own: false };
  };
  for (const [path, endPath, who] of [
    [paths.leave(), paths.leaveEnd(), own],
    [paths.personLeave(':id'), paths.personLeaveEnd(':id'), anybody],
  ] as const) {
    app.get(path, (c) => show(c, who(c)));
    app.post(path, (c) =>
      act(c, {
        uploads: [scan],
        run: async (tx, { actor, values, uploads, now }) => {
          const whose =
            path === paths.leave() ? { personId: actor.personId, own: true } : { personId: param(c, 'id'), own: false };
          const leave = inputOf(values);
          // An id that is no upload of this account's is none.
          const letterUploadId = uploads.get(String(leave.letterUploadId))?.id ?? '';
          await goOnLeave(tx, { personId: whose.personId, leave: { ...leave, letterUploadId }, by: actor, now });
          return { to: pathOf(whose), said: words.saved };
        },
        again: (state) => show(c, who(c), state),
      }),
    );
    app.post(endPath, (c) =>
      act(c, {
        run: async (tx, { actor, values, now }) => {
          await endLeave(tx, { leaveId: text(values, 'leave'), by: actor, now });
          return { to: path === paths.leave() ? path : paths.personLeave(param(c, 'id')), said: words.backSaid };
        },
        again: (state) => show(c, who(c), state),
      }),
    );
  }
};
