import type { Example } from '../example.ts';
import { DocumentLink } from './document.tsx';

export const examples: readonly Example[] = [
  {
    name: 'Lampiran',
    render: () => (
      <div>
        <DocumentLink
          label="Rekomendasi Tim Teknis"
          fileName="Rekomendasi 012.pdf"
          size={2_412_000}
          pages={3}
          downloadHref="#main"
          viewHref="#main"
        />
        <DocumentLink
          label="Petunjuk instalasi"
          fileName="instalasi.md"
          mediaType="text/markdown"
          size={8_120}
          downloadHref="#main"
        />
      </div>
    ),
  },
];
