import { countWaiting } from '#cases/index.ts';
import { findUpload } from '#files/index.ts';
import {
  type Appointment,
  type AppointmentInput,
  actingMark,
  appoint,
  appointmentKinds,
  createPost,
  endAppointment,
  getPost,
  listAppointments,
  listOffices,
  listPeople,
  listPosts,
  listVacancies,
  type Office,
  type Person,
  type Post,
  updatePost,
} from '#identity/index.ts';
import { secretariat } from '#letters/index.ts';
import { AppError } from '#lib/errors.ts';
import { say } from '#lib/words.ts';
import { hostingSop } from '#sop/index.ts';
import { act, freshForm } from '../../../act.ts';
import { Button, ButtonGroup, LinkButton } from '../../../components/button/button.tsx';
import { Card, Stack } from '../../../components/card/card.tsx';
import { Empty } from '../../../components/empty/empty.tsx';
import { Checkbox, DateField, Radios, Select, TextField } from '../../../components/field/field.tsx';
import { FileField } from '../../../components/field/file-field.tsx';
import { ActForm } from '../../../components/form/form.tsx';
import { Table } from '../../../components/table/table.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { type FormState, text, ticked, toObject } from '../../../form.ts';
import { page, param } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { useView, useWords } from '../../../view.ts';
import { sendFile } from '../../files/send.ts';
import { OfficeFilter } from '../shared/filter.tsx';
import { administrator, adminReader } from '../shared/guard.ts';
import { shared } from '../shared/words.ts';
import { AppointmentTable, standingOf } from './appointments.tsx';
import { VacancyTable } from './vacancies.tsx';
import { words } from './words.ts';

const roleWords = (role: string | null) =>
  role === secretariat.role ? secretariat.label : (hostingSop.posts.find((post) => post.role === role)?.title ?? words.noRole);

type PostTableProps = { posts: readonly Post[]; appointments: readonly Appointment[] };

const PostTable = ({ posts, appointments }: PostTableProps) => {
  const t = useWords();
  const { now, timeZone } = useView();
  const today = now.toZonedDateTimeISO(timeZone).toPlainDate();
  const holders = (post: Post): string =>
    appointments
      .filter((each) => each.postId === post.id && standingOf(each, today) === 'current')
      .map((each) => `${actingMark[each.kind]} ${each.personName}`.trim())
      .join(', ');
  return (
    <Table
      caption={words.title}
      rows={posts}
      empty={<Empty title={words.empty} icon="id-badge" />}
      mark={(post) => (post.active ? null : 'off')}
      columns={[
        {
          key: 'title',
          label: words.postTitle,
          cell: (post) => (
            <>
              <a href={paths.post(post.id)}>{post.title}</a>
              <span class="g-sub">{post.officeName}</span>
            </>
          ),
        },
        { key: 'role', label: words.role, cell: (post) => t(roleWords(post.role)) },
        {
          key: 'holder',
          label: words.holder,
          cell: (post) => (post.active ? holders(post) || <span class="g-late">{t(words.vacant)}</span> : t(shared.inactive)),
        },
      ]}
    />
  );
};

const NewPost = ({ state, offices }: { state: FormState; offices: readonly Office[] }) => (
  <Card>
    <ActForm action={paths.newPost()} state={state}>
      <Select
        state={state}
        name="officeId"
        label={shared.office}
        options={offices.map((office) => ({ value: office.id, label: office.name }))}
      />
      <TextField state={state} name="title" label={words.postTitle} />
      <Select
        state={state}
        name="role"
        label={words.role}
        hint={words.roleHint}
        empty={words.noRole}
        options={[
          ...hostingSop.posts.map((post) => ({ value: post.role, label: post.title })),
          { value: secretariat.role, label: secretariat.label },
        ]}
        width="medium"
      />
      <ButtonGroup cancel={paths.posts()}>
        <Button label={shared.save} />
      </ButtonGroup>
    </ActForm>
  </Card>
);

type OnePost = { post: Post; appointments: readonly Appointment[]; people: readonly Person[]; mayChange: boolean };

const EditPost = ({ state, post }: { state: FormState; post: Post }) => (
  <Card>
    <ActForm action={paths.post(post.id)} state={state}>
      <TextField state={state} name="title" label={words.postTitle} />
      <Checkbox state={state} name="active" label={words.isActive} />
      <ButtonGroup cancel={paths.posts()}>
        <Button label={shared.save} tone="secondary" />
      </ButtonGroup>
    </ActForm>
  </Card>
);

