import type { Words } from './words.ts';

type ErrorKind = { status: 400 | 401 | 403 | 404 | 405 | 409 | 413 | 415 | 422 | 429 | 500 | 503; log: string; person: Words };

/**
 * The closed list of errors: an HTTP status, one sentence for the log and one for the person that says what to do next.
 * `{name}` marks are filled from the error's `values`.
 */
export const errorKinds = {
  not_found: {
    status: 404,
    log: 'Not found or not visible to this actor: {what}',
    person: {
      id: 'Halaman atau data ini tidak ditemukan. Periksa alamatnya, atau kembali ke daftar tugas.',
      en: 'This page or record was not found. Check the address, or go back to your task list.',
    },
  },
  forbidden: {
    status: 403,
    log: 'Refused by policy: {why}',
    person: {
      id: 'Anda tidak berwenang melakukan ini: {why}. Hubungi pemegang jabatan yang bersangkutan.',
      en: 'You may not do this: {why}. Ask the holder of the post concerned.',
    },
  },
  signed_out: {
    status: 401,
    log: 'No valid session',
    person: {
      id: 'Sesi Anda telah berakhir. Masuk kembali; isian Anda tetap disimpan.',
      en: 'Your session has ended. Sign in again; what you entered is kept.',
    },
  },
  no_key: {
    status: 401,
    log: 'No valid API key',
    person: {
      id: 'Kunci API tidak ada, salah, dicabut, atau sudah habis masa berlakunya. Buat kunci di halaman profil Anda, lalu kirim sebagai "Authorization: Bearer griya_…".',
      en: 'The API key is missing, wrong, revoked or expired. Make one on your profile page and send it as "Authorization: Bearer griya_…".',
    },
  },
  wrong_method: {
    status: 405,
    log: 'Method {method} is not answered here',
    person: {
      id: 'Alamat ini tidak menerima {method}. Yang diterima: {allowed}.',
      en: 'This address does not take {method}. It takes: {allowed}.',
    },
  },
  not_possible_now: {
    status: 409,
    log: 'Action {action} is not possible in state {state}',
    person: {
      id: 'Tindakan ini tidak dapat dilakukan sekarang. Keadaannya: {state}. Yang mungkin sekarang: {possible}.',
      en: 'This cannot be done now. Its state: {state}. What is possible now: {possible}.',
    },
  },
  stale_page: {
    status: 409,
    log: 'Acted on version {seen}, the record is at {now}',
    person: {
      id: 'Data ini sudah berubah sejak halaman Anda dibuka. Isian Anda tetap ada di bawah; periksa perubahan lalu kirim kembali.',
      en: 'This record has changed since you opened the page. What you entered is kept below; look at the change and send again.',
    },
  },
  missing: {
    status: 409,
    log: 'Step cannot close, missing: {items}',
    person: {
      id: 'Langkah ini belum dapat ditutup. Yang belum lengkap: {items}.',
      en: 'This step cannot be closed yet. Still missing: {items}.',
    },
  },
  invalid: {
    status: 422,
    log: 'Input refused: {fields}',
    person: {
      id: 'Ada isian yang perlu diperbaiki. Lihat keterangan pada tiap isian.',
      en: 'Some entries need to be corrected. See the note at each of them.',
    },
  },
  bad_request: {
    status: 400,
    log: 'Malformed request: {why}',
    person: {
      id: 'Permintaan tidak dapat dibaca: {why}. Muat ulang halaman lalu coba lagi.',
      en: 'The request could not be read: {why}. Reload the page and try again.',
    },
  },
  bad_origin: {
    status: 403,
    log: 'Origin {origin} is not this site',
    person: {
      id: 'Permintaan ini datang dari situs lain dan ditolak. Buka Griya langsung di peramban Anda lalu ulangi.',
      en: 'This request came from another site and was refused. Open Griya itself in your browser and repeat it.',
    },
  },
  too_large: {
    status: 413,
    log: 'Body over the limit of {limit}',
    person: {
      id: 'Kiriman ini melebihi batas {limit}. Perkecil (berkas pindaian: misalnya dengan 200 dpi) lalu kirim kembali.',
      en: 'What was sent is larger than the limit of {limit}. Make it smaller (a scan: at 200 dpi, for example) and send it again.',
    },
  },
  no_capacity: {
    status: 409,
    log: 'Server {server} has no room for {asked}; free: {free}',
    person: {
      id: 'Kapasitas {server} tidak lagi cukup (sisa {free}). Pilih server lain atau teruskan ke penyediaan server.',
      en: '{server} no longer has enough capacity (free: {free}). Choose another server or pass the case on to server provision.',
    },
  },
  name_taken: {
    status: 409,
    log: 'Name {name} is held',
    person: {
      id: 'Subdomain {name} sudah dipakai atau sedang dipesan. Pilih nama lain.',
      en: 'The subdomain {name} is in use or already reserved. Choose another name.',
    },
  },
  address_taken: {
    status: 409,
    log: 'Address {address} is assigned or reserved',
    person: {
      id: 'Alamat {address} sudah dipakai atau dicadangkan. Pilih alamat lain.',
      en: 'The address {address} is in use or reserved. Choose another one.',
    },
  },
  too_many: {
    status: 429,
    log: 'Throttled: {what}',
    person: {
      id: 'Terlalu banyak percobaan. Tunggu {minutes} menit lalu coba lagi.',
      en: 'Too many attempts. Wait {minutes} min and try again.',
    },
  },
  unavailable: {
    status: 503,
    log: 'Dependency unavailable: {what}',
    person: {
      id: 'Layanan sedang tidak tersedia. Coba lagi sebentar; tidak ada yang hilang.',
      en: 'The service is not available at the moment. Try again shortly; nothing is lost.',
    },
  },
  internal: {
    status: 500,
    log: 'Unexpected: {why}',
    person: {
      id: 'Terjadi kesalahan pada sistem dan sudah dicatat dengan kode {trace}. Coba lagi; bila berulang, sampaikan kode itu kepada administrator.',
      en: 'Something went wrong and was recorded under code {trace}. Try again; if it happens again, give that code to the administrator.',
    },
  },
} as const satisfies Record<string, ErrorKind>;

export type ErrorCode = keyof typeof errorKinds;

/** A fault of one field: its name in the form and the sentence for the person. */
export type FieldFault = { field: string; message: Words };

/** An error of the closed list. `values` fills the marks of both messages; `faults` names the fields of an `invalid`. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly values: Readonly<Record<string, string | number>>;
  readonly faults: readonly FieldFault[];

  constructor(code: ErrorCode, values: Readonly<Record<string, string | number>> = {}, faults: readonly FieldFault[] = []) {
    super(errorKinds[code].log.replace(/\{(\w+)\}/g, (mark, name: string) => (name in values ? String(values[name]) : mark)));
    this.name = 'AppError';
    this.code = code;
    this.values = values;
    this.faults = faults;
  }
}

/** Refuses an input with its faulty fields. */
export const invalid = (faults: readonly FieldFault[]): AppError =>
  new AppError('invalid', { fields: faults.map((fault) => fault.field).join(', ') }, faults);
