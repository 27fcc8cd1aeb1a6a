import { hostingActions } from './hosting-actions.ts';
import { hostingIdentity } from './hosting-identity.ts';
import { hostingReasons } from './hosting-reasons.ts';
import { hostingStates } from './hosting-states.ts';
import type { SopDefinition } from './types.ts';

/**
 * SOP Penyediaan Layanan Hosting Aplikasi, as enacted. It reads like the scanned sheet: identity first, then the annex
 * table row by row. What the scan does not show is marked as a `reading`; an office corrects it by a new version of this
 * definition, and running cases keep theirs.
 */
export const hostingSop: SopDefinition = {
  code: 'hosting',
  version: '1',
  ...hostingIdentity,

  posts: [
    { role: 'applicant-head', column: 1, title: { id: 'Kepala OPD Pemohon', en: 'Head of the applying office' } },
    { role: 'agency-head', column: 2, title: { id: 'Kepala Dinas', en: 'Head of the agency' } },
    { role: 'division-head', column: 3, title: { id: 'Kepala Bidang', en: 'Division head' }, above: 'agency-head' },
    {
      role: 'application-section-head',
      column: 4,
      title: { id: 'Kasi PA', en: 'Application section head' },
      above: 'division-head',
    },
    {
      role: 'infrastructure-section-head',
      column: 5,
      title: { id: 'Kasi Infratek', en: 'Infrastructure section head' },
      above: 'division-head',
    },
    { role: 'applicant-staff', column: null, title: { id: 'Staf OPD Pemohon', en: 'Staff of the applying office' } },
    { role: 'technician', column: null, title: { id: 'Teknisi', en: 'Technician' } },
    { role: 'technical-team', column: null, title: { id: 'Tim Teknis', en: 'Technical team' } },
  ],

  steps: [
    {
      no: 1,
      name: { id: 'Permohonan', en: 'Request' },
      text: {
        id: 'Kepala OPD mengirimkan permohonan hosting dengan melampirkan rekomendasi penyediaan layanan hosting aplikasi, surat penunjukan pegawai OPD sebagai pengelola/administrator aplikasi, dan petunjuk instalasi aplikasi',
        en: 'The head of the office sends the hosting request with the recommendation for hosting, the letter appointing an officer as manager/administrator of the application, and the installation guide',
      },
      performer: 'applicant-head',
      also: [],
      kind: 'process',
      kelengkapan: [
        {
          key: 'recommendation',
          by: 'upload',
          label: {
            id: 'Rekomendasi penyediaan layanan hosting aplikasi yang dikeluarkan oleh Tim Teknis',
            en: 'Recommendation for hosting issued by the technical team',
          },
        },
        {
          key: 'appointment-letter',
          by: 'upload',
          label: {
            id: 'Surat penunjukan pegawai OPD sebagai pengelola/administrator aplikasi',
            en: 'Letter appointing an officer as manager/administrator of the application',
          },
        },
        {
          key: 'installation-guide',
          by: 'upload',
          label: { id: 'Petunjuk instalasi aplikasi', en: 'Installation guide of the application' },
        },
      ],
      time: { unit: 'days', amount: 1 },
      output: [{ key: 'request-letter', by: 'letter', label: { id: 'Surat permohonan', en: 'Request letter' } }],
      reading: null,
    },
    {
      no: 2,
      name: { id: 'Disposisi', en: 'Disposition' },
      text: {
        id: 'Kepala Dinas mendisposisikan permohonan kepada Kepala Bidang',
        en: 'The head of the agency routes the request to the division head',
      },
      performer: 'agency-head',
      also: [],
      kind: 'process',
      kelengkapan: [],
      time: { unit: 'days', amount: 1 },
      output: [{ key: 'disposition-letter', by: 'letter', label: { id: 'Surat disposisi', en: 'Routing slip' } }],
      reading: null,
    },
    {
      no: 3,
      name: { id: 'Pemeriksaan kelengkapan', en: 'Completeness check' },
      text: {
        id: 'Kepala Bidang memeriksa kelengkapan persyaratan dan memutuskan (ya/tidak), selanjutnya mendisposisikan kepada Kepala Seksi PA',
        en: 'The division head checks that the requirements are complete, decides (yes/no), and routes the request to the application section head',
      },
      performer: 'division-head',
      also: [],
      kind: 'decision',
      kelengkapan: [],
      time: { unit: 'days', amount: 1 },
      output: [],
      reading: null,
    },
    {
      no: 4,
      name: { id: 'Pemeriksaan kapasitas', en: 'Capacity check' },
      text: {
        id: 'Kepala Seksi PA memeriksa ketersediaan kapasitas server yang dikelola; jika tidak tersedia berkoordinasi dengan Kepala Seksi Infratek',
        en: 'The application section head checks the capacity of the servers; if there is none, coordinates with the infrastructure section head',
      },
      performer: 'application-section-head',
      also: [],
      kind: 'decision',
      kelengkapan: [],
      time: { unit: 'hours', amount: 3 },
      output: [],
      reading: null,
    },
    {
      no: 5,
      name: { id: 'Penyediaan server', en: 'Server provision' },
      text: { id: 'Kepala Seksi Infratek melakukan penyediaan server', en: 'The infrastructure section head provides a server' },
      performer: 'infrastructure-section-head',
      also: [],
      kind: 'process',
      kelengkapan: [
        { key: 'server-specification', by: 'record', label: { id: 'Spesifikasi server', en: 'Server specification' } },
      ],
      time: { unit: 'days', amount: 3 },
      output: [{ key: 'server', by: 'record', label: { id: 'Server (virtual/baremetal)', en: 'Server (virtual/bare metal)' } }],
      reading: null,
    },
    {
      no: 6,
      name: { id: 'Dokumentasi infrastruktur', en: 'Infrastructure documentation' },
      text: {
        id: 'Kepala Seksi Infratek melakukan dokumentasi infrastruktur dan jaringan',
        en: 'The infrastructure section head documents infrastructure and network',
      },
      performer: 'infrastructure-section-head',
      also: [],
      kind: 'process',
      kelengkapan: [],
      time: { unit: 'days', amount: 1 },
      output: [
        {
          key: 'server-document',
          by: 'letter',
          label: { id: 'Dokumentasi perangkat/server', en: 'Device/server documentation' },
        },
        {
          key: 'topology-document',
          by: 'letter',
          label: { id: 'Dokumentasi topologi jaringan', en: 'Network topology documentation' },
        },
      ],
      reading: null,
    },
    {
      no: 7,
      name: { id: 'Instalasi aplikasi', en: 'Installation' },
      text: { id: 'Instalasi aplikasi', en: 'Installation of the application' },
      performer: 'application-section-head',
      also: [],
      kind: 'process',
      kelengkapan: [{ key: 'installation-guide', by: 'upload', label: { id: 'Petunjuk instalasi', en: 'Installation guide' } }],
      time: { unit: 'days', amount: 3 },
      output: [],
      reading: {
        id: 'Pelaksana pada pindaian tidak terbaca; dibaca sebagai Kasi PA, dibantu teknisi',
        en: 'The performer is unreadable in the scan; read as the application section head, helped by technicians',
      },
    },
    {
      no: 8,
      name: { id: 'Dokumentasi aplikasi', en: 'Application documentation' },
      text: { id: 'Dokumentasi aplikasi', en: 'Documentation of the application' },
      performer: 'application-section-head',
      also: [],
      kind: 'process',
      kelengkapan: [],
      time: { unit: 'days', amount: 1 },
      output: [
        { key: 'installation-document', by: 'letter', label: { id: 'Dokumentasi instalasi', en: 'Installation documentation' } },
        {
          key: 'application-entry',
          by: 'record',
          label: { id: 'Dokumentasi daftar seluruh aplikasi', en: 'Entry in the list of all applications' },
        },
      ],
      reading: {
        id: 'Pelaksana pada pindaian tidak terbaca; dibaca sebagai Kasi PA',
        en: 'The performer is unreadable in the scan; read as the application section head',
      },
    },
    {
      no: 9,
      name: { id: 'Draf surat tanggapan', en: 'Draft reply' },
      text: {
        id: 'Membuat draft surat tanggapan atas permohonan pembuatan subdomain',
        en: 'Drafting the reply to the subdomain request',
      },
      performer: 'application-section-head',
      also: [{ role: 'division-head', part: { id: 'paraf', en: 'initials' } }],
      kind: 'process',
      kelengkapan: [],
      time: { unit: 'days', amount: 1 },
      output: [
        {
          key: 'reply-draft',
          by: 'letter',
          label: { id: 'Draft surat tanggapan atas permohonan pembuatan subdomain', en: 'Draft reply to the subdomain request' },
        },
      ],
      reading: {
        id: 'Pelaksana pada pindaian tidak terbaca; dibaca sebagai Kasi PA dengan paraf Kepala Bidang',
        en: 'The performer is unreadable in the scan; read as the application section head with the initials of the division head',
      },
    },
    {
      no: 10,
      name: { id: 'Pengiriman surat tanggapan', en: 'Sending the reply' },
      text: {
        id: 'Mengirimkan surat tanggapan atas permohonan pembuatan subdomain',
        en: 'Sending the reply to the subdomain request',
      },
      performer: 'agency-head',
      also: [],
      kind: 'process',
      kelengkapan: [],
      time: { unit: 'days', amount: 1 },
      output: [
        {
          key: 'reply-letter',
          by: 'letter',
          label: { id: 'Surat tanggapan atas permohonan pembuatan subdomain', en: 'Reply to the subdomain request' },
        },
      ],
      reading: {
        id: 'Pelaksana pada pindaian tidak terbaca; dibaca sebagai Kepala Dinas yang menandatangani dan mengirimkan',
        en: 'The performer is unreadable in the scan; read as the head of the agency, who signs and sends',
      },
    },
  ],

  flow: [
    { from: 1, to: 2 },
    { from: 2, to: 3 },
    { from: 3, to: 4, answer: { id: 'Ya', en: 'Yes' } },
    { from: 3, to: 1, answer: { id: 'Tidak', en: 'No' } },
    { from: 4, to: 7, answer: { id: 'Tersedia', en: 'Available' } },
    { from: 4, to: 5, answer: { id: 'Tidak tersedia', en: 'Not available' } },
    { from: 5, to: 6 },
    { from: 6, to: 7 },
    { from: 7, to: 8 },
    { from: 8, to: 9 },
    { from: 9, to: 10 },
    { from: 10, to: 'end' },
  ],

  conditions: [
    { key: 'request-complete', by: 'request', label: { id: 'Isian permohonan lengkap', en: 'Complete request form' } },
    {
      key: 'checklist-complete',
      by: 'check',
      label: { id: 'Setiap persyaratan sudah diperiksa dan lengkap', en: 'Every requirement checked and complete' },
    },
    {
      key: 'capacity-hold',
      by: 'record',
      label: { id: 'Kapasitas server yang ditahan untuk permohonan ini', en: 'Server capacity held for this request' },
    },
    { key: 'documents-rendered', by: 'letter', label: { id: 'Dokumen PDF selesai dibuat', en: 'PDF documents made' } },
    {
      key: 'installation-checklist',
      by: 'check',
      label: { id: 'Semua butir instalasi selesai dengan bukti', en: 'Every installation item done, with evidence' },
    },
    {
      key: 'subdomain-record',
      by: 'record',
      label: { id: 'Rekaman DNS subdomain diterbitkan', en: 'DNS record of the subdomain published' },
    },
    {
      key: 'application-page',
      by: 'record',
      label: {
        id: 'Halaman wiki aplikasi: bagian yang wajib sudah ditulis',
        en: 'Wiki page of the application: its required parts are written',
      },
    },
    {
      key: 'name-resolves',
      by: 'check',
      label: {
        id: 'Subdomain sudah diperiksa dan terjawab (atau alasan tertulis)',
        en: 'Subdomain checked and answering (or a written reason)',
      },
    },
  ],
  states: hostingStates,
  initial: 'draft',
  actions: hostingActions,

  ...hostingReasons,
  totals: {
    withCapacity: [
      { unit: 'days', amount: 9 },
      { unit: 'hours', amount: 3 },
    ],
    withServer: [
      { unit: 'days', amount: 13 },
      { unit: 'hours', amount: 3 },
    ],
  },
};