const Appoint = ({ state, post, people }: { state: FormState; post: Post; people: readonly Person[] }) => (
  <Card title={words.appoint} id="appoint">
    <ActForm action={paths.appointments(post.id)} state={state} files>
      <Select
        state={state}
        name="personId"
        label={words.person}
        options={people.map((person) => ({
          value: person.id,
          label: person.name,
          group: person.officeName,
        }))}
      />
      <Radios state={state} name="kind" label={words.kind} options={appointmentKinds} inline />
      <div class="g-pair">
        <DateField state={state} name="validFrom" label={words.from} />
        <DateField state={state} name="validUntil" label={words.until} hint={words.untilHint} optional />
      </div>
      <div class="g-pair">
        <TextField state={state} name="letterNumber" label={words.letter} optional />
        <DateField state={state} name="letterDate" label={words.letterDate} optional />
      </div>
      <FileField state={state} name="letterUploadId" label={words.letterScan} optional accept=".pdf,image/*" href={paths.file} />
      <Button label={words.appoint} icon="user-check" />
    </ActForm>
  </Card>
);

const readPost = async (c: Ctx): Promise<OnePost> => {
  const { db } = c.var.services;
  const { mayChange } = adminReader(c);
  const post = await getPost(db, param(c, 'id'));
  const [appointments, people] = await Promise.all([listAppointments(db, { postId: post.id }), mayChange ? listPeople(db) : []]);
  // People of the post's own office come first in the list to choose from.
  const near = people.toSorted((a, b) => Number(b.officeId === post.officeId) - Number(a.officeId === post.officeId));
  return { post, appointments, people: near, mayChange };
};

/** Only one of the two forms has been posted; the other one is fresh. */
const show = async (c: Ctx, states: { edit?: FormState; appoint?: FormState }): Promise<Response> => {
  const { post, appointments, people, mayChange } = await readPost(c);
  const today = c.var.now.toZonedDateTimeISO(c.var.installation?.timeZone ?? 'UTC').toPlainDate();
  const edit = states.edit ?? freshForm(c, { title: post.title, active: post.active });
  const appointing = states.appoint ?? freshForm(c, { kind: 'definitive', validFrom: today.toString() });
  return page(
    c,
    {
      title: post.title,
      section: 'posts',
      breadcrumbs: [{ label: words.title, href: paths.posts() }],
      lead: `${post.officeName} · ${say(words.role, c.var.language)}: ${say(roleWords(post.role), c.var.language)}`,
      state: states.appoint ?? edit,
      width: 'narrow',
    },
    <Stack>
      <Card title={words.appointments} flush>
        <p class="g-muted g-inset">{say(words.appointmentsHow, c.var.language)}</p>
        <AppointmentTable appointments={appointments} by="person" empty={words.noAppointments} mayEnd={mayChange} />
      </Card>
      {mayChange && post.active ? <Appoint state={appointing} post={post} people={people} /> : null}
      {mayChange ? <EditPost state={edit} post={post} /> : null}
    </Stack>,
  );
};

/** One appointment, through the person's list: the room finds appointments by post, person or office. */
const findAppointment = async (c: Ctx): Promise<Appointment> => {
  const id = param(c, 'id');
  const found = (await listAppointments(c.var.services.db)).find((appointment) => appointment.id === id);
  if (!found) throw new AppError('not_found', { what: 'appointment' });
  return found;
};

const showEnd = async (c: Ctx, state: FormState): Promise<Response> => {
  const appointment = await findAppointment(c);
  const whose = say(words.whose, c.var.language, {
    name: appointment.personName,
    title: `${actingMark[appointment.kind]} ${appointment.postTitle}`.trim(),
  });
  return page(
    c,
    {
      title: words.endTitle,
      section: 'posts',
      breadcrumbs: [
        { label: words.title, href: paths.posts() },
        { label: appointment.postTitle, href: paths.post(appointment.postId) },
      ],
      lead: whose,
      state,
      width: 'narrow',
    },
    <Card>
      <ActForm action={paths.appointmentEnd(appointment.id)} state={state}>
        <DateField state={state} name="lastDay" label={words.lastDay} hint={words.lastDayHint} />
        <ButtonGroup cancel={paths.post(appointment.postId)}>
          <Button label={words.endTitle} tone="danger" />
        </ButtonGroup>
      </ActForm>
    </Card>,
  );
};

