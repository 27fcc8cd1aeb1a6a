import type { Words } from '#lib/words.ts';

const symbol = (shape: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 16" width="30" height="16"><g fill="#fff" stroke="#000" stroke-width="1" stroke-linejoin="round">${shape}</g></svg>`;

/** The five symbols of the annex (Permenpan-RB 35/2012) with their meaning, as SVG that needs no style. */
export const flowLegend: readonly { symbol: string; label: Words }[] = [
  { symbol: symbol('<rect x="1" y="2" width="28" height="12" rx="6"/>'), label: { id: 'mulai/akhir', en: 'start/end' } },
  { symbol: symbol('<rect x="2" y="2" width="26" height="12"/>'), label: { id: 'proses', en: 'process' } },
  { symbol: symbol('<polygon points="15,1 29,8 15,15 1,8"/>'), label: { id: 'keputusan', en: 'decision' } },
  {
    symbol: symbol('<polygon points="8,1 22,1 22,9 15,15 8,9"/>'),
    label: { id: 'penghubung beda halaman', en: 'off-page connector' },
  },
  {
    symbol: symbol('<path d="M1 8h24" fill="none"/><polygon points="23,4 29,8 23,12" fill="#000"/>'),
    label: { id: 'alur kerja', en: 'flow of work' },
  },
];
