import { unzipSync } from 'fflate';
import { invalid } from '#lib/errors.ts';

/** What an archive may hold: far more than a wiki has, far less than fills a machine. */
const limits = { files: 20_000, fileBytes: 25_000_000, allBytes: 300_000_000 };

const refuse = (id: string, en: string) => invalid([{ field: 'file', message: { id, en } }]);

/** Names with neither a way out of the folder nor what archives keep for themselves. */
const usable = (name: string): boolean =>
  !name.endsWith('/') &&
  !name.startsWith('/') &&
  !name.split('/').some((part) => part === '..' || part.startsWith('.') || part === '__MACOSX') &&
  !/[\\\0:]/.test(name);

/**
 * The files of an archive whose names `wanted` takes. Sizes are known before anything is unpacked, and nothing is unpacked
 * beyond them; `invalid` for an archive that is none, holds too many files, or would become too large.
 */
export const unzipFiles = (
  archive: Uint8Array,
  wanted: (name: string) => boolean,
): { files: Map<string, Uint8Array>; skipped: string[] } => {
  const skipped: string[] = [];
  let count = 0;
  let size = 0;
  try {
    const files = unzipSync(archive, {
      filter: ({ name, originalSize }) => {
        if (!usable(name) || !wanted(name)) return false;
        count += 1;
        if (count > limits.files)
          throw refuse('Arsip memuat lebih dari 20.000 berkas.', 'The archive holds more than 20,000 files.');
        if (originalSize > limits.fileBytes) {
          skipped.push(name);
          return false;
        }
        size += originalSize;
        if (size > limits.allBytes)
          throw refuse('Isi arsip lebih dari 300 MB setelah dibuka.', 'The archive would unpack to more than 300 MB.');
        return true;
      },
    });
    return { files: new Map(Object.entries(files)), skipped };
  } catch (error) {
    if (error instanceof Error && error.name === 'AppError') throw error;
    throw refuse('Berkas ini bukan arsip ZIP yang utuh.', 'This file is no complete ZIP archive.');
  }
};

/** A file as UTF-8 text; null when it is none. */
export const textOf = (bytes: Uint8Array): string | null => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
};
