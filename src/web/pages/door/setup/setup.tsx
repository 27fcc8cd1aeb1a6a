import { createZone, standardZone } from '#dns/index.ts';
import { acceptAttribute, findUpload, parseMultipart, storeUpload } from '#files/index.ts';
import { completeSetup, isSetupToken, type SetupInput, shortestPassword, timeZones } from '#identity/index.ts';
import { AppError, type FieldFault } from '#lib/errors.ts';
import { say } from '#lib/words.ts';
import { defaultHolidays, defaultPeriods, hostingSop } from '#sop/index.ts';
import { faultyForm, openForm } from '../../../act.ts';
import { Button } from '../../../components/button/button.tsx';
import { Card, Stack } from '../../../components/card/card.tsx';
import { FieldSet, Select, TextArea, TextField } from '../../../components/field/field.tsx';
import { FileField } from '../../../components/field/file-field.tsx';
import { Hidden } from '../../../components/form/form.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { type FormState, type FormValues, initialValues, type StoredUpload, text, toObject } from '../../../form.ts';
import { page, sayNext } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { clean } from '../../../read-form.ts';
import { useView, useWords } from '../../../view.ts';
import { readServers } from '../../dns/zone-fields.tsx';
import { words } from './words.ts';

/** The posts of the hosting office; those of the applicants belong to the other offices. */
const posts = hostingSop.posts.filter((post) => !post.role.startsWith('applicant-'));

const PostFields = ({ state, index }: { state: FormState; index: number }) => {
  const t = useWords();
  const post = posts[index];
  if (!post) return null;
  const at = `posts.${index}`;
  return (
    <div class="g-part">
      <p class="g-part-name">{t(words.inSop, { title: t(post.title) })}</p>
      <Hidden name={`${at}.role`} value={post.role} />
      <TextField state={state} name={`${at}.title`} label={words.postTitle} />
      <div class="g-pair">
        <TextField state={state} name={`${at}.holder.name`} label={words.holderName} optional />
        <TextField state={state} name={`${at}.holder.nip`} label={words.nip} inputmode="numeric" optional />
        <TextField state={state} name={`${at}.holder.rank`} label={words.rank} hint={words.rankHint} optional />
        <Select
          state={state}
          name={`${at}.holder.kind`}
          label={words.holds}
          empty={false}
          options={[
            { value: 'definitive', label: words.definitive },
            { value: 'plt', label: words.plt },
          ]}
        />
      </div>
    </div>
  );
};

const Setup = ({ state }: { state: FormState }) => {
  const t = useWords();
  const { language } = useView();
  return (
    <form method="post" action={paths.setup()} enctype="multipart/form-data" novalidate>
      <Stack>
        <Card>
          <FieldSet legend={words.tokenLegend}>
            <TextField
              state={state}
              name="token"
              label={words.token}
              hint={words.tokenHint}
              autocomplete="off"
              spellcheck={false}
            />
          </FieldSet>
        </Card>
        <Card>
          <FieldSet legend={words.governmentLegend}>
            <TextField state={state} name="governmentName" label={words.governmentName} hint={words.governmentHint} />
            <div class="g-pair">
              <TextField state={state} name="cityName" label={words.cityName} />
              <TextField state={state} name="place" label={words.place} hint={words.placeHint} />
            </div>
            <TextField
              state={state}
              name="domain"
              label={words.domain}
              hint={words.domainHint}
              width="medium"
              spellcheck={false}
            />
            <TextArea
              state={state}
              name="nameServers"
              label={words.nameServers}
              hint={words.nameServersHint}
              rows={2}
              mono
              optional
            />
            <Select state={state} name="timeZone" label={words.timeZone} options={timeZones} empty={false} width="medium" />
          </FieldSet>
        </Card>
        <Card>
          <FieldSet legend={words.officeLegend} hint={words.officeHint}>
            <TextField state={state} name="office.name" label={words.officeName} />
            <div class="g-pair">
              <TextField state={state} name="office.abbreviation" label={words.abbreviation} hint={words.abbreviationHint} />
              <TextField state={state} name="office.headTitle" label={words.headTitle} />
            </div>
            <TextArea state={state} name="office.address" label={words.address} rows={2} optional />
            <div class="g-pair">
              <TextField state={state} name="office.phone" label={words.phone} type="tel" optional />
              <TextField state={state} name="office.email" label={words.email} type="email" optional />
              <TextField state={state} name="office.website" label={words.website} optional spellcheck={false} />
            </div>
            <FileField
              state={state}
              name="logo"
              label={words.logo}
              hint={words.logoHint}
              accept={acceptAttribute('logo')}
              optional
            />
          </FieldSet>
        </Card>
        <Card>
          <FieldSet legend={words.postsLegend} hint={words.postsHint}>
            {posts.map((_, index) => (
              <PostFields state={state} index={index} />
            ))}
          </FieldSet>
        </Card>
        <Card>
          <FieldSet legend={words.administratorLegend} hint={words.administratorHint}>
            <div class="g-pair">
              <TextField state={state} name="administrator.name" label={words.name} autocomplete="name" />
              <TextField state={state} name="administrator.nip" label={words.nip} inputmode="numeric" optional />
            </div>
            <TextField
              state={state}
              name="administrator.email"
              label={words.email}
              type="email"
              autocomplete="username"
              width="medium"
              spellcheck={false}
            />
            <TextField
              state={state}
              name="administrator.password"
              label={words.password}
              hint={say(words.passwordHint, language, { n: shortestPassword })}
              type="password"
              autocomplete="new-password"
              width="medium"
            />
          </FieldSet>
        </Card>
        <div class="g-buttons">
          <Button label={words.submit} />
        </div>
      </Stack>
      <p class="visually-hidden">{t(words.lead)}</p>
    </form>
  );
};

