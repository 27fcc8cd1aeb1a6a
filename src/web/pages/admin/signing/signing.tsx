import { X509Certificate } from 'node:crypto';
import {
  getOffice,
  listOffices,
  listPeople,
  listPosts,
  needAdministrator,
  type Office,
  type Person,
  type Post,
} from '#identity/index.ts';
import {
  checkSigner,
  draftedKinds,
  findAuthority,
  getSigningSetting,
  letterKinds,
  listInitialRules,
  retireAuthority,
  SigningFailure,
  type SigningSetting,
  saveInitialRules,
  saveSigningSetting,
  signingFailures,
  signingProviders,
} from '#letters/index.ts';
import { AppError } from '#lib/errors.ts';
import { longDate } from '#lib/format.ts';
import { say } from '#lib/words.ts';
import { act, freshForm, perform } from '../../../act.ts';
import { Button, ButtonGroup, LinkButton } from '../../../components/button/button.tsx';
import { Card, Stack } from '../../../components/card/card.tsx';
import { Facts } from '../../../components/facts/facts.tsx';
import { FieldSet, Radios, Select, TextField } from '../../../components/field/field.tsx';
import { ActForm, Hidden } from '../../../components/form/form.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { type FormState, text } from '../../../form.ts';
import { page } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { useView, useWords } from '../../../view.ts';
import { OfficeFilter } from '../shared/filter.tsx';
import { administrator } from '../shared/guard.ts';
import { shared } from '../shared/words.ts';
import { words } from './words.ts';

type Place = 'setting' | 'check' | 'initials' | 'authority';

type Shown = {
  office: Office;
  offices: readonly Office[];
  setting: SigningSetting;
  people: readonly Person[];
  posts: readonly Post[];
  rules: readonly { kind: string; postId: string }[];
  authority: Awaited<ReturnType<typeof findAuthority>>;
  formOf: (place: Place, record?: Parameters<typeof freshForm>[1]) => FormState;
  posted: FormState | null;
};

const Setting = ({ office, setting, formOf }: Shown) => {
  const t = useWords();
  const state = formOf('setting', {
    provider: setting.provider,
    baseAddress: setting.baseAddress,
    username: setting.username,
  });
  return (
    <Card title={words.outgoing}>
      <p class="g-muted">{t(words.providerNote)}</p>
      <ActForm action={paths.signingProvider()} state={state}>
        <Hidden name="office" value={office.id} />
        <Radios
          state={state}
          name="provider"
          label={words.provider}
          options={Object.entries(signingProviders).map(([value, { label, lead }]) => ({ value, label, hint: lead }))}
        />
        <FieldSet legend={words.service} hint={words.serviceHint}>
          <TextField
            state={state}
            name="baseAddress"
            label={words.baseAddress}
            hint={words.baseAddressHint}
            type="url"
            spellcheck={false}
            autocomplete="off"
            optional
          />
          <div class="g-pair">
            <TextField state={state} name="username" label={words.username} spellcheck={false} autocomplete="off" optional />
            <TextField
              state={state}
              name="password"
              label={words.password}
              {...(setting.hasPassword ? { hint: words.passwordKept } : {})}
              type="password"
              autocomplete="new-password"
              optional
            />
          </div>
        </FieldSet>
        <ButtonGroup>
          <Button label={shared.save} />
        </ButtonGroup>
      </ActForm>
    </Card>
  );
};

const Check = ({ office, setting, people, formOf }: Shown) => {
  const t = useWords();
  if (!signingProviders[setting.provider].needsNik) return null;
  const state = formOf('check');
  return (
    <Card title={words.check}>
      <p class="g-muted">{t(words.checkLead)}</p>
      <ActForm action={paths.signingCheck()} state={state}>
        <Hidden name="office" value={office.id} />
        <Select
          state={state}
          name="person"
          label={words.person}
          options={people.map((person) => ({ value: person.id, label: person.name }))}
          width="medium"
        />
        <Button label={words.checkNow} tone="secondary" />
      </ActForm>
    </Card>
  );
};

const places = [
  ['post1', words.first],
  ['post2', words.second],
  ['post3', words.third],
] as const;

const Initials = ({ office, posts, rules, formOf, posted }: Shown) => {
  const t = useWords();
  const options = posts.map((post) => ({ value: post.id, label: post.title }));
  const fresh = (kind: string): FormState => {
    const chosen = rules.filter((rule) => rule.kind === kind);
    const record = Object.fromEntries(places.map(([name], index) => [name, chosen[index]?.postId ?? '']));
    const state = formOf('initials', { kind, ...record });
    return posted && state === posted && text(posted.values, 'kind') !== kind ? formOf('authority', record) : state;
  };
  return (
    <Card title={words.initials}>
      <p class="g-muted">{t(words.initialsLead)}</p>
      <Stack>
        {draftedKinds.map((kind) => {
          const state = fresh(kind);
          return (
            <ActForm action={paths.signingInitials()} state={state}>
              <Hidden name="office" value={office.id} />
              <Hidden name="kind" value={kind} />
              <FieldSet legend={letterKinds[kind].label}>
                {places.map(([name, label]) => (
                  <Select state={state} name={name} label={label} options={options} empty={words.nobody} width="medium" />
                ))}
              </FieldSet>
              <ButtonGroup>
                <Button label={shared.save} tone="secondary" />
              </ButtonGroup>
            </ActForm>
          );
        })}
      </Stack>
    </Card>
  );
};

