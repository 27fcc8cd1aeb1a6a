import { type Language, say, type Words } from '#lib/words.ts';

/** The kinds of subjects that events are about. */
export const subjectKinds: Readonly<Record<string, Words>> = {
  account: { id: 'Akun', en: 'Account' },
  agenda: { id: 'Agenda surat masuk', en: 'Agenda of letters in' },
  application: { id: 'Aplikasi', en: 'Application' },
  calendar: { id: 'Kalender kerja', en: 'Working calendar' },
  case: { id: 'Permohonan', en: 'Request' },
  'dns-name': { id: 'Nama domain', en: 'Name' },
  installation: { id: 'Pemasangan Griya', en: 'This installation' },
  letter: { id: 'Surat', en: 'Letter' },
  network: { id: 'Jaringan', en: 'Network' },
  office: { id: 'Perangkat daerah', en: 'Office' },
  person: { id: 'Pegawai', en: 'Person' },
  post: { id: 'Jabatan', en: 'Post' },
  recommendation: { id: 'Rekomendasi', en: 'Recommendation' },
  server: { id: 'Server', en: 'Server' },
  site: { id: 'Lokasi', en: 'Site' },
  zone: { id: 'Zona DNS', en: 'DNS zone' },
};

/** What happened, for events of accounts, offices, letters, names; those of cases and of the register are said by their own pages. */
export const sentences: Readonly<Record<string, Words>> = {
  'account.api_key_created': { id: 'Kunci API dibuat', en: 'API key made' },
  'account.api_key_revoked': { id: 'Kunci API dicabut', en: 'API key revoked' },
  'account.backup_codes_renewed': { id: 'Kode cadangan diperbarui', en: 'Backup codes renewed' },
  'account.created': { id: 'Akun dibuat', en: 'Account made' },
  'account.disabled': { id: 'Akun ditutup', en: 'Account closed' },
  'account.enabled': { id: 'Akun dibuka kembali', en: 'Account opened again' },
  'account.passkey_added': { id: 'Kunci sandi ditambahkan', en: 'Passkey added' },
  'account.passkey_removed': { id: 'Kunci sandi dihapus', en: 'Passkey removed' },
  'account.password_changed': { id: 'Kata sandi diganti', en: 'Password changed' },
  'account.reset': { id: 'Kata sandi disetel ulang', en: 'Password reset' },
  'account.session_ended': { id: 'Sesi diakhiri', en: 'Session ended' },
  'account.signed_in': { id: 'Masuk', en: 'Signed in' },
  'account.two_factor_disabled': { id: 'Verifikasi dua langkah dimatikan', en: 'Two-step verification turned off' },
  'account.two_factor_enabled': { id: 'Verifikasi dua langkah dinyalakan', en: 'Two-step verification turned on' },
  'account.updated': { id: 'Akun diubah', en: 'Account changed' },
  'agenda.registered': { id: 'Surat masuk diagendakan', en: 'Incoming letter entered' },
  'calendar.holiday_removed': { id: 'Hari libur dihapus', en: 'Holiday removed' },
  'calendar.holiday_saved': { id: 'Hari libur disimpan', en: 'Holiday saved' },
  'calendar.holidays_imported': { id: 'Daftar hari libur diimpor', en: 'List of holidays imported' },
  'calendar.period_removed': { id: 'Masa jam kerja dihapus', en: 'Period of working hours removed' },
  'calendar.period_saved': { id: 'Masa jam kerja disimpan', en: 'Period of working hours saved' },
  'installation.demo_filled': { id: 'Diisi dengan data contoh', en: 'Filled with sample data' },
  'installation.set_up': { id: 'Griya disiapkan', en: 'Griya set up' },
  'installation.signing_authority_retired': { id: 'Sertifikat induk diganti', en: 'Signing authority replaced' },
  'installation.updated': { id: 'Pengaturan diubah', en: 'Settings changed' },
  'job.retried': { id: 'Pekerjaan latar {name} dijalankan lagi', en: 'Background job {name} run again' },
  'label.freed': { id: 'Label {label} dibebaskan', en: 'Label {label} set free' },
  'label.reserved': { id: 'Label {label} dicadangkan', en: 'Label {label} reserved' },
  'letter.dispatched': { id: 'Surat dikirim', en: 'Letter sent' },
  'letter.drafted': { id: 'Draf surat dibuat', en: 'Draft written' },
  'letter.initialled': { id: 'Draf diparaf', en: 'Draft initialled' },
  'letter.issued': { id: 'Surat disahkan dan diberi nomor', en: 'Letter approved and numbered' },
  'letter.received': { id: 'Penerimaan surat dicatat', en: 'Receipt of the letter noted' },
  'letter.rendered': { id: 'PDF dibuat', en: 'PDF made' },
  'letter.revised': { id: 'Draf diubah', en: 'Draft changed' },
  'letter.sent_back': { id: 'Draf dikembalikan dengan catatan', en: 'Draft sent back with remarks' },
  'letter.signed': { id: 'Berkas surat ditandatangani', en: 'File of the letter signed' },
  'letter.signing_failed': { id: 'Penandatanganan gagal', en: 'Signing failed' },
  'letter.voided': { id: 'Surat dibatalkan', en: 'Letter voided' },
  'name.changed': { id: 'Nama diganti', en: 'Name changed' },
  'name.released': { id: 'Nama dilepas', en: 'Name given up' },
  'name.reserved': { id: 'Nama dicadangkan', en: 'Name reserved' },
  'office.created': { id: 'Perangkat daerah ditambahkan', en: 'Office added' },
  'office.initials_changed': { id: 'Urutan paraf diubah', en: 'Order of initials changed' },
  'office.signing_changed': { id: 'Cara tanda tangan diubah', en: 'Way of signing changed' },
  'office.updated': { id: 'Data perangkat daerah diubah', en: 'Office changed' },
  'person.created': { id: 'Pegawai ditambahkan', en: 'Person added' },
  'person.nik_changed': { id: 'NIK penanda tangan diubah', en: 'NIK of the signer changed' },
  'person.signing_certificate_made': { id: 'Sertifikat penanda tangan dibuat', en: 'Certificate of the signer made' },
  'person.updated': { id: 'Data pegawai diubah', en: 'Person changed' },
  'post.appointed': { id: 'Pejabat diangkat', en: 'Holder appointed' },
  'post.appointment_ended': { id: 'Masa jabatan diakhiri', en: 'Appointment ended' },
  'post.created': { id: 'Jabatan ditambahkan', en: 'Post added' },
  'post.updated': { id: 'Jabatan diubah', en: 'Post changed' },
  'recommendation.issued': { id: 'Rekomendasi diterbitkan', en: 'Recommendation issued' },
  'record.lost': { id: 'Record tidak lagi ditemukan', en: 'Record no longer found' },
  'record.removed': { id: 'Record dihapus', en: 'Record removed' },
  'record.requested': { id: 'Record diminta', en: 'Record asked for' },
  'record.verified': { id: 'Record terverifikasi', en: 'Record verified' },
  'site.created': { id: 'Lokasi ditambahkan', en: 'Site added' },
  'zone.changed': { id: 'Zona diubah', en: 'Zone changed' },
  'zone.created': { id: 'Zona dibuat', en: 'Zone made' },
  'zone.published': { id: 'Zona diterbitkan', en: 'Zone published' },
};

/** A field of an event's data as text: nothing of it is interpreted. */
const plain = (value: unknown): string | number => (typeof value === 'number' ? value : String(value ?? ''));

/** What happened in words, or undefined for a type that has none here. */
export const sentenceFor = (type: string, data: unknown, language: Language): string | undefined => {
  const words = sentences[type];
  if (!words) return undefined;
  const values = data === null || typeof data !== 'object' ? {} : data;
  return say(words, language, Object.fromEntries(Object.entries(values).map(([key, value]) => [key, plain(value)])));
};
