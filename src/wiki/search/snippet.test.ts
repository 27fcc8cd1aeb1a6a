import { expect, test } from 'vitest';
import { bestPiece } from './snippet.ts';

test('headings and items do not run into the next line; a sentence that goes on is not cut', () => {
  expect(bestPiece('Memulihkan\nPilih salinan terakhir\nPulihkan ke server uji\nlebih dahulu.\nBandingkan.', [])).toBe(
    'Memulihkan · Pilih salinan terakhir · Pulihkan ke server uji lebih dahulu. Bandingkan.',
  );
});
