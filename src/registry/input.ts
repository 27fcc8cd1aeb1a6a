import { z } from 'zod';
import { type FieldFault, invalid } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import { faultsOf, inWords, oneOf, optionalDate, optionalText, ticked } from '#lib/input.ts';
import type { Words } from '#lib/words.ts';
import { mostOfAnything, type Resources } from './capacity.ts';
import type { DeviceKind, Ownership, RackFace, ServerStatus, ServerUsage } from './choices.ts';
import {
  type Choice,
  computes,
  deviceKinds,
  environments,
  ownerships,
  rackFaces,
  serverStatuses,
  serverUsages,
} from './choices.ts';
import { hostNameFaults } from './host-name.ts';

/**
 * A server or another device as it is entered. A virtual server lies where its host lies; every other one names its site. Only
 * what computes has a size; a storage has its GB.
 */
export type ServerInput = Resources & {
  name: string;
  kind: DeviceKind;
  siteId?: string | null;
  hostId?: string | null;
  status?: Exclude<ServerStatus, 'retired'>;
  acceptsApplications?: boolean;
  cpuOvercommit?: number;
  memoryOvercommit?: number;
  diskOvercommit?: number;
  operatingSystem?: string;
  processor?: string;
  usage?: ServerUsage;
  ownership?: Ownership;
  ownerOfficeId?: string | null;
  serialNumber?: string;
  assetNumber?: string;
  manufacturer?: string;
  model?: string;
  /** The name of a rack at the device's site. */
  rack?: string;
  /** The lowest unit that it takes, counted from the floor. */
  rackUnit?: number | null;
  rackHeight?: number;
  rackFace?: RackFace;
  warrantyUntil?: Temporal.PlainDate | null;
  notes?: string;
};

/** A record as typed into a form or sent as JSON: numbers may be texts, '' means not given, a checkbox may say "on". */
export type Typed<T> = { [Key in keyof T]?: unknown };

const isNothing = (value: unknown): boolean => value === '' || value === null || value === undefined;

const numberOf = (value: unknown): number => {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^\d{1,12}([.,]\d{1,2})?$/.test(value.trim())
    ? Number(value.trim().replace(',', '.'))
    : Number.NaN;
};

const between = (least: number, most: number, whole: boolean): Words => ({
  id: `Isi dengan bilangan${whole ? ' bulat' : ''} dari ${least} sampai ${most.toLocaleString('id-ID')}.`,
  en: `Enter a ${whole ? 'whole ' : ''}number from ${least} to ${most.toLocaleString('en-GB')}.`,
});

const amount = (least: number, most: number, whole = true) =>
  z.unknown().transform((typed, context) => {
    const value = numberOf(typed);
    if (value >= least && value <= most && (!whole || Number.isInteger(value))) return value;
    context.addIssue({ code: 'custom', message: inWords(between(least, most, whole)) });
    return z.NEVER;
  });

const maybeAmount = (least: number, most: number) =>
  z.unknown().transform((typed, context) => {
    if (isNothing(typed)) return null;
    const value = numberOf(typed);
    if (Number.isInteger(value) && value >= least && value <= most) return value;
    context.addIssue({ code: 'custom', message: inWords(between(least, most, true)) });
    return z.NEVER;
  });

const maybeId = (words: Words) =>
  z.unknown().transform((typed, context) => {
    if (isNothing(typed)) return null;
    if (typeof typed === 'string' && isId(typed)) return typed;
    context.addIssue({ code: 'custom', message: inWords(words) });
    return z.NEVER;
  });

const choice = (choices: readonly Choice[]) => {
  const [first = '', ...others] = choices.map(({ value }) => value);
  return oneOf([first, ...others]);
};

const noSite: Words = { id: 'Pilih lokasi dari daftar.', en: 'Choose a site from the list.' };
const noHost: Words = {
  id: 'Pilih hypervisor tempat server virtual ini berjalan.',
  en: 'Choose the hypervisor that runs this virtual server.',
};

const hostName = z
  .string({ error: inWords({ id: 'Nama server belum diisi.', en: 'Enter a name for the server.' }) })
  .trim()
  .superRefine((name, context) => {
    for (const message of hostNameFaults(name)) context.addIssue({ code: 'custom', message: inWords(message) });
  });

