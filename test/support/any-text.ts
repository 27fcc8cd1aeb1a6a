import fc from 'fast-check';

/**
 * Texts of any script, control and direction characters and halves of surrogate pairs among them. fast-check's own units
 * 'binary' and 'grapheme' say the same, but take seconds to build their tables.
 */
export const anyText = (maxLength: number): fc.Arbitrary<string> =>
  fc
    .array(
      fc.oneof(
        fc.integer({ min: 0, max: 0x7f }),
        fc.integer({ min: 0, max: 0xffff }),
        fc.integer({ min: 0x10000, max: 0x10ffff }),
        fc.constantFrom(...Array.from('é漢ꦱ👩‍💻 \u200f\u202e\u2066', (character) => character.codePointAt(0) ?? 0)),
      ),
      { maxLength },
    )
    .map((points) => String.fromCodePoint(...points));
