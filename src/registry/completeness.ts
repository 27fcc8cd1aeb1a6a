import type { Words } from '#lib/words.ts';
import { type ApplicationFields, applicationFields, missingFields } from './application-fields.ts';
import { computes } from './choices.ts';
import { serverLabels } from './server-labels.ts';

/** How complete a record is: per cent of its required fields that are filled, and which are not (by the form's field). */
export type Completeness = { percent: number; missing: readonly { field: string; label: Words }[] };

const score = (required: number, missing: Completeness['missing']): Completeness => ({
  percent: required === 0 ? 100 : Math.floor((100 * (required - missing.length)) / required),
  missing,
});

/** Of an application's entry: the required fields, and the note when it holds personal data. */
export const applicationCompleteness = (application: Partial<ApplicationFields>): Completeness => {
  const required = applicationFields.filter((field) => field.required).length + (application.personal_data ? 1 : 0);
  return score(
    required,
    missingFields(application).map(({ key, label }) => ({ field: key, label })),
  );
};

export type ServerFacts = {
  kind: string;
  operatingSystem: string;
  processor: string;
  ownerOfficeId: string | null;
  manufacturer: string;
  model: string;
  serialNumber: string;
  assetNumber: string;
  rack: string;
  rackUnit: number | null;
  warrantyUntil: Temporal.PlainDate | null;
};

/** What the SPBE server metadata and the inventory want of every server, and what only of one that can be touched. */
const always = ['operatingSystem', 'processor', 'ownerOfficeId'] as const;
const physical = ['serialNumber', 'assetNumber', 'rack', 'rackUnit', 'warrantyUntil'] as const;
const ofGear = ['manufacturer', 'model', 'ownerOfficeId'] as const;

/** Of a server's or device's record; a virtual server has no serial number, rack or warranty, a switch no processor. */
export const serverCompleteness = (server: ServerFacts): Completeness => {
  const own = computes(server.kind) ? always : ofGear;
  const required = server.kind === 'virtual' ? own : [...own, ...physical];
  const missing = required.filter((field) => server[field] === null || server[field] === '');
  return score(
    required.length,
    missing.map((field) => ({ field, label: serverLabels[field] })),
  );
};
