import type { Example } from '../example.ts';
import { Mark, Status } from './status.tsx';

const colours = ['secondary', 'blue', 'azure', 'indigo', 'purple', 'orange', 'yellow', 'teal', 'green', 'red'] as const;

export const examples: readonly Example[] = [
  {
    name: 'Semua warna',
    render: () => (
      <div class="g-buttons">
        {colours.map((colour) => (
          <Status label={`Menunggu ${colour}`} colour={colour} />
        ))}
      </div>
    ),
  },
  {
    name: 'Tanda',
    render: () => (
      <p>
        Plt. Kepala Dinas <Mark label="perkiraan" />
      </p>
    ),
  },
];
