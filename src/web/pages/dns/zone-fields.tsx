import { keyAlgorithms, type NameServer, providers, sensitiveMarks, serialPolicies, verifyModes } from '#dns/index.ts';
import { Checkboxes, FieldSet, NumberField, Radios, Select, TextArea, TextField } from '../../components/field/field.tsx';
import { type FormState, type FormValues, text, texts } from '../../form.ts';
import { optionsOf } from '../registry/shared/choice.tsx';
import { words } from './words.ts';

/** "ns1.kota.go.id 203.0.113.1", one server a line. */
export const printServers = (servers: readonly NameServer[]): string =>
  servers.map(({ name, addresses }) => [name, ...addresses].join(' ')).join('\n');

/** The name servers as they were typed, one a line. */
export const readServers = (typed: string): NameServer[] =>
  typed
    .split('\n')
    .map((line) => line.trim().split(/[\s,]+/))
    .filter(([name]) => name !== '')
    .map(([name = '', ...addresses]) => ({ name, addresses }));

/** Everything that is set for a zone but its name. */
export const ZoneFields = ({ state, hasKey }: { state: FormState; hasKey: boolean }) => (
  <>
    <FieldSet legend={words.soa}>
      <TextField state={state} name="primaryServer" label={words.primaryServer} width="medium" spellcheck={false} />
      <TextField state={state} name="mailbox" label={words.mailbox} width="medium" type="email" />
      <div class="g-pair">
        <NumberField state={state} name="ttl" label={words.ttl} />
        <NumberField state={state} name="negative" label={words.negative} />
        <NumberField state={state} name="refresh" label={words.refresh} />
        <NumberField state={state} name="retry" label={words.retry} />
        <NumberField state={state} name="expire" label={words.expire} />
      </div>
      <Radios state={state} name="serialPolicy" label={words.serialPolicy} options={optionsOf(serialPolicies)} />
      <TextArea state={state} name="nameServers" label={words.nameServers} hint={words.nameServersHint} rows={3} mono />
    </FieldSet>
    <Radios state={state} name="verify" label={words.verify} options={optionsOf(verifyModes)} />
    <TextField
      state={state}
      name="verifyServers"
      label={words.verifyServers}
      hint={words.verifyServersHint}
      spellcheck={false}
      optional
    />
    <TextField
      state={state}
      name="resolver"
      label={words.resolver}
      hint={words.resolverHint}
      width="medium"
      spellcheck={false}
      optional
    />
    <FieldSet legend={words.provider}>
      <Radios state={state} name="provider" label={words.providerHow} options={optionsOf(providers)} />
      <TextField state={state} name="server" label={words.server} hint={words.serverHint} spellcheck={false} optional />
      <TextField state={state} name="keyName" label={words.keyName} spellcheck={false} width="medium" optional />
      <Select
        state={state}
        name="keyAlgorithm"
        label={words.keyAlgorithm}
        options={optionsOf(keyAlgorithms)}
        empty={false}
        width="short"
      />
      <TextField
        state={state}
        name="providerSecret"
        label={words.key}
        hint={hasKey ? words.keyKept : words.keyHint}
        type="password"
        autocomplete="off"
        optional
      />
    </FieldSet>
    <FieldSet legend={words.policy}>
      <Checkboxes
        state={state}
        name="sensitive[]"
        label={words.sensitive}
        hint={words.sensitiveHint}
        options={optionsOf(sensitiveMarks)}
      />
      <Checkboxes state={state} name="internal[]" label={words.kind} options={[{ value: 'on', label: words.internal }]} />
      <Checkboxes state={state} name="listed[]" label={words.publicList} options={[{ value: 'on', label: words.listed }]} />
    </FieldSet>
  </>
);

/** The fields as they were typed. */
export const readSettings = (values: FormValues) => ({
  primaryServer: text(values, 'primaryServer'),
  mailbox: text(values, 'mailbox'),
  ttl: text(values, 'ttl'),
  negative: text(values, 'negative'),
  refresh: text(values, 'refresh'),
  retry: text(values, 'retry'),
  expire: text(values, 'expire'),
  serialPolicy: text(values, 'serialPolicy'),
  verify: text(values, 'verify'),
  verifyServers: text(values, 'verifyServers'),
  resolver: text(values, 'resolver'),
  nameServers: readServers(values.get('nameServers')?.[0] ?? ''),
  provider: text(values, 'provider'),
  server: text(values, 'server'),
  keyName: text(values, 'keyName'),
  keyAlgorithm: text(values, 'keyAlgorithm'),
  providerSecret: text(values, 'providerSecret'),
  internal: texts(values, 'internal[]').includes('on'),
  listed: texts(values, 'listed[]').includes('on'),
  sensitive: texts(values, 'sensitive[]'),
});