/** Posts and who holds them when. */
export const postsPage: Page = (app) => {
  app.get(paths.posts(), async (c) => {
    const { mayChange } = adminReader(c);
    const { db } = c.var.services;
    const offices = await listOffices(db);
    const officeId = offices.find((office) => office.id === c.req.query('office'))?.id;
    const only = officeId ? { officeId } : {};
    const today = c.var.now.toZonedDateTimeISO(c.var.installation?.timeZone ?? 'UTC').toPlainDate();
    const [posts, appointments, vacancies, waiting] = await Promise.all([
      listPosts(db, only),
      listAppointments(db, only),
      listVacancies(db, { on: today, horizon: 14 }),
      countWaiting(db),
    ]);
    const concerned = vacancies.filter((vacancy) => !officeId || vacancy.officeId === officeId);
    const add = paths.newPost(officeId ? { office: officeId } : {});
    return page(
      c,
      {
        title: words.title,
        section: 'posts',
        lead: say(words.lead, c.var.language),
        actions: mayChange ? <LinkButton href={add} label={words.add} icon="plus" tone="primary" /> : null,
      },
      <>
        <div class="g-bars">
          <OfficeFilter action={paths.posts()} offices={offices} chosen={officeId ?? ''} />
        </div>
        {concerned.length > 0 ? (
          <Card title={words.vacancies} flush>
            <VacancyTable vacancies={concerned} waiting={waiting} mayChange={mayChange} />
          </Card>
        ) : null}
        <Card flush>
          <PostTable posts={posts} appointments={appointments} />
        </Card>
      </>,
    );
  });

  const showNew = async (c: Ctx, state: FormState): Promise<Response> => {
    const offices = await listOffices(c.var.services.db, { active: true });
    const breadcrumbs = [{ label: words.title, href: paths.posts() }];
    return page(
      c,
      { title: words.add, section: 'posts', breadcrumbs, state, width: 'narrow' },
      <NewPost state={state} offices={offices} />,
    );
  };

  app.get(paths.newPost(), (c) => {
    administrator(c);
    return showNew(c, freshForm(c, { officeId: c.req.query('office') ?? '' }));
  });

  app.post(paths.newPost(), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        const post = { officeId: text(values, 'officeId'), title: text(values, 'title'), role: text(values, 'role') || null };
        const { postId } = await createPost(tx, { post, by: actor, now });
        return { to: paths.post(postId), said: words.added };
      },
      again: (state) => showNew(c, state),
    }),
  );

  app.get(paths.post(':id'), (c) => show(c, {}));

  app.post(paths.post(':id'), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        await updatePost(tx, {
          postId: param(c, 'id'),
          title: text(values, 'title'),
          active: ticked(values, 'active'),
          by: actor,
          now,
        });
        return { to: paths.posts(), said: shared.saved };
      },
      again: (edit) => show(c, { edit }),
    }),
  );

  app.post(paths.appointments(':id'), (c) =>
    act(c, {
      uploads: [{ field: 'letterUploadId', purpose: 'paper' }],
      run: async (tx, { actor, values, uploads, now }) => {
        // An id that is no upload of this account's is none.
        const letterUploadId = uploads.get(text(values, 'letterUploadId'))?.id ?? '';
        const appointment = { ...toObject(values), letterUploadId, postId: param(c, 'id') } as AppointmentInput;
        await appoint(tx, { appointment, by: actor, now });
        return { to: paths.post(param(c, 'id')), said: words.appointed };
      },
      again: (appointing) => show(c, { appoint: appointing }),
    }),
  );

  app.get(paths.appointmentLetter(':id'), async (c) => {
    adminReader(c);
    const { letterUploadId } = await findAppointment(c);
    const upload = letterUploadId ? await findUpload(c.var.services.db, letterUploadId) : undefined;
    if (!upload) throw new AppError('not_found', { what: 'letter of an appointment' });
    return sendFile(c, c.var.services.db, { fileId: upload.fileId, name: upload.name, inline: true });
  });

  app.get(paths.appointmentEnd(':id'), async (c) => {
    administrator(c);
    const today = c.var.now.toZonedDateTimeISO(c.var.installation?.timeZone ?? 'UTC').toPlainDate();
    return showEnd(c, freshForm(c, { lastDay: today.toString() }));
  });

  app.post(paths.appointmentEnd(':id'), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        const appointmentId = param(c, 'id');
        await endAppointment(tx, { appointmentId, lastDay: text(values, 'lastDay'), by: actor, now });
        return { to: paths.posts(), said: words.ended };
      },
      again: (state) => showEnd(c, state),
    }),
  );
};
