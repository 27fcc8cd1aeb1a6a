import { distrustIssuer, type IssuerRow, keepRevocations, listIssuers, trustIssuer } from '#letters/index.ts';
import { longDate } from '#lib/format.ts';
import { say } from '#lib/words.ts';
import { act, freshForm } from '../../../act.ts';
import { Button } from '../../../components/button/button.tsx';
import { Card, Stack } from '../../../components/card/card.tsx';
import { Empty } from '../../../components/empty/empty.tsx';
import { Facts } from '../../../components/facts/facts.tsx';
import { TextArea, TextField } from '../../../components/field/field.tsx';
import { ActForm } from '../../../components/form/form.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { type FormState, text } from '../../../form.ts';
import { page, param } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { useView, useWords } from '../../../view.ts';
import { administrator } from '../shared/guard.ts';
import { words } from './words.ts';

/** A form that was refused, and of which issuer; null: the one for a new issuer. */
type Refused = { state: FormState; issuerId: string | null };

const Issuer = ({ issuer, state, open }: { issuer: IssuerRow; state: FormState; open: boolean }) => {
  const t = useWords();
  const { language, timeZone } = useView();
  const day = (at: Temporal.Instant | null): string => (at ? longDate(at, language, timeZone) : '–');
  return (
    <Card title={{ id: issuer.name, en: issuer.name }}>
      <Facts
        facts={[
          { label: 'X.509', value: issuer.subject, wide: true },
          { label: 'SHA-256', value: <code class="g-break">{issuer.fingerprint}</code>, wide: true },
          { label: words.issuerUntil, value: day(issuer.validUntil) },
          {
            label: words.issuerList,
            value: issuer.crlFrom
              ? t(words.issuerListOf, { from: day(issuer.crlFrom), until: day(issuer.crlUntil) })
              : t(words.issuerListNone),
          },
        ]}
      />
      <details class="g-details" {...(open ? { open: true } : {})}>
        <summary>{t(words.issuerListPem)}</summary>
        <ActForm action={paths.issuer(issuer.id, 'revocations')} state={state}>
          <TextArea state={state} name="crl" label={words.issuerListPem} hint={words.issuerListPemHint} rows={6} mono />
          <Button label={words.issuerListKeep} tone="secondary" />
        </ActForm>
      </details>
      <ActForm action={paths.issuer(issuer.id, 'removal')} state={state}>
        <Button label={words.issuerRemove} tone="danger" small />
      </ActForm>
    </Card>
  );
};

const show = async (c: Ctx, refused: Refused | null): Promise<Response> => {
  administrator(c);
  const issuers = await listIssuers(c.var.services.db);
  const adding = refused?.issuerId === null ? refused.state : freshForm(c);
  return page(
    c,
    {
      title: words.issuers,
      section: 'signing',
      breadcrumbs: [{ label: words.title, href: paths.signing() }],
      lead: say(words.issuersLead, c.var.language),
      width: 'narrow',
      ...(refused ? { state: refused.state } : {}),
    },
    <Stack>
      {issuers.length === 0 ? <Empty icon="certificate" title={words.issuersNone} text={words.issuersNoneHow} /> : null}
      {issuers.map((issuer) => {
        const own = refused?.issuerId === issuer.id;
        return <Issuer issuer={issuer} state={own ? refused.state : freshForm(c)} open={own} />;
      })}
      <Card title={words.issuerAdd}>
        <ActForm action={paths.issuers()} state={adding}>
          <TextField state={adding} name="name" label={words.issuerName} maxlength={200} />
          <TextArea state={adding} name="certificate" label={words.issuerPem} hint={words.issuerPemHint} rows={8} mono />
          <Button label={words.issuerTrust} icon="certificate" />
        </ActForm>
      </Card>
    </Stack>,
  );
};

/** The issuers by which signatures from outside are judged. The administrator's alone. */
export const issuersPage: Page = (app) => {
  app.get(paths.issuers(), (c) => show(c, null));

  app.post(paths.issuers(), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        await trustIssuer(tx, { by: actor, name: text(values, 'name'), certificate: text(values, 'certificate'), now });
        return { to: paths.issuers(), said: words.issuerTrusted };
      },
      again: (state) => show(c, { state, issuerId: null }),
    }),
  );

  app.post(paths.issuer(':id', 'revocations'), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        await keepRevocations(tx, { by: actor, issuerId: param(c, 'id'), crl: text(values, 'crl'), now });
        return { to: paths.issuers(), said: words.issuerListKept };
      },
      again: (state) => show(c, { state, issuerId: param(c, 'id') }),
    }),
  );

  app.post(paths.issuer(':id', 'removal'), (c) =>
    act(c, {
      run: async (tx, { actor, now }) => {
        await distrustIssuer(tx, { by: actor, issuerId: param(c, 'id'), now });
        return { to: paths.issuers(), said: words.issuerRemoved };
      },
      again: (state) => show(c, { state, issuerId: param(c, 'id') }),
    }),
  );
};
