import { AppError } from '#lib/errors.ts';
import type { ServerInput, Typed } from '#registry/index.ts';
import { type FormValues, text, ticked, toObject } from '../../../form.ts';

/** "7,5" or "7.5" GB as MB; what is no number is passed on for the register to refuse. */
const megabytes = (typed: string): number | string => {
  const gigabytes = Number(typed.replace(',', '.'));
  return typed !== '' && Number.isFinite(gigabytes) ? Math.round(gigabytes * 1024) : typed;
};

/** The posted form as the register reads it. The form has RAM in GB, the register in MB. */
export const readServerForm = (values: FormValues): Typed<ServerInput> => {
  const { memoryGb, version: _, ...fields } = toObject(values);
  // The form of a device that does not compute has no size; its storage may stay empty.
  if (memoryGb === undefined) {
    const { diskGb, ...device } = fields;
    return diskGb === '' ? device : { ...device, diskGb };
  }
  return { ...fields, memoryMb: megabytes(text(values, 'memoryGb')), acceptsApplications: ticked(values, 'acceptsApplications') };
};

/** Runs the change and moves a fault at `memoryMb` to the field that the person sees. */
export const withFormFields = async <T>(change: () => Promise<T>): Promise<T> => {
  try {
    return await change();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const faults = error.faults.map((fault) => (fault.field === 'memoryMb' ? { ...fault, field: 'memoryGb' } : fault));
    throw new AppError(error.code, error.values, faults);
  }
};