const serverSchema = z
  .strictObject({
    name: hostName,
    kind: choice(deviceKinds),
    siteId: maybeId(noSite),
    hostId: maybeId(noHost),
    status: choice(serverStatuses.filter(({ value }) => value !== 'retired')),
    acceptsApplications: ticked(),
    cpu: amount(1, mostOfAnything.cpu),
    memoryMb: amount(1, mostOfAnything.memoryMb),
    diskGb: amount(1, mostOfAnything.diskGb),
    cpuOvercommit: amount(1, 20, false),
    memoryOvercommit: amount(1, 20, false),
    diskOvercommit: amount(1, 20, false),
    operatingSystem: optionalText(200),
    processor: optionalText(200),
    usage: choice(serverUsages),
    ownership: choice(ownerships),
    ownerOfficeId: maybeId({ id: 'Pilih perangkat daerah dari daftar.', en: 'Choose an office from the list.' }),
    serialNumber: optionalText(200),
    assetNumber: optionalText(200),
    manufacturer: optionalText(200),
    model: optionalText(200),
    rack: optionalText(200),
    rackUnit: maybeAmount(1, 60),
    rackHeight: amount(1, 60),
    rackFace: choice(rackFaces),
    warrantyUntil: optionalDate(),
    notes: optionalText(5000),
  })
  .partial();

const given = <T>(read: Record<string, unknown>, typed: Typed<T>): Partial<T> =>
  Object.fromEntries(Object.entries(read).filter(([key]) => typed[key as keyof T] !== undefined)) as Partial<T>;

/** The given fields of a server as they are stored. Throws `invalid` with every faulty or unknown one. */
export const readServerChanges = (typed: Typed<ServerInput>): Partial<ServerInput> => {
  const read = serverSchema.safeParse(typed);
  if (!read.success) throw invalid(faultsOf(read.error));
  return given(read.data, typed);
};

/** A whole new server or device: its name, kind and size must be there, and a host or a site as its kind needs. Throws `invalid`. */
export const readServer = (typed: Typed<ServerInput>): ServerInput => {
  const { name = '', kind = '' } = typed;
  const all: Typed<ServerInput> = { ...typed, name, kind, ...sizeOf(typed) };
  const read = serverSchema.safeParse(all);
  const faults = read.success ? [] : faultsOf(read.error);
  const wrong = (field: string, message: Words) => {
    if (!faults.some((fault) => fault.field === field)) faults.push({ field, message });
  };
  if (kind === 'virtual' && isNothing(typed.hostId)) wrong('hostId', noHost);
  if (kind !== 'virtual' && isNothing(typed.siteId)) wrong('siteId', noSite);
  if (kind !== 'virtual' && !isNothing(typed.hostId)) wrong('hostId', onlyVirtual);
  if (!read.success || faults.length > 0) throw invalid(faults);
  return { ...noSize, ...(given(read.data, all) as Omit<ServerInput, keyof Resources> & Partial<Resources>) };
};

const noSize: Resources = { cpu: 0, memoryMb: 0, diskGb: 0 };

/** What a device's kind must say of its size. What does not compute has none, whatever the form's fields hold. */
const sizeOf = ({ kind = '', cpu = '', memoryMb = '', diskGb = '' }: Typed<ServerInput>): Typed<ServerInput> => {
  if (computes(String(kind)) || !deviceKinds.some(({ value }) => value === kind)) return { cpu, memoryMb, diskGb };
  return { cpu: undefined, memoryMb: undefined, diskGb: isNothing(diskGb) ? undefined : diskGb, acceptsApplications: undefined };
};

export const onlyVirtual: Words = {
  id: 'Hanya server virtual yang memiliki server induk.',
  en: 'Only a virtual server has a host.',
};

/** What is wrong with an environment's name. */
export const environmentFaults = (environment: string): FieldFault[] =>
  environments.some(({ value }) => value === environment)
    ? []
    : [{ field: 'environment', message: { id: 'Pilih salah satu.', en: 'Choose one.' } }];
