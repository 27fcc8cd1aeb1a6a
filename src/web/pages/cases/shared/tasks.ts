import type { Words } from '#lib/words.ts';
import { type SopDefinition, stateOf } from '#sop/index.ts';
import { paths } from '../../../paths.ts';

/** What the holder of a state has to do, as a button says it. */
const taskWords: Readonly<Record<string, Words>> = {
  draft: { id: 'Lanjutkan pengisian', en: 'Go on filling in' },
  returned: { id: 'Lengkapi permohonan', en: 'Complete the request' },
  disposition: { id: 'Disposisikan', en: 'Route the request' },
  'completeness-check': { id: 'Periksa kelengkapan', en: 'Check completeness' },
  'refusal-signing': { id: 'Tinjau usul penolakan', en: 'Review the proposed refusal' },
  'capacity-check': { id: 'Periksa kapasitas', en: 'Check capacity' },
  'server-provision': { id: 'Catat server', en: 'Record the server' },
  'infrastructure-documentation': { id: 'Sahkan dokumentasi', en: 'Confirm the documentation' },
  installation: { id: 'Lanjutkan instalasi', en: 'Go on installing' },
  'application-documentation': { id: 'Lengkapi data aplikasi', en: 'Complete the application’s data' },
  'reply-draft': { id: 'Susun surat tanggapan', en: 'Draft the reply' },
  'reply-initial': { id: 'Paraf draf tanggapan', en: 'Initial the draft reply' },
  'reply-signing': { id: 'Tanda tangani tanggapan', en: 'Sign the reply' },
};

/** What is to be done in this state; the state's own name where the definition knows one that these words do not. */
export const taskOf = (definition: SopDefinition, state: string): Words => taskWords[state] ?? stateOf(definition, state).label;

/** Where the work of a state is done. */
export const workPath = (definition: SopDefinition, number: string, state: string): string => {
  if (state === 'draft' || state === 'returned') return paths.caseRequest(number);
  if (state === 'refusal-signing') return paths.caseStep(number, 3, 'refusal');
  const { step } = stateOf(definition, state);
  return step === null ? paths.case(number) : paths.caseStep(number, step);
};
