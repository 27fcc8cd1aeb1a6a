import type { Words } from '#lib/words.ts';
import { inspectPdf } from './pdf/inspect-pdf.ts';
import { bytesSource } from './pdf/source.ts';
import { kindFault, pdfWords } from './refusals.ts';
import { createSniffer } from './sniff.ts';

/** What `storeUpload` would refuse of a file for its purpose, with the cure, before anything is stored; null when it would take it. */
export const judgeBytes = async (
  bytes: Uint8Array,
  { name, purpose }: { name: string; purpose: string },
): Promise<Words | null> => {
  const sniffer = createSniffer();
  sniffer.push(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  const mediaType = await sniffer.finish();
  const fault = kindFault(purpose, name, bytes.length, mediaType);
  if (fault || mediaType !== 'application/pdf') return fault;
  const finding = await inspectPdf(bytesSource(bytes));
  return finding.fault ? pdfWords(finding.fault) : null;
};
