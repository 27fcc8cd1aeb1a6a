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
