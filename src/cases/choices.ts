import type { Words } from '#lib/words.ts';

type Choice = { value: string; label: Words };

/** Who uses the application. */
export const audiences = [
  { value: 'public', label: { id: 'Publik (internet)', en: 'Public (internet)' } },
  { value: 'internal', label: { id: 'Internal pemerintah kota', en: 'Internal to the city government' } },
] as const satisfies readonly Choice[];

/** By which way something was done outside Griya. */
export const media = [
  { value: 'paper', label: { id: 'Surat/kertas', en: 'Letter/paper' } },
  { value: 'phone', label: { id: 'Telepon', en: 'Telephone' } },
  { value: 'fax', label: { id: 'Faksimile', en: 'Fax' } },
] as const satisfies readonly Choice[];

/** Why a step was done late, as the office counts it. */
export const delayReasons = [
  { value: 'workload', label: { id: 'Beban kerja terlalu banyak', en: 'Too much work at once' } },
  { value: 'holder-absent', label: { id: 'Pejabat tidak di tempat', en: 'The holder of the post was away' } },
  { value: 'applicant', label: { id: 'Menunggu keterangan OPD', en: 'Waited for the applicant’s answer' } },
  { value: 'other-party', label: { id: 'Menunggu pihak lain', en: 'Waited for a third party' } },
  { value: 'resources', label: { id: 'Server atau jaringan belum tersedia', en: 'Server or network not available' } },
  { value: 'technical', label: { id: 'Kendala teknis pemasangan', en: 'Technical trouble with the installation' } },
  { value: 'disturbance', label: { id: 'Gangguan listrik, jaringan, atau sistem', en: 'Power, network or system failure' } },
  { value: 'recorded-late', label: { id: 'Dikerjakan tepat waktu, terlambat dicatat', en: 'Done in time, recorded late' } },
  { value: 'other', label: { id: 'Alasan lain', en: 'Another reason' } },
] as const satisfies readonly Choice[];

export type DelayReason = (typeof delayReasons)[number]['value'];

/** Sifat of a disposition. */
export const natures = [
  { value: 'ordinary', label: { id: 'Biasa', en: 'Ordinary' } },
  { value: 'urgent', label: { id: 'Segera', en: 'Urgent' } },
  { value: 'very-urgent', label: { id: 'Sangat segera', en: 'Very urgent' } },
  { value: 'secret', label: { id: 'Rahasia', en: 'Secret' } },
] as const satisfies readonly Choice[];

/** Result of the technical team's examination. */
export const recommendationResults = [
  { value: 'recommended', label: { id: 'Direkomendasikan', en: 'Recommended' } },
  { value: 'with_notes', label: { id: 'Direkomendasikan dengan catatan', en: 'Recommended with notes' } },
  { value: 'not_recommended', label: { id: 'Belum direkomendasikan', en: 'Not recommended' } },
] as const satisfies readonly Choice[];

export type RecommendationResult = (typeof recommendationResults)[number]['value'];

/** What the technical team examines (letter T5). */
export const recommendationChecklist = [
  { value: 'architecture', label: { id: 'Kesesuaian arsitektur dan proses bisnis', en: 'Architecture and business process' } },
  { value: 'documents', label: { id: 'Kelengkapan dokumen teknis', en: 'Technical documents' } },
  { value: 'resources', label: { id: 'Kebutuhan sumber daya', en: 'Resources needed' } },
  { value: 'function-test', label: { id: 'Hasil uji fungsi', en: 'Function test' } },
  { value: 'security-test', label: { id: 'Hasil uji keamanan', en: 'Security test' } },
  { value: 'personal-data', label: { id: 'Pelindungan data pribadi', en: 'Protection of personal data' } },
] as const satisfies readonly Choice[];

/** Most that one request may ask for; more is a project of its own and is talked over first. */
export const resourceLimits = { cpu: 128, memory_gb: 1024, disk_gb: 51_200 } as const;
