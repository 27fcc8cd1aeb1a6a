import { shortDate } from '#lib/format.ts';
import { say, type Words } from '#lib/words.ts';
import { maySeeServers } from '#registry/index.ts';
import type { GeneratedCell, GeneratedPart } from '#wiki/index.ts';
import { seesSubmitted } from '../../find-case.ts';
import { listInstallItems } from '../../queries/case-history.ts';
import { fact, factsPart, type Reading, tablePart } from './reading.ts';

const words = {
  installation: { id: 'Instalasi: daftar pekerjaan dan bukti', en: 'Installation: checklist and evidence' },
  item: { id: 'Pekerjaan', en: 'Item' },
  evidence: { id: 'Bukti', en: 'Evidence' },
  file: { id: 'Berkas', en: 'File' },
  doneBy: { id: 'Dikerjakan oleh', en: 'Done by' },
  progress: { id: 'Instalasi', en: 'Installation' },
  done: { id: '{done} dari {all} pekerjaan selesai', en: '{done} of {all} items done' },
} as const satisfies Record<string, Words>;

/**
 * The checklist of SOP step 7 with its evidence. Items and evidence are typed on servers and name them: another office, also
 * the application's own, is told how many are done and nothing of what they say.
 */
export const installationParts = async (reading: Reading, caseId: string): Promise<GeneratedPart[]> => {
  const { db, actor, language, timeZone } = reading;
  const items = await listInstallItems(db, caseId);
  if (!maySeeServers(actor)) {
    const counted = { done: items.filter(({ done_at }) => done_at !== null).length, all: items.length };
    return items.length > 0 ? [factsPart(reading, [fact(words.progress, say(words.done, language, counted))])] : [];
  }
  const opens = seesSubmitted(actor);
  const file = (uploadId: string, name: string): GeneratedCell => (opens ? { text: name, kind: 'upload', id: uploadId } : name);
  const rows = items.map((item): GeneratedCell[] => [
    `${item.position}. ${item.title}`,
    item.evidence ?? '',
    item.evidence_upload_id ? file(item.evidence_upload_id, item.evidence_file ?? '') : '',
    item.done_at ? [item.done_by_name, shortDate(item.done_at, language, timeZone)].filter(Boolean).join(', ') : '',
  ]);
  const columns = [words.item, words.evidence, words.file, words.doneBy];
  return [tablePart(reading, { key: 'installation', title: words.installation, place: 'above', columns, rows })];
};