const Authority = ({ authority, formOf }: Shown) => {
  const t = useWords();
  const { language, timeZone } = useView();
  if (!authority) {
    return (
      <Card title={words.authority}>
        <p>{t(words.authorityNone)}</p>
      </Card>
    );
  }
  const { fingerprint256 } = new X509Certificate(authority.certificate);
  const state = formOf('authority');
  return (
    <Card title={words.authority}>
      <p class="g-muted">{t(words.authorityLead)}</p>
      <Facts
        facts={[
          { label: words.made, value: longDate(authority.createdAt, language, timeZone) },
          { label: 'SHA-256', value: <code class="g-break">{fingerprint256}</code>, wide: true },
        ]}
      />
      <ButtonGroup>
        <LinkButton href={paths.signingAuthority()} label={words.download} icon="download" />
      </ButtonGroup>
      <details class="g-details">
        <summary>{t(words.replace)}</summary>
        <p class="g-hint">{t(words.replaceLead)}</p>
        <ActForm action={paths.signingAuthority()} state={state}>
          <Button label={words.replace} tone="danger" />
        </ActForm>
      </details>
    </Card>
  );
};

const show = async (c: Ctx, officeId: string, posted: FormState | null, place: Place | null): Promise<Response> => {
  administrator(c);
  const { db } = c.var.services;
  const office = await getOffice(db, officeId);
  const [offices, setting, people, posts, rules, authority] = await Promise.all([
    listOffices(db, { active: true }),
    getSigningSetting(db, office.id),
    listPeople(db, { officeId: office.id }),
    listPosts(db, { officeId: office.id, active: true }),
    listInitialRules(db, office.id),
    findAuthority(db),
  ]);
  const formOf: Shown['formOf'] = (wanted, record) => (posted && place === wanted ? posted : freshForm(c, record));
  const shown: Shown = { office, offices, setting, people, posts, rules, authority, formOf, posted };
  return page(
    c,
    {
      title: words.title,
      section: 'signing',
      lead: say(words.lead, c.var.language),
      width: 'narrow',
      ...(posted ? { state: posted } : {}),
    },
    <Stack>
      <OfficeFilter action={paths.signing()} offices={offices} chosen={office.id} />
      <Setting {...shown} />
      <Check {...shown} />
      <Initials {...shown} />
      <Authority {...shown} />
      <Card title={words.issuers}>
        <p class="g-muted">{say(words.issuersLead, c.var.language)}</p>
        <a href={paths.issuers()}>{say(words.issuersOpen, c.var.language)}</a>
      </Card>
    </Stack>,
  );
};

const hostOf = (c: Ctx): string => c.var.installation?.hostOfficeId ?? '';
const officeIn = (c: Ctx, state: FormState): string => text(state.values, 'office') || hostOf(c);

/** How offices sign, who initials before, and the authority of local certificates. The administrator's alone. */
export const adminSigningPage: Page = (app) => {
  app.get(paths.signing(), (c) => show(c, c.req.query('office') || hostOf(c), null, null));

  app.post(paths.signingProvider(), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        const officeId = text(values, 'office');
        const setting = {
          provider: text(values, 'provider'),
          baseAddress: text(values, 'baseAddress'),
          username: text(values, 'username'),
          // Not trimmed: a blank may belong to it.
          password: values.get('password')?.[0] ?? '',
        };
        await saveSigningSetting(tx, { officeId, setting, secret: c.var.services.config.secret, by: actor, now });
        return { to: paths.signing({ office: officeId }), said: shared.saved };
      },
      again: (state) => show(c, officeIn(c, state), state, 'setting'),
    }),
  );

  app.post(paths.signingCheck(), (c) =>
    perform(c, {
      run: async ({ actor, values }) => {
        needAdministrator(actor);
        const { db, config } = c.var.services;
        const [officeId, personId] = [text(values, 'office'), text(values, 'person')];
        const name = (await listPeople(db, { officeId })).find((person) => person.id === personId)?.name ?? '';
        const to = paths.signing({ office: officeId });
        const patience = config.signing ? { patience: config.signing.patience } : {};
        try {
          const status = await checkSigner(db, { officeId, personId, secret: config.secret, ...patience });
          return { to, said: say(words[status], c.var.language, { name }) };
        } catch (error) {
          if (error instanceof SigningFailure) return { to, said: signingFailures[error.code] };
          throw error;
        }
      },
      again: (state) => show(c, officeIn(c, state), state, 'check'),
    }),
  );

  app.post(paths.signingInitials(), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        const officeId = text(values, 'office');
        const postIds = places.map(([name]) => text(values, name)).filter((id) => id !== '');
        await saveInitialRules(tx, { officeId, kind: text(values, 'kind'), postIds, by: actor, now });
        return { to: paths.signing({ office: officeId }), said: shared.saved };
      },
      again: (state) => show(c, officeIn(c, state), state, 'initials'),
    }),
  );

  app.get(paths.signingAuthority(), async (c) => {
    administrator(c);
    const authority = await findAuthority(c.var.services.db);
    if (!authority) throw new AppError('not_found', { what: 'signing authority' });
    return c.body(new X509Certificate(authority.certificate).toString(), 200, {
      'content-type': 'application/x-pem-file',
      'content-disposition': 'attachment; filename="griya-sertifikat-induk.crt"',
    });
  });

  app.post(paths.signingAuthority(), (c) =>
    act(c, {
      run: async (tx, { actor, now }) => {
        await retireAuthority(tx, { by: actor, now });
        return { to: paths.signing(), said: words.replaced };
      },
      again: (state) => show(c, hostOf(c), state, 'authority'),
    }),
  );
};
