import { z } from 'zod';
import { type FieldFault, invalid } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import { faultsOf, inWords, optionalText, parse, text } from '#lib/input.ts';
import type { Words } from '#lib/words.ts';
import { type NetworkKind, type NetworkZone, networkKinds, networkZones, type RangePurpose, rangePurposes } from './choices.ts';
import type { Typed } from './input.ts';
import { isInside, type Prefix, parseAddress, parsePrefix } from './ip.ts';
import { chosen, nothing, officeOrNone, wholeNumber } from './readers.ts';

/** The VRF that every installation has; whoever names none means it. */
export const globalVrfId = '00000000-0000-7000-8000-000000000001';

export type NetworkInput = {
  /** A container may lie at no site, because it spans several. */
  siteId?: string | null;
  name: string;
  kind?: NetworkKind;
  /** "10.20.30.0/24", "2001:db8:1::/64" */
  prefix: string;
  vrfId?: string | null;
  vlan?: number | null;
  gateway?: string | null;
  /** Of a network; a container has none. */
  zone?: NetworkZone;
  ownerOfficeId?: string | null;
  notes?: string;
};

const noSite: Words = { id: 'Pilih lokasi dari daftar.', en: 'Choose a site from the list.' };
const noVrf: Words = { id: 'Pilih VRF dari daftar.', en: 'Choose a VRF from the list.' };
const noZone: Words = { id: 'Pilih salah satu.', en: 'Choose one.' };
const noPrefix: Words = {
  id: 'Rentang alamat ditulis seperti 10.20.30.0/24 atau 2001:db8:1::/64, tanpa bagian host.',
  en: 'Write the prefix like 10.20.30.0/24 or 2001:db8:1::/64, without host bits.',
};
const noGateway: Words = { id: 'Gateway bukan alamat IP yang sah.', en: 'The gateway is not a valid IP address.' };
const onlyNetworks: Words = {
  id: 'Wadah tidak memiliki VLAN atau gateway; isi pada jaringan di dalamnya.',
  en: 'A container has no VLAN and no gateway; its networks have.',
};

const idOrNull = (words: Words) =>
  z
    .unknown()
    .optional()
    .transform((typed, context): string | null => {
      if (nothing(typed)) return null;
      if (typeof typed === 'string' && isId(typed)) return typed;
      context.addIssue({ code: 'custom', message: inWords(words) });
      return z.NEVER;
    });

const networkSchema = z.strictObject({
  siteId: idOrNull(noSite),
  name: text(100),
  kind: chosen(networkKinds, 'network'),
  prefix: z
    .unknown()
    .optional()
    .transform((value) => String(value ?? '').trim())
    .refine((value) => parsePrefix(value) !== null, { error: inWords(noPrefix) }),
  vrfId: idOrNull(noVrf),
  vlan: wholeNumber(1, 4094, null),
  gateway: z
    .unknown()
    .optional()
    .transform((value) => (nothing(value) ? null : String(value).trim()))
    .refine((value) => value === null || parseAddress(value) !== null, { error: inWords(noGateway) }),
  zone: z
    .unknown()
    .optional()
    .transform((value) => (nothing(value) ? null : String(value)))
    .refine((value) => value === null || networkZones.some((zone) => zone.value === value), { error: inWords(noZone) }),
  ownerOfficeId: officeOrNone,
  notes: optionalText(5000),
});

const outside: Words = {
  id: 'Gateway berada di luar rentang jaringan.',
  en: 'The gateway lies outside the prefix of the network.',
};

export type ReadNetwork = Omit<Required<NetworkInput>, 'vrfId'> & { vrfId: string };

/** A network or container as it is stored. Throws `invalid` with every faulty field. */
export const readNetwork = (typed: Typed<NetworkInput>): ReadNetwork => {
  const result = networkSchema.safeParse(typed);
  if (!result.success) throw invalid(faultsOf(result.error));
  const { vrfId, zone, ...read } = result.data;
  const faults: FieldFault[] = [];
  if (read.kind === 'network') {
    if (read.siteId === null) faults.push({ field: 'siteId', message: noSite });
    if (zone === null) faults.push({ field: 'zone', message: noZone });
  }
  if (read.kind === 'container' && (read.vlan !== null || read.gateway !== null))
    faults.push({ field: read.vlan === null ? 'gateway' : 'vlan', message: onlyNetworks });
  const address = read.gateway === null ? null : parseAddress(read.gateway);
  const prefix = parsePrefix(read.prefix);
  if (address && prefix && !isInside(address, prefix)) faults.push({ field: 'gateway', message: outside });
  if (faults.length > 0) throw invalid(faults);
  return { ...read, vrfId: vrfId ?? globalVrfId, zone: (zone ?? 'internal') as NetworkZone };
};

export type VrfInput = { name: string; routeDistinguisher?: string; ownerOfficeId?: string | null; notes?: string };

const vrfSchema = z.strictObject({
  name: text(60),
  routeDistinguisher: optionalText(40),
  ownerOfficeId: officeOrNone,
  notes: optionalText(5000),
});

/** A VRF as it is stored. Throws `invalid` with every faulty field. */
export const readVrf = (typed: Typed<VrfInput>) => parse(vrfSchema, typed);

export type VlanInput = { siteId: string; vid: number; name: string; ownerOfficeId?: string | null; notes?: string };

const needed = (words: Words) =>
  z
    .unknown()
    .optional()
    .refine((value) => typeof value === 'string' && isId(value), { error: inWords(words) })
    .transform(String);

const noVid: Words = { id: 'Isi nomor VLAN dari 1 sampai 4094.', en: 'Enter a VLAN number from 1 to 4094.' };

const vlanSchema = z.strictObject({
  siteId: needed(noSite),
  vid: wholeNumber(1, 4094, null)
    .refine((value) => value !== null, { error: inWords(noVid) })
    .transform(Number),
  name: text(60),
  ownerOfficeId: officeOrNone,
  notes: optionalText(5000),
});

/** A VLAN as it is stored. Throws `invalid` with every faulty field. */
export const readVlan = (typed: Typed<VlanInput>) => parse(vlanSchema, typed);

export type RangeInput = { first: string; last: string; purpose: RangePurpose; reason: string };

const noAddress: Words = { id: 'Ini bukan alamat IP yang sah.', en: 'This is not a valid IP address.' };

const address = z
  .unknown()
  .optional()
  .transform((value) => String(value ?? '').trim())
  .refine((value) => parseAddress(value) !== null, { error: inWords(noAddress) });

const rangeSchema = z.strictObject({
  first: address,
  last: address,
  purpose: chosen(rangePurposes, 'reserved'),
  reason: text(200),
});

/** A reserved range within a prefix, as it is stored. Throws `invalid` with every faulty field. */
export const readRange = (typed: Typed<RangeInput>, prefix: Prefix | null) => {
  const range = parse(rangeSchema, typed);
  const [first, last] = [parseAddress(range.first), parseAddress(range.last)];
  const faults: FieldFault[] = [];
  const lies = { id: 'Alamat ini berada di luar rentang jaringan.', en: 'This address lies outside the prefix of the network.' };
  if (prefix && first && !isInside(first, prefix)) faults.push({ field: 'first', message: lies });
  if (prefix && last && !isInside(last, prefix)) faults.push({ field: 'last', message: lies });
  const order = { id: 'Alamat terakhir mendahului alamat pertama.', en: 'The last address comes before the first.' };
  if (faults.length === 0 && first && last && last.value < first.value) faults.push({ field: 'last', message: order });
  if (faults.length > 0) throw invalid(faults);
  return range;
};
