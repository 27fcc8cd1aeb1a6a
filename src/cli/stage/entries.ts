import { z } from 'zod';
import { cleanNip, nipFault } from '#identity/index.ts';
import { email, inWords, oneOf, optionalText, text } from '#lib/input.ts';
import { deviceKinds } from '#registry/index.ts';

/** A message for zod in both languages. */
export const words = (id: string, en: string): string => inWords({ id, en });

/** A whole number from 1 on. Everything in a YAML file of ours arrives as text, see `readYaml`. */
export const whole = (max: number) => {
  const message = words(`Isi bilangan bulat 1–${max}.`, `Enter a whole number from 1 to ${max}.`);
  return z
    .string({ error: words('Wajib diisi.', 'This is required.') })
    .regex(/^\d{1,9}$/, { error: message, abort: true })
    .transform(Number)
    .refine((value) => value >= 1 && value <= max, { error: message });
};

export const yesNo = () => oneOf(['true', 'false', 'yes', 'no']).transform((value) => value === 'true' || value === 'yes');

const nip = () =>
  text(30)
    .superRefine((value, context) => {
      const fault = nipFault(value);
      if (fault) context.addIssue({ code: 'custom', message: inWords(fault) });
    })
    .transform(cleanNip);

/** The identity of an office, as its letterhead prints it. */
export const officeFields = {
  name: text(160),
  abbreviation: text(30),
  head_title: text(160),
  address: optionalText(300),
  phone: optionalText(40),
  email: optionalText(200),
  website: optionalText(200),
};

/** A person with an account. */
export const personEntry = z.strictObject({
  name: text(160),
  nip: nip(),
  rank: optionalText(80),
  email: email(),
  phone: optionalText(40),
});

/** What a city says of itself at the set-up. */
export const cityFields = {
  government: text(160),
  city: text(120),
  place: text(120),
  domain: text(190),
  time_zone: text(60).default('Asia/Jakarta'),
};

/** What the register keeps of a server, whether it is there before or provided by step 5. */
export const machineFields = {
  name: text(63),
  site: optionalText(100),
  host: optionalText(63),
  cpu: whole(100_000),
  memory_gb: whole(1_000_000),
  disk_gb: whole(100_000_000),
  accepts_applications: yesNo().default(false),
  operating_system: optionalText(200),
  processor: optionalText(200),
  usage: optionalText(60),
  ownership: optionalText(60),
  serial_number: optionalText(200),
  asset_number: optionalText(200),
  rack: optionalText(200),
  rack_unit: optionalText(5),
  rack_height: optionalText(5),
  manufacturer: optionalText(200),
  model: optionalText(200),
  notes: optionalText(5000),
};

const addressEntry = z.strictObject({ network: text(100), address: text(60), interface: text(60).default('eth0') });

/** Sites, networks, servers and cables; each is called by its name. */
export const registerEntry = z.strictObject({
  sites: z.array(z.strictObject({ name: text(100), address: optionalText(300) })).min(1),
  networks: z
    .array(
      z.strictObject({
        name: text(100),
        kind: optionalText(20),
        site: optionalText(100),
        prefix: text(60),
        vlan: optionalText(5),
        gateway: optionalText(60),
        zone: optionalText(20),
        notes: optionalText(1000),
      }),
    )
    .min(1),
  servers: z
    .array(
      z.strictObject({
        ...machineFields,
        cpu: machineFields.cpu.optional(),
        memory_gb: machineFields.memory_gb.optional(),
        disk_gb: machineFields.disk_gb.optional(),
        kind: oneOf(deviceKinds.map((each) => each.value) as [string, ...string[]]),
        addresses: z.array(addressEntry).default([]),
      }),
    )
    .min(1),
  links: z
    .array(
      z.strictObject({
        from: text(63),
        fromInterface: optionalText(60),
        to: text(63),
        toInterface: optionalText(60),
        kind: optionalText(20),
        label: optionalText(200),
      }),
    )
    .default([]),
});

export type PersonEntry = z.output<typeof personEntry>;
export type RegisterEntry = z.output<typeof registerEntry>;
export type MachineEntry = Omit<RegisterEntry['servers'][number], 'addresses'>;
export type OfficeEntry = { [Field in keyof typeof officeFields]: string };
