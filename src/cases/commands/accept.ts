import type { Db } from '#db/index.ts';
import { type DispositionInput, writeDisposition } from '../disposition.ts';
import { type ActInput, type ActResult, perform } from '../perform.ts';

/** SOP step 3 "ya": every requirement is complete; the division head routes the request to the application section head. */
export const accept = (tx: Db, input: ActInput & { disposition: DispositionInput }): Promise<ActResult> =>
  perform(tx, input, 'accept', (context) => writeDisposition(context, 'application-section-head', input.disposition));
