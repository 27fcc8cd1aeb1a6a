import type { HolidayInput } from '#identity/index.ts';
import { say, type Words } from '#lib/words.ts';
import { words } from './words.ts';

const kinds: Readonly<Record<string, HolidayInput['kind']>> = {
  nasional: 'national',
  'libur nasional': 'national',
  libur: 'national',
  national: 'national',
  'cuti bersama': 'collective_leave',
  cuti: 'collective_leave',
  collective_leave: 'collective_leave',
  'collective leave': 'collective_leave',
  khusus: 'special',
  'libur khusus': 'special',
  special: 'special',
};

const statuses: Readonly<Record<string, HolidayInput['status']>> = {
  resmi: 'official',
  official: 'official',
  perkiraan: 'estimate',
  estimate: 'estimate',
};

const both = (what: Words, values: Readonly<Record<string, string | number>>): Words => ({
  id: say(what, 'id', values),
  en: say(what, 'en', values),
});

/** "Baris 4: …" in both languages. */
export const atLine = (no: number, fault: Words): Words => ({
  id: say(words.line, 'id', { no, fault: fault.id }),
  en: say(words.line, 'en', { no, fault: fault.en }),
});

export type ReadList = {
  holidays: HolidayInput[] /** The line of the text that each holiday came from. */;
  lines: number[];
  faults: Words[];
};

/** Reads a pasted list of holidays, one a line, parts separated by semicolons or tabs. Faults name their line. */
export const readList = (text: string): ReadList => {
  const read: ReadList = { holidays: [], lines: [], faults: [] };
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const no = index + 1;
    const [date = '', kindWord = '', name = '', basis = '', statusWord = '', ...more] = line
      .split(/[;\t]/)
      .map((part) => part.trim());
    const kind = kinds[kindWord.toLowerCase()];
    const status = statuses[statusWord.toLowerCase()];
    if (statusWord === '' || more.length > 0) read.faults.push(atLine(no, words.columns));
    else if (!kind) read.faults.push(atLine(no, both(words.unknownKind, { value: kindWord.slice(0, 40) })));
    else if (!status) read.faults.push(atLine(no, both(words.unknownStatus, { value: statusWord.slice(0, 40) })));
    else {
      read.holidays.push({ date, kind, name, basis, status });
      read.lines.push(no);
    }
  }
  return read;
};
