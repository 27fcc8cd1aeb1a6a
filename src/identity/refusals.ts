import { type FieldFault, invalid } from '#lib/errors.ts';

/** What a broken constraint of the database means to the person who filled in the form. */
const faults: Readonly<Record<string, FieldFault>> = {
  office_abbreviation: {
    field: 'abbreviation',
    message: { id: 'Singkatan ini sudah dipakai perangkat daerah lain.', en: 'Another office uses this abbreviation.' },
  },
  office_logo_file_id_fkey: {
    field: 'logoFileId',
    message: { id: 'Logo tidak ditemukan. Unggah kembali.', en: 'The logo was not found. Upload it again.' },
  },
  person_nip_key: {
    field: 'nip',
    message: { id: 'NIP ini sudah tercatat untuk pegawai lain.', en: 'This NIP belongs to another person of the register.' },
  },
  person_office_id_fkey: {
    field: 'officeId',
    message: { id: 'Perangkat daerah ini tidak ada.', en: 'This office does not exist.' },
  },
  post_office_id_fkey: {
    field: 'officeId',
    message: { id: 'Perangkat daerah ini tidak ada.', en: 'This office does not exist.' },
  },
  post_one_per_role: {
    field: 'role',
    message: {
      id: 'Perangkat daerah ini sudah memiliki jabatan aktif untuk peran itu.',
      en: 'This office has an active post for that role already.',
    },
  },
  appointment_person_id_fkey: {
    field: 'personId',
    message: { id: 'Pegawai ini tidak ada.', en: 'This person does not exist.' },
  },
  auth_user_email_key: {
    field: 'email',
    message: { id: 'Alamat pos-el ini sudah dipakai akun lain.', en: 'Another account uses this e-mail address.' },
  },
  account_person_id_key: {
    field: 'personId',
    message: { id: 'Pegawai ini sudah memiliki akun.', en: 'This person has an account already.' },
  },
  account_person_id_fkey: {
    field: 'personId',
    message: { id: 'Pegawai ini tidak ada.', en: 'This person does not exist.' },
  },
  working_period_daterange_excl: {
    field: 'firstDay',
    message: {
      id: 'Masa ini bertumpang tindih dengan masa jam kerja lain.',
      en: 'This period overlaps another period of working hours.',
    },
  },
  working_period_one_base: {
    field: 'firstDay',
    message: {
      id: 'Jam kerja dasar sudah ada. Isi hari pertama dan hari terakhir masa ini.',
      en: 'The base hours exist already. Enter the first and the last day of this period.',
    },
  },
};

/**
 * Runs a statement and turns a constraint that it breaks into `invalid` at the field concerned, named below `path` when
 * the field is nested. The caller's transaction is over then, as with every refusal.
 */
export const refusing = async <Result>(statement: Promise<Result>, path = ''): Promise<Result> => {
  try {
    return await statement;
  } catch (error) {
    const fault = faults[(error as { constraint?: string }).constraint ?? ''];
    if (!fault) throw error;
    throw invalid([{ ...fault, field: `${path}${fault.field}` }]);
  }
};

/** Which of the new values differ from the old ones, as `{field: [before, after]}` for the audit trail; a NIP only that it changed. */
export const changesBetween = (
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): Record<string, unknown> => {
  const changes: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(after)) {
    if (String(before[field] ?? '') === String(value ?? '')) continue;
    changes[field] = field === 'nip' ? 'changed' : [before[field] ?? null, value ?? null];
  }
  return changes;
};
