import { z } from '@hono/zod-openapi';
import { AppError, invalid } from '#lib/errors.ts';
import { id, optionalDate, optionalText } from '#lib/input.ts';

// What the three books of letters have in common: letters, agenda, dispatches.

type Keys<Choices> = [keyof Choices & string, ...(keyof Choices & string)[]];
export const keysOf = <Choices extends object>(choices: Choices) => Object.keys(choices) as Keys<Choices>;

/** What every book may be narrowed to. */
export const filters = {
  search: optionalText(100),
  office_id: id().optional(),
  year: z.coerce.number().int().min(2000).max(2100).optional(),
  from: optionalDate(),
  until: optionalDate(),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
};

type Filters = {
  search: string;
  office_id?: string | undefined;
  year?: number | undefined;
  from: Temporal.PlainDate | null;
  until: Temporal.PlainDate | null;
  page: number;
};

export const toFilter = ({ search, office_id, year, from, until, page }: Filters) => ({
  text: search || undefined,
  officeId: office_id,
  year,
  from: from ?? undefined,
  until: until ?? undefined,
  page,
  pageSize: 50,
});

export const whose = 'of the offices whose books you keep; an auditor reads all';

const fieldNames: Readonly<Record<string, string>> = {
  hal: 'subject',
  scan: 'scan_upload_id',
  file: 'upload_id',
  receivedOn: 'received_on',
  receivedBy: 'received_by',
  sentOn: 'sent_on',
  toOfficeId: 'to_office_id',
  forwardedTo: 'forwarded_to',
  noScanReason: 'no_scan_reason',
};

/** The faults of a command under the names that the body has. */
export const inBodyNames = async <Result>(work: Promise<Result>): Promise<Result> => {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'invalid') throw error;
    throw invalid(error.faults.map(({ field, message }) => ({ field: fieldNames[field] ?? field, message })));
  }
};
