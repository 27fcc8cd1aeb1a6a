import fc from 'fast-check';
import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { anyText } from '../../../test/support/any-text.ts';
import { createNames } from './names.ts';
import { type ZipFile, zipOf } from './zip.ts';

const at = Temporal.PlainDateTime.from('2026-11-24T15:00:02');

const archiveOf = async (files: readonly ZipFile[]): Promise<Uint8Array> => {
  const stream = (async function* () {
    yield* files;
  })();
  return Buffer.concat(await Array.fromAsync(zipOf(stream)));
};

test('an archive of more files than a plain ZIP can count is read whole', async () => {
  const bytes = Buffer.from('isi');
  const content = async function* () {
    yield bytes;
  };
  const zip = await archiveOf(Array.from({ length: 66_000 }, (_, n) => ({ name: `${n}.txt`, at, content })));
  let count = 0;
  const some = unzipSync(zip, {
    filter: ({ name }) => {
      count += 1;
      return name === '65999.txt';
    },
  });
  expect(count).toBe(66_000);
  expect(Buffer.from(some['65999.txt'] ?? []).toString()).toBe('isi');
}, 30_000);

test('texts and sources come back byte by byte', async () => {
  const [text, picture] = [Buffer.from('teks é '.repeat(5000)), Buffer.from([1, 2, 3, 0xff])];
  const content = async function* () {
    yield picture.subarray(0, 2);
    yield picture.subarray(2);
  };
  const read = unzipSync(
    await archiveOf([
      { name: 'bab/é.md', at, content: text },
      { name: 'rak.png', at, content },
    ]),
  );
  expect(Buffer.from(read['bab/é.md'] ?? [])).toEqual(text);
  expect(Buffer.from(read['rak.png'] ?? [])).toEqual(picture);
});

test('no name leads out of its folder, is taken twice in any writing, or is one that a file system refuses', () => {
  const name = fc.oneof(
    anyText(20),
    fc.constantFrom('..', '.', '', 'CON', 'nul.md', 'a/b', '..\\x', 'Rak.PNG', 'rak.png', 'é', 'e\u0301', 'x'.repeat(300)),
  );
  fc.assert(
    fc.property(fc.array(name, { maxLength: 20 }), (names) => {
      const nameIn = createNames();
      const made = names.map((each) => nameIn('', each, '.md'));
      expect(new Set(made.map((each) => each.normalize('NFKC').toLowerCase())).size).toBe(names.length);
      for (const each of made) {
        expect(each).not.toMatch(/[\\/:*?"<>|\p{Cc}]|^\.|^(?:con|nul)\./iu);
        expect(Buffer.byteLength(each)).toBeLessThan(256);
      }
    }),
    { seed: 115, numRuns: 500 },
  );
});
