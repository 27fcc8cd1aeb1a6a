import type { Db } from '#db/index.ts';
import { type DispositionInput, writeDisposition } from '../disposition.ts';
import { type ActInput, type ActResult, perform } from '../perform.ts';

/** SOP step 2: the head of the agency routes the request to the division head. Makes the Lembar Disposisi. */
export const dispose = (tx: Db, input: ActInput & { disposition: DispositionInput }): Promise<ActResult> =>
  perform(tx, input, 'dispose', (context) => writeDisposition(context, 'division-head', input.disposition));
