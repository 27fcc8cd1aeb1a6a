import { z } from 'zod';
import { isId } from '#lib/ids.ts';
import { id, inWords, optionalText, parse, text, ticked } from '#lib/input.ts';
import type { Words } from '#lib/words.ts';
import {
  type CableKind,
  type CableStatus,
  cableKinds,
  cableStatuses,
  type InterfaceKind,
  interfaceKinds,
  type RackStatus,
  rackStatuses,
} from './choices.ts';
import type { Typed } from './input.ts';
import { chosen, nothing, officeOrNone, wholeNumber } from './readers.ts';

export type RackInput = {
  siteId: string;
  name: string;
  units?: number;
  status?: RackStatus;
  ownerOfficeId?: string | null;
  serialNumber?: string;
  assetNumber?: string;
  notes?: string;
};

const rackSchema = z.strictObject({
  siteId: id(),
  name: text(60),
  units: wholeNumber(1, 60, 42),
  status: chosen(rackStatuses, 'active'),
  ownerOfficeId: officeOrNone,
  serialNumber: optionalText(200),
  assetNumber: optionalText(200),
  notes: optionalText(5000),
});

/** A rack as it is stored. Throws `invalid` with every faulty field. */
export const readRack = (typed: Typed<RackInput>) => parse(rackSchema, typed);

export type InterfaceInput = {
  name: string;
  kind?: InterfaceKind;
  mac?: string | null;
  speedMbps?: number | null;
  enabled?: boolean;
  untaggedVlan?: number | null;
  /** "10, 20" or [10, 20] */
  taggedVlans?: string | readonly number[];
  description?: string;
};

const noMac: Words = {
  id: 'Alamat MAC ditulis seperti 00:1b:21:3c:4d:5e.',
  en: 'Write the MAC address like 00:1b:21:3c:4d:5e.',
};
const noVlans: Words = {
  id: 'Tulis nomor VLAN dari 1 sampai 4094, dipisahkan koma.',
  en: 'Write VLAN numbers from 1 to 4094, separated by commas.',
};

const macAddress = z
  .unknown()
  .optional()
  .transform((typed, context): string | null => {
    if (nothing(typed)) return null;
    const digits = String(typed)
      .trim()
      .toLowerCase()
      .replaceAll(/[:.\-\s]/g, '');
    if (/^[0-9a-f]{12}$/.test(digits)) return digits.match(/../g)?.join(':') ?? null;
    context.addIssue({ code: 'custom', message: inWords(noMac) });
    return z.NEVER;
  });

const vlanNumbers = z
  .unknown()
  .optional()
  .transform((typed, context): number[] => {
    if (nothing(typed)) return [];
    const numbers = (Array.isArray(typed) ? typed : String(typed).split(/[\s,;]+/)).filter((each) => !nothing(each)).map(Number);
    if (numbers.length <= 500 && numbers.every((vlan) => Number.isInteger(vlan) && vlan >= 1 && vlan <= 4094))
      return [...new Set(numbers)].sort((a, b) => a - b);
    context.addIssue({ code: 'custom', message: inWords(noVlans) });
    return z.NEVER;
  });

const interfaceSchema = z.strictObject({
  name: text(60),
  kind: chosen(interfaceKinds, 'copper'),
  mac: macAddress,
  speedMbps: wholeNumber(1, 10_000_000, null),
  enabled: ticked().default(true),
  untaggedVlan: wholeNumber(1, 4094, null),
  taggedVlans: vlanNumbers,
  description: optionalText(500),
});

/** An interface as it is stored. Throws `invalid` with every faulty field. */
export const readInterface = (typed: Typed<InterfaceInput>) => parse(interfaceSchema, typed);

export type CableInput = {
  fromServerId: string;
  /** The name of an interface; one that the device has not got yet is entered. Left out: the next "port" without a cable. */
  fromInterface?: string;
  toServerId: string;
  toInterface?: string;
  kind?: CableKind;
  status?: CableStatus;
  label?: string;
  colour?: string;
  lengthM?: number | null;
  notes?: string;
};

const noDevice: Words = { id: 'Perangkat ini tidak ada.', en: 'This device does not exist.' };

const device = z
  .unknown()
  .refine((value) => typeof value === 'string' && isId(value), { error: inWords(noDevice) })
  .transform(String);

const metres = z
  .unknown()
  .optional()
  .transform((typed, context): number | null => {
    if (nothing(typed)) return null;
    const value = Number(String(typed).trim().replace(',', '.'));
    if (value > 0 && value <= 100_000) return Math.round(value * 10) / 10 || 0.1;
    const message = { id: 'Isi panjang dalam meter, misalnya 2,5.', en: 'Enter a length in metres, for example 2.5.' };
    context.addIssue({ code: 'custom', message: inWords(message) });
    return z.NEVER;
  });

const cableFacts = {
  kind: chosen(cableKinds, 'copper'),
  status: chosen(cableStatuses, 'active'),
  label: optionalText(200),
  colour: optionalText(40),
  lengthM: metres,
  notes: optionalText(2000),
};

const cableSchema = z.strictObject({
  fromServerId: device,
  fromInterface: optionalText(60),
  toServerId: device,
  toInterface: optionalText(60),
  ...cableFacts,
});

const cableChangeSchema = z.strictObject({ fromInterface: text(60), toInterface: text(60), ...cableFacts });

/** A cable as it is stored, its ends by name. Throws `invalid` with every faulty field. */
export const readCable = (typed: Typed<CableInput>) => parse(cableSchema, typed);

export type CableChange = Omit<CableInput, 'fromServerId' | 'toServerId'>;

/** What of a cable may change: its facts, and into which interface of each device it is plugged. Throws `invalid`. */
export const readCableChange = (typed: Typed<CableChange>) => parse(cableChangeSchema, typed);
