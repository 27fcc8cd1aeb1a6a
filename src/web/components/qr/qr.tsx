import { encode } from 'uqr';
import { type Phrase, useWords } from '../../view.ts';

/** A QR code as SVG: one path of unit squares, dark on light whatever the page's colours are. */
export const Qr = ({ text, label }: { text: string; label: Phrase }) => {
  const t = useWords();
  const { data, size } = encode(text, { ecc: 'M', border: 2 });
  const squares = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return (
    <svg class="g-qr" viewBox={`0 0 ${size} ${size}`} shape-rendering="crispEdges" role="img" aria-label={t(label)}>
      <path fill="#fff" d={`M0 0h${size}v${size}H0z`} />
      <path fill="#000" d={squares.join('')} />
    </svg>
  );
};
