import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { type By, doerOf, getPerson, needAdministrator } from '#identity/index.ts';
import { invalid } from '#lib/errors.ts';
import { seal, unseal } from '#lib/seal.ts';

const purpose = (personId: string): string => `nik:${personId}`;

/** Six digits of the place, six of the birth (a woman's day counts from 41), four of a sequence. */
const pattern = /^\d{6}(0[1-9]|[12]\d|3[01]|4[1-9]|[56]\d|7[01])(0[1-9]|1[0-2])\d{2}\d{4}$/;

/** Keeps the NIK of a signer, sealed; '' removes it. The audit trail says that it changed, never the number. Throws forbidden, not_found, `invalid`. */
export const saveNik = async (
  tx: Db,
  input: { personId: string; nik: string; secret: string; by: By; now: Temporal.Instant },
): Promise<void> => {
  const { personId, secret, by, now } = input;
  needAdministrator(by);
  await getPerson(tx, personId);
  const nik = input.nik.replace(/[\s.-]/g, '');
  if (nik !== '' && !pattern.test(nik)) {
    throw invalid([
      {
        field: 'nik',
        message: {
          id: 'NIK terdiri atas 16 angka; angka ke-7 sampai ke-12 adalah tanggal lahir. Periksa kembali.',
          en: 'A NIK has 16 digits; the 7th to 12th are the date of birth. Check it.',
        },
      },
    ]);
  }
  if (nik === '') await tx.deleteFrom('signer_nik').where('person_id', '=', personId).execute();
  else {
    const values = { sealed: seal(secret, purpose(personId), nik), updated_at: now };
    await tx
      .insertInto('signer_nik')
      .values({ person_id: personId, ...values })
      .onConflict((conflict) => conflict.column('person_id').doUpdateSet(values))
      .execute();
  }
  await record(tx, {
    subjectKind: 'person',
    subjectId: personId,
    at: now,
    type: 'person.nik_changed',
    doer: doerOf(by),
    data: { removed: nik === '' },
  });
};

/** The NIK of a signer, or null. For a signing service only. */
export const findNik = async (db: Db, personId: string, secret: string): Promise<string | null> => {
  const row = await db.selectFrom('signer_nik').select('sealed').where('person_id', '=', personId).executeTakeFirst();
  return row ? unseal(secret, purpose(personId), row.sealed).toString() : null;
};

/** The NIK as a page may show it: its last four digits. Null: none is kept. */
export const findMaskedNik = async (db: Db, personId: string, secret: string): Promise<string | null> => {
  const nik = await findNik(db, personId, secret);
  return nik === null ? null : `${'•'.repeat(12)}${nik.slice(-4)}`;
};
