import type { Words } from '#lib/words.ts';

/** What other systems may hear of. */
export const webhookKinds = {
  'case.submitted': { id: 'Permohonan dikirim', en: 'A request was sent' },
  'case.moved': { id: 'Permohonan pindah keadaan', en: 'A request moved to another state' },
  'case.returned': { id: 'Permohonan dikembalikan untuk dilengkapi', en: 'A request was returned for completion' },
  'case.completed': { id: 'Surat tanggapan terkirim, permohonan selesai', en: 'The reply was sent, the request is completed' },
  'case.refused': { id: 'Permohonan ditolak', en: 'A request was refused' },
  'case.withdrawn': { id: 'Permohonan ditarik kembali', en: 'A request was withdrawn' },
  'case.late': { id: 'Langkah lewat jatuh tempo', en: 'A step is past due' },
} as const satisfies Record<string, Words>;

export type WebhookKind = keyof typeof webhookKinds;

/** What a test call is called; no hook subscribes to it. */
export const pingKind = 'ping';