const show = (c: Ctx, state: FormState): Promise<Response> =>
  page(c, { title: words.title, lead: say(words.lead, c.var.language), state, width: 'narrow' }, <Setup state={state} />);

/** What the set-up command takes. A post whose holder has neither name nor NIP is vacant. */
const setupOf = (values: FormValues, logoFileId: string | null): SetupInput => {
  const typed = toObject(values, ['token', 'logo', 'nameServers']) as unknown as SetupInput;
  return {
    ...typed,
    office: { ...typed.office, logoFileId },
    posts: (typed.posts ?? []).map((post) => (post.holder?.name || post.holder?.nip ? post : { ...post, holder: null })),
    administrator: { ...typed.administrator, password: values.get('administrator.password')?.[0] ?? '' },
  };
};

const mostLogoBytes = 5 * 1024 * 1024;

type Sent = { values: FormValues; faults: readonly FieldFault[]; logo: StoredUpload | null; logoFileId: string | null };

/** The form with its emblem, which is stored only for who has the code of the console; the code comes first in the form. */
const readSetup = async (c: Ctx): Promise<Sent> => {
  const { db } = c.var.services;
  const parsed = await parseMultipart<string>(c.req.raw, {
    limits: { fileBytes: mostLogoBytes, files: 1 },
    fileFields: ['logo'],
    onFile: async ({ field, name, stream }, fields) => {
      if (!(await isSetupToken(db, fields.get('token')?.[0]?.trim() ?? ''))) throw new AppError('forbidden', { why: 'token' });
      const upload = { stream, name, field, purpose: 'logo', uploadedBy: null, now: c.var.now, limitBytes: mostLogoBytes };
      return (await storeUpload(db, upload)).uploadId;
    },
  });
  const values = new Map([...parsed.fields].map(([name, sent]) => [name, sent.map(clean)]));
  const uploadId = parsed.stored.get('logo')?.[0] ?? (values.has('logo__remove') ? '' : text(values, 'logo'));
  const upload = uploadId ? await findUpload(db, uploadId) : undefined;
  const kept = upload?.purpose === 'logo' && upload.uploadedBy === null ? upload : undefined;
  if (kept) values.set('logo', [kept.id]);
  else values.delete('logo');
  return { values, faults: parsed.faults, logo: kept ?? null, logoFileId: kept?.fileId ?? null };
};

/** The first start: who runs the server, with the code from its console, tells Griya of the office. Gone once it is done. */
export const setupPage: Page = (app) => {
  app.get(paths.setup(), async (c) => {
    if (c.var.installation) return c.redirect(paths.home(), 303);
    const titles = Object.fromEntries(posts.map((post, index) => [`posts.${index}.title`, post.title.id]));
    return show(c, openForm({ values: initialValues(titles) }));
  });

  app.post(paths.setup(), async (c) => {
    const { db, installation } = c.var.services;
    if (c.var.installation) throw new AppError('not_found', { what: 'set-up' });
    const { values, faults, logo, logoFileId } = await readSetup(c);
    try {
      if (faults.length > 0) throw new AppError('invalid', { fields: 'logo' }, faults);
      const setup = setupOf(values, logoFileId);
      const calendar = { holidays: defaultHolidays, periods: defaultPeriods };
      await db.transaction().execute(async (tx) => {
        await completeSetup(tx, { token: text(values, 'token'), setup, calendar, now: c.var.now });
        await createZone(tx, {
          ...standardZone(text(values, 'domain'), readServers(values.get('nameServers')?.[0] ?? '')),
          now: c.var.now,
        });
      });
    } catch (error) {
      const uploads = new Map(logo ? [[logo.id, logo]] : []);
      return show(c, { ...faultyForm(c, values, error), uploads });
    }
    installation.forget();
    sayNext(c, say(words.done, c.var.language));
    return c.redirect(paths.signIn(), 303);
  });
};
