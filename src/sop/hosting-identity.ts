import type { SopDefinition } from './types.ts';

type Identity = Pick<
  SopDefinition,
  | 'title'
  | 'number'
  | 'enactedOn'
  | 'effectiveFrom'
  | 'legalBases'
  | 'qualifications'
  | 'related'
  | 'equipment'
  | 'warning'
  | 'recording'
>;

/** The identity sheet as enacted. Bases that were replaced since stay as they are and say by what: the SOP is never silently corrected. */
export const hostingIdentity: Identity = {
  title: { id: 'Penyediaan Layanan Hosting Aplikasi', en: 'Provision of Application Hosting' },
  number: null,
  enactedOn: null,
  effectiveFrom: '2017-01-02',

  legalBases: [
    {
      no: 1,
      text: 'Undang-Undang Nomor 11 Tahun 2008 tentang Informasi dan Transaksi Elektronik',
      status: 'amended',
      successor: 'UU 1/2024 (perubahan kedua)',
    },
    {
      no: 2,
      text: 'Undang-Undang Nomor 14 Tahun 2008 tentang Keterbukaan Informasi Publik',
      status: 'in_force',
      successor: null,
    },
    {
      no: 3,
      text: 'PP Nomor 61 Tahun 2010 tentang Pelaksanaan UU Nomor 14 Tahun 2008 tentang Keterbukaan Informasi Publik',
      status: 'in_force',
      successor: null,
    },
    {
      no: 4,
      text: 'PP Nomor 82 Tahun 2012 tentang Penyelenggaraan Sistem dan Transaksi Elektronik',
      status: 'revoked',
      successor: 'PP 71/2019',
    },
    {
      no: 5,
      text: 'Instruksi Presiden Nomor 6 Tahun 2001 tentang Pengembangan dan Pendayagunaan Telematika di Indonesia',
      status: 'unclear',
      successor: 'Inpres 3/2003 dan Perpres 95/2018 (dalam praktik)',
    },
    {
      no: 6,
      text: 'Peraturan Menteri Negara PAN Nomor PER/21/M.PAN/11/2008 tentang Pedoman Penyusunan SOP Administrasi Pemerintahan',
      status: 'revoked',
      successor: 'Permenpan-RB 35/2012',
    },
    {
      no: 7,
      text: 'Permendagri Nomor 35 Tahun 2010 tentang Pedoman Pengelolaan Pelayanan Informasi dan Dokumentasi di Lingkungan Kementerian Dalam Negeri dan Pemerintah Daerah',
      status: 'revoked',
      successor: 'Permendagri 3/2017',
    },
    {
      no: 8,
      text: 'Permenkominfo Nomor 10 Tahun 2010 tentang Pedoman Pengelolaan Informasi dan Dokumentasi di Lingkungan Kementerian Komunikasi dan Informatika',
      status: 'unclear',
      successor: null,
    },
    {
      no: 9,
      text: 'Permenkominfo Nomor 23 Tahun 2013 tentang Pengelolaan Nama Domain',
      status: 'amended',
      successor: 'PP 71/2019 dan Permenkomdigi 5/2025 (mengatur sebagian)',
    },
    {
      no: 10,
      text: 'Permenkominfo Nomor 5 Tahun 2015 tentang Registrar Nama Domain Instansi Penyelenggara Negara',
      status: 'revoked',
      successor: 'Permenkomdigi 5/2025',
    },
    {
      no: 11,
      text: 'Peraturan Komisi Informasi Nomor 1 Tahun 2010 tentang Standar Layanan Informasi Publik',
      status: 'revoked',
      successor: 'Perki 1/2021',
    },
    {
      no: 12,
      text: 'Peraturan Walikota Batam Nomor 06A Tahun 2012 tentang Pengembangan E-Gov di Lingkungan Pemko Batam',
      status: 'unclear',
      successor: null,
    },
    {
      no: 13,
      text: 'Peraturan Walikota Batam Nomor 28 Tahun 2016 tentang Susunan Organisasi dan Tata Kerja Dinas Daerah',
      status: 'unclear',
      successor: null,
    },
    {
      no: 14,
      text: 'Peraturan Walikota Batam Nomor 54 Tahun 2016 tentang Tugas Pokok, Fungsi dan Uraian Tugas Dinas Komunikasi dan Informatika',
      status: 'unclear',
      successor: null,
    },
  ],
  qualifications: [
    { id: 'Kepala OPD Pemohon', en: 'Head of the applying office' },
    { id: 'Kepala Dinas Komunikasi dan Informatika', en: 'Head of the Communications and Informatics Agency' },
    { id: 'Kepala Bidang Penyelenggaraan E-Government', en: 'Head of the E-Government Division' },
    { id: 'Kepala Seksi Pengembangan Aplikasi', en: 'Head of the Application Development Section' },
    { id: 'Kepala Seksi Infrastruktur & Teknologi', en: 'Head of the Infrastructure & Technology Section' },
  ],
  related: [
    { id: 'SOP Pengembangan Aplikasi oleh OPD', en: 'SOP Application Development by an Office' },
    { id: 'SOP Pengembangan Aplikasi oleh Diskominfo', en: 'SOP Application Development by the Agency' },
    { id: 'SOP Inventarisasi Aplikasi', en: 'SOP Application Inventory' },
  ],
  equipment: [
    { id: 'Server', en: 'Server' },
    { id: 'Perangkat komputer', en: 'Computers' },
    { id: 'Jaringan internet', en: 'Internet connection' },
    { id: 'Perangkat pencetakan', en: 'Printers' },
    { id: 'Fax/telepon', en: 'Fax/telephone' },
    { id: 'Formulir', en: 'Forms' },
    { id: 'ATK', en: 'Stationery' },
    {
      id: 'Aplikasi/Sistem Informasi pengelolaan DNS dan Wiki',
      en: 'Application/information system for DNS management and wiki',
    },
  ],
  warning: {
    id: 'Pencatatan dan pendokumentasian yang tidak lengkap akan mengakibatkan kegagalan dalam pengawasan aplikasi dan hosting',
    en: 'Incomplete recording and documentation will make the supervision of applications and hosting fail',
  },
  recording: {
    id: 'Pencatatan dan pendataan dilakukan dengan menggunakan aplikasi yang tersedia (wiki, project management, database) dan/atau pencatatan manual',
    en: 'Records are kept with the applications at hand (wiki, project management, database) and/or by hand',
  },
};
