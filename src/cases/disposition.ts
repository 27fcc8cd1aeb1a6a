import { findHolder } from '#identity/index.ts';
import { type FieldFault, invalid } from '#lib/errors.ts';
import { newId } from '#lib/ids.ts';
import type { Role } from '#sop/index.ts';
import { dispositionLetter } from './letters/internal.ts';
import { missing } from './missing.ts';
import type { ActContext, ActWork } from './perform.ts';

export type DispositionInput = {
  /** Keys of the definition's dispositionInstructions; at least one, or a note. */
  instructions: readonly string[];
  note: string;
  nature: string;
  dueOn: Temporal.PlainDate | null;
};

/** Writes a disposition to the holder of a post and makes the Lembar Disposisi. */
export const writeDisposition = async (context: ActContext, to: Role, input: DispositionInput): Promise<ActWork> => {
  const { tx, found, now, today } = context;
  const faults = dispositionFaults(context, input);
  if (faults.length > 0) throw invalid(faults);
  const receiver = await findHolder(tx, { officeId: found.host.officeId, role: to, on: today });
  if (!receiver) {
    const title = found.definition.posts.find((post) => post.role === to)?.title ?? { id: to, en: to };
    throw missing(context, { id: `pemegang jabatan ${title.id}`, en: `a holder of the post ${title.en}` });
  }
  const letterId = await dispositionLetter(context, receiver, input);
  await tx
    .insertInto('case_disposition')
    .values({
      id: newId(),
      case_id: found.row.id,
      step: found.definition.states.find((state) => state.key === found.row.state)?.step ?? 0,
      from_post_id: context.signer.postId,
      to_post_id: receiver.postId,
      instructions: [...input.instructions],
      note: input.note,
      nature: input.nature,
      due_on: input.dueOn,
      letter_id: letterId,
      at: now,
    })
    .execute();
  return { data: { to_post: receiver.postId, instructions: input.instructions, note: input.note, letter_id: letterId } };
};

const dispositionFaults = ({ found, today }: ActContext, input: DispositionInput): FieldFault[] => {
  const faults: FieldFault[] = [];
  const known = found.definition.dispositionInstructions.map((each) => each.key);
  if (input.instructions.some((key) => !known.includes(key))) {
    faults.push({
      field: 'instructions',
      message: { id: 'Pilih instruksi dari daftar.', en: 'Choose instructions from the list.' },
    });
  }
  if (input.instructions.length === 0 && input.note.trim() === '') {
    faults.push({
      field: 'instructions',
      message: {
        id: 'Centang sedikitnya satu instruksi atau tuliskan catatan.',
        en: 'Tick at least one instruction or write a note.',
      },
    });
  }
  if (input.note.length > 2000) {
    faults.push({ field: 'note', message: { id: 'Paling banyak 2.000 karakter.', en: 'At most 2,000 characters.' } });
  }
  if (input.dueOn && Temporal.PlainDate.compare(input.dueOn, today) < 0) {
    faults.push({
      field: 'due_on',
      message: { id: 'Batas waktu tidak boleh sudah lewat.', en: 'The due date cannot have passed.' },
    });
  }
  return faults;
};
