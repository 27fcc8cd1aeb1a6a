import type { FoundCase } from '#cases/index.ts';
import { requestOf } from '#cases/index.ts';
import type { Db } from '#db/index.ts';
import { type Actor, listOffices } from '#identity/index.ts';
import {
  listHosts,
  listNetworkChoices,
  listSites,
  nextFreeAddress,
  ownerships,
  resourcesText,
  serverUsages,
} from '#registry/index.ts';
import { Card } from '../../../components/card/card.tsx';
import { Checkbox, DateField, NumberField, Radios, Select, TextArea, TextField } from '../../../components/field/field.tsx';
import type { FormState } from '../../../form.ts';
import { useWords } from '../../../view.ts';
import { fill } from '../shared/fill.ts';
import { words } from './words.ts';

/** What the register offers to choose from. */
export const readOffers = async (db: Db, actor: Actor) => {
  const [hosts, sites, networks, offices] = await Promise.all([
    listHosts(db),
    listSites(db, actor),
    listNetworkChoices(db, actor),
    listOffices(db, { active: true }),
  ]);
  // Where there are many, the address is found when the form is sent.
  const next = await Promise.all(networks.slice(0, 40).map((network) => nextFreeAddress(db, network.id)));
  return { hosts, sites, offices, networks: networks.map((network, index) => ({ ...network, next: next[index] ?? null })) };
};

export type Offers = Awaited<ReturnType<typeof readOffers>>;

/** What the form starts with: as much as was asked for, named after the application. */
export const freshServer = (found: FoundCase, offers: Offers): Record<string, string | null> => {
  const request = requestOf(found.row.request);
  const open = request.audience === 'public' ? ['public', 'dmz'] : ['internal'];
  const network = offers.networks.find((each) => open.includes(each.zone) && each.next !== null) ?? offers.networks[0];
  return {
    kind: offers.hosts.length > 0 ? 'virtual' : 'bare_metal',
    name: request.subdomain,
    hostId: offers.hosts[0]?.id ?? null,
    siteId: offers.sites[0]?.id ?? null,
    networkId: network?.id ?? null,
    interface: 'eth0',
    cpu: String(request.cpu),
    memoryMb: String(request.memory_gb),
    diskGb: String(request.disk_gb),
    usage: 'application',
    ownership: 'owned',
    ownerOfficeId: found.host.officeId,
  };
};

type FieldsProps = { state: FormState; offers: Offers; found: FoundCase };

const Place = ({ state, offers }: FieldsProps) => {
  const t = useWords();
  return (
    <Card title={words.identity}>
      <Radios
        state={state}
        name="kind"
        label={words.kind}
        options={[
          { value: 'virtual', label: { id: 'Server virtual', en: 'Virtual server' }, hint: words.virtualHint },
          { value: 'bare_metal', label: { id: 'Server fisik (baremetal)', en: 'Bare-metal server' }, hint: words.bareHint },
        ]}
      />
      <TextField
        state={state}
        name="name"
        label={words.name}
        hint={words.nameHint}
        width="medium"
        maxlength={63}
        spellcheck={false}
      />
      <div class="g-for-virtual">
        {offers.hosts.length === 0 ? <p class="g-bad">{t(words.noHosts)}</p> : null}
        <Select
          state={state}
          name="hostId"
          label={words.host}
          options={offers.hosts.map((host) => ({
            value: host.id,
            label: fill(words.hostOption, { name: host.name, free: resourcesText(host.capacity.free) }),
          }))}
        />
      </div>
      <div class="g-for-bare_metal">
        <Select
          state={state}
          name="siteId"
          label={words.site}
          width="medium"
          options={offers.sites.map((site) => ({ value: site.id, label: site.name }))}
        />
        <div class="g-pair">
          <TextField state={state} name="rack" label={words.rack} optional maxlength={200} />
          <NumberField state={state} name="rackUnit" label={words.rackUnit} optional />
          <TextField state={state} name="serialNumber" label={words.serialNumber} optional maxlength={200} />
          <TextField state={state} name="assetNumber" label={words.assetNumber} optional maxlength={200} />
          <TextField state={state} name="processor" label={words.processor} optional maxlength={200} />
          <DateField state={state} name="warrantyUntil" label={words.warrantyUntil} optional />
        </div>
      </div>
    </Card>
  );
};

const Specification = ({ state, found }: FieldsProps) => {
  const t = useWords();
  const request = requestOf(found.row.request);
  const asked = resourcesText({ cpu: request.cpu, memoryMb: request.memory_gb * 1024, diskGb: request.disk_gb });
  return (
    <Card title={words.specification}>
      <p class="g-lead">{t(words.specificationLead, { asked })}</p>
      <div class="g-pair">
        <NumberField state={state} name="cpu" label={words.cpu} suffix="vCPU" />
        {/* Typed in GB; the register counts megabytes, and its faults come under this name. */}
        <NumberField state={state} name="memoryMb" label={words.memory} suffix="GB" />
        <NumberField state={state} name="diskGb" label={words.disk} suffix="GB" />
      </div>
      <TextField state={state} name="operatingSystem" label={words.operatingSystem} width="medium" maxlength={200} />
    </Card>
  );
};

const Network = ({ state, offers }: FieldsProps) => {
  const t = useWords();
  return (
    <Card title={words.network}>
      {offers.networks.length === 0 ? <p class="g-bad">{t(words.noNetworks)}</p> : null}
      <Select
        state={state}
        name="networkId"
        label={words.network}
        options={offers.networks.map((network) => ({
          value: network.id,
          label: fill(words.networkOption, {
            name: network.name,
            prefix: network.prefix,
            next: network.next ?? words.full,
          }),
        }))}
      />
      <div class="g-pair">
        <TextField
          state={state}
          name="address"
          label={words.address}
          hint={words.addressHint}
          optional
          spellcheck={false}
          maxlength={45}
        />
        <TextField state={state} name="interface" label={words.interface} width="short" spellcheck={false} maxlength={40} />
      </div>
    </Card>
  );
};

const Ownership = ({ state, offers }: FieldsProps) => (
  <Card title={words.ownership}>
    <div class="g-pair">
      <Select state={state} name="ownership" label={words.ownershipField} options={ownerships} empty={false} />
      <Select state={state} name="usage" label={words.usage} options={serverUsages} empty={false} />
    </div>
    <Select
      state={state}
      name="ownerOfficeId"
      label={words.owner}
      width="medium"
      options={offers.offices.map((office) => ({ value: office.id, label: office.name }))}
    />
    <Checkbox state={state} name="acceptsApplications" label={words.accepts} />
    <TextArea state={state} name="notes" label={words.notes} rows={3} optional maxlength={5000} />
  </Card>
);

/** Everything that the register wants to know of a new server, in four parts; what does not fit its kind is hidden by CSS. */
export const ServerFields = (props: FieldsProps) => (
  <>
    <Place {...props} />
    <Specification {...props} />
    <Network {...props} />
    <Ownership {...props} />
  </>
);
