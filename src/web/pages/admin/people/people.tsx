import {
  type Appointment,
  createPerson,
  getPerson,
  listAppointments,
  listOffices,
  listPeople,
  maskNip,
  type Office,
  type Person,
  type PersonInput,
  updatePerson,
} from '#identity/index.ts';
import { findMaskedNik } from '#letters/index.ts';
import { say } from '#lib/words.ts';
import { act, freshForm } from '../../../act.ts';
import { Button, ButtonGroup, LinkButton } from '../../../components/button/button.tsx';
import { Card, Stack } from '../../../components/card/card.tsx';
import { Empty } from '../../../components/empty/empty.tsx';
import { Select, TextField } from '../../../components/field/field.tsx';
import { ActForm } from '../../../components/form/form.tsx';
import { Table } from '../../../components/table/table.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { type FormState, toObject } from '../../../form.ts';
import { page, param } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { useWords } from '../../../view.ts';
import { AppointmentTable } from '../posts/appointments.tsx';
import { OfficeFilter, TypeFilter } from '../shared/filter.tsx';
import { administrator, adminReader } from '../shared/guard.ts';
import { shared } from '../shared/words.ts';
import { words } from './words.ts';

const PeopleTable = ({ people, mayChange }: { people: readonly Person[]; mayChange: boolean }) => {
  const t = useWords();
  return (
    <Table
      caption={words.title}
      rows={people}
      empty={<Empty title={words.empty} icon="users" />}
      columns={[
        {
          key: 'name',
          label: shared.name,
          cell: (person) => (
            <>
              {mayChange ? <a href={paths.person(person.id)}>{person.name}</a> : person.name}
              {person.rank ? <span class="g-sub">{person.rank}</span> : null}
            </>
          ),
        },
        { key: 'nip', label: shared.nip, tight: true, cell: (person) => (person.nip ? maskNip(person.nip) : '') },
        { key: 'office', label: shared.office, cell: (person) => person.officeName },
        {
          key: 'account',
          label: words.account,
          cell: (person) => {
            if (!mayChange) return t(person.accountId ? words.hasAccount : words.noAccount);
            return person.accountId ? (
              <a href={paths.account(person.accountId)}>{t(words.hasAccount)}</a>
            ) : (
              <a href={paths.newAccount({ person: person.id })}>{t(words.makeAccount)}</a>
            );
          },
        },
      ]}
    />
  );
};

const PersonForm = ({ state, person, offices }: { state: FormState; person: Person | null; offices: readonly Office[] }) => (
  <Card>
    <ActForm action={person ? paths.person(person.id) : paths.newPerson()} state={state}>
      <TextField state={state} name="name" label={shared.name} />
      <Select
        state={state}
        name="officeId"
        label={shared.office}
        options={offices.map((office) => ({ value: office.id, label: office.name }))}
      />
      <div class="g-pair">
        <TextField state={state} name="nip" label={shared.nip} hint={words.nipHint} inputmode="numeric" optional />
        <TextField state={state} name="rank" label={shared.rank} hint={words.rankHint} optional />
        <TextField state={state} name="email" label={shared.email} type="email" optional />
        <TextField state={state} name="phone" label={shared.phone} type="tel" optional />
      </div>
      <ButtonGroup cancel={paths.people()}>
        <Button label={shared.save} />
      </ButtonGroup>
    </ActForm>
  </Card>
);

const show = async (c: Ctx, state: FormState, person: Person | null): Promise<Response> => {
  const { db } = c.var.services;
  const [offices, appointments, nik] = await Promise.all([
    listOffices(db, { active: true }),
    person ? listAppointments(db, { personId: person.id }) : ([] as Appointment[]),
    person ? findMaskedNik(db, person.id, c.var.services.config.secret) : null,
  ]);
  const leave = person ? <LinkButton href={paths.personLeave(person.id)} label={words.leave} icon="calendar-off" /> : null;
  const account = person?.accountId ? (
    <LinkButton href={paths.account(person.accountId)} label={words.openAccount} />
  ) : person ? (
    <LinkButton href={paths.newAccount({ person: person.id })} label={words.makeAccount} icon="user-plus" />
  ) : null;
  return page(
    c,
    {
      title: person?.name ?? words.add,
      section: 'people',
      breadcrumbs: [{ label: words.title, href: paths.people() }],
      state,
      width: 'narrow',
      actions: (
        <ButtonGroup>
          {leave}
          {account}
        </ButtonGroup>
      ),
    },
    <Stack>
      <PersonForm state={state} person={person} offices={offices} />
      {person ? (
        <Card
          title={words.nik}
          aside={<LinkButton href={paths.personNik(person.id)} label={nik ? words.nikChange : words.nikAdd} small />}
        >
          <p>{nik ?? say(words.nikNone, c.var.language)}</p>
        </Card>
      ) : null}
      {person ? (
        <Card title={words.posts} flush>
          <AppointmentTable appointments={appointments} by="post" empty={words.noPosts} />
        </Card>
      ) : null}
    </Stack>,
  );
};

/** The register of people. The NIP is shown whole only in the form of one person. */
export const peoplePage: Page = (app) => {
  app.get(paths.people(), async (c) => {
    const { mayChange } = adminReader(c);
    const { db } = c.var.services;
    const chosen = c.req.query('office') ?? '';
    const offices = await listOffices(db);
    const officeId = offices.find((office) => office.id === chosen)?.id;
    const people = await listPeople(db, officeId ? { officeId } : {});
    const add = paths.newPerson(officeId ? { office: officeId } : {});
    return page(
      c,
      {
        title: words.title,
        section: 'people',
        lead: say(words.lead, c.var.language),
        actions: mayChange ? <LinkButton href={add} label={words.add} icon="plus" tone="primary" /> : null,
      },
      <>
        <div class="g-bars">
          <OfficeFilter action={paths.people()} offices={offices} chosen={officeId ?? ''} />
          <TypeFilter table="people" />
        </div>
        <div id="people">
          <Card flush>
            <PeopleTable people={people} mayChange={mayChange} />
          </Card>
        </div>
      </>,
    );
  });

  app.get(paths.newPerson(), (c) => {
    administrator(c);
    return show(c, freshForm(c, { officeId: c.req.query('office') ?? '' }), null);
  });

  app.post(paths.newPerson(), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        const { personId } = await createPerson(tx, { person: toObject(values) as PersonInput, by: actor, now });
        return { to: paths.person(personId), said: words.added };
      },
      again: (state) => show(c, state, null),
    }),
  );

  app.get(paths.person(':id'), async (c) => {
    administrator(c);
    const person = await getPerson(c.var.services.db, param(c, 'id'));
    const { name, officeId, nip, rank, email, phone } = person;
    return show(c, freshForm(c, { name, officeId, nip, rank, email, phone }), person);
  });

  app.post(paths.person(':id'), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        await updatePerson(tx, { personId: param(c, 'id'), person: toObject(values) as PersonInput, by: actor, now });
        return { to: paths.people(), said: shared.saved };
      },
      again: async (state) => show(c, state, await getPerson(c.var.services.db, param(c, 'id'))),
    }),
  );
};
