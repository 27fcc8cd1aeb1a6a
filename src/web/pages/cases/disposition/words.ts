import type { Words } from '#lib/words.ts';

export const words = {
  to: { id: 'Diteruskan kepada {post}', en: 'To {post}' },
  submit: { id: 'Disposisikan', en: 'Route the request' },
  done: {
    id: 'Permohonan {number} didisposisikan. Lembar disposisi sedang dibuat.',
    en: 'Request {number} has been routed. The routing slip is being made.',
  },
  letter: { id: 'Surat permohonan', en: 'Request letter' },
  noLetter: { id: 'Surat permohonan belum ada.', en: 'There is no request letter yet.' },
} as const satisfies Record<string, Words>;
