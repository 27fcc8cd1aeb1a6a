/** Longest name that is kept, and the longest that common file systems can write (in bytes of UTF-8). */
const mostCharacters = 200;
const mostBytes = 255;

/** What stands where nothing usable is left. */
const noName = 'berkas';

/**
 * Never kept: control characters, line and paragraph separators, what turns the direction of a text (so that "gpj.exe"
 * cannot be shown as a picture), invisible marks, and private or unassigned characters. The joiners that Arabic and Indic
 * scripts are written with stay.
 */
const invisible = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}]|(?![\u200c\u200d])\p{Cf}/gu;

/** Names of devices on Windows, whatever their ending. */
const device = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)/i;

const trimmed = (name: string): string => name.replace(/^[\s.]+|[\s.]+$/gu, '');

/** At most so many characters and bytes, the ending kept where it is short. */
const shortened = (name: string): string => {
  const ending = /\.[\p{L}\p{N}]{1,10}$/u.exec(name)?.[0] ?? '';
  const room = { characters: mostCharacters - [...ending].length, bytes: mostBytes - Buffer.byteLength(ending) };
  let stem = '';
  for (const character of name.slice(0, name.length - ending.length)) {
    room.characters -= 1;
    room.bytes -= Buffer.byteLength(character);
    if (room.characters < 0 || room.bytes < 0) return `${trimmed(stem)}${ending}`;
    stem += character;
  }
  return name;
};

/**
 * A file name as it may be stored, shown and offered for download, in whatever script it was sent: without path parts,
 * control and direction characters and what file systems refuse, at most 200 characters, never empty. Cleaning a clean
 * name changes nothing.
 */
export const cleanFileName = (name: string): string => {
  const last = name.toWellFormed().split(/[/\\]/).pop() ?? '';
  const plain = last
    .normalize('NFC')
    .replace(invisible, '')
    .replace(/[<>:"|?*\ufffd]/g, '_')
    .replace(/\s+/gu, ' ');
  const short = shortened(trimmed(plain));
  if (short === '') return noName;
  return device.test(short) ? shortened(`_${short}`) : short;
};
