import { expect, test } from 'vitest';
import { z } from 'zod';
import { AppError } from './errors.ts';
import {
  email,
  id,
  instant,
  optionalDate,
  optionalEmail,
  optionalText,
  parse,
  plainDate,
  plainTime,
  text,
  ticked,
} from './input.ts';

const faults = (schema: z.ZodType, input: unknown): Record<string, string> => {
  try {
    parse(schema, input);
    return {};
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return Object.fromEntries(error.faults.map((fault) => [fault.field, fault.message.id]));
  }
};

const person = z.strictObject({
  name: text(10),
  email: optionalEmail(),
  since: plainDate(),
  until: optionalDate(),
  active: ticked(),
});

test('names every faulty field once, in the words of its schema', () => {
  expect(faults(person, { name: ' ', email: 'x', since: '2026-02-30', until: '24/11/2026' })).toEqual({
    name: 'Wajib diisi.',
    email: 'Isi alamat pos-el yang lengkap, misalnya nama@contoh.go.id.',
    since: 'Isi tanggal yang benar, misalnya 2026-11-24.',
    until: 'Isi tanggal yang benar, misalnya 2026-11-24.',
  });
});

test('names unknown fields and the path of nested ones', () => {
  const schema = z.strictObject({ posts: z.array(z.strictObject({ title: text(5) })) });
  expect(faults(schema, { posts: [{ title: 'Kabid' }, { title: 'Kepala', extra: 1 }], admin: true })).toEqual({
    'posts.1.title': 'Paling banyak 5 karakter.',
    'posts.1.extra': 'Isian ini tidak dikenal.',
    admin: 'Isian ini tidak dikenal.',
  });
});

test('reads what a form sends as well as what the code holds', () => {
  const since = Temporal.PlainDate.from('2026-11-24');
  const parsed = { name: 'Ani', email: '', since, until: null, active: true };
  expect(parse(person, { name: ' Ani ', since: '2026-11-24', until: '', active: 'on' })).toEqual(parsed);
  expect(parse(person, parsed)).toEqual(parsed);
  expect(parse(email(), ' Ani@Contoh.GO.ID ')).toBe('ani@contoh.go.id');
  expect(parse(plainTime(), '7.30').toString()).toBe('07:30:00');
});

test('refuses what the database cannot hold', () => {
  for (const value of ['a\u0000b', 'a\ud800', '\u0007']) {
    expect(faults(text(100), value)).toEqual({ '': 'Memuat karakter yang tidak dapat dicetak.' });
    expect(faults(optionalText(100), value)).toEqual({ '': 'Memuat karakter yang tidak dapat dicetak.' });
  }
  expect(faults(text(100), 'dua\nbaris')).toEqual({});
  expect(faults(id(), "1' or 1=1")).toEqual({ '': 'Pilih dari daftar.' });
  expect(faults(plainTime(), '25:00')).toEqual({ '': 'Isi jam yang benar, misalnya 07.30.' });
});

test('reads a moment only with its offset, and nothing that no clock ever showed', () => {
  expect(parse(instant(), '2026-11-24T10:15:00+07:00').toString()).toBe('2026-11-24T03:15:00Z');
  for (const value of ['2026-11-24T10:15', '2026-02-30T10:15:00Z', '2026-11-24T10:15:00.1234567890Z', 'kemarin', 7, {}]) {
    expect(faults(instant(), value)).toEqual({
      '': 'Isi waktu yang benar dengan zonanya, misalnya 2026-11-24T10:15:00+07:00.',
    });
  }
  expect(faults(instant(), undefined)).toEqual({ '': 'Wajib diisi.' });
});
