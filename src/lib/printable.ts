// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029]/g;

/** Invisible characters that hide in a name or turn the direction of what follows. */
const invisible = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g;

/** A text as paper can show and PostgreSQL can store it: well formed, composed, without control or invisible characters. */
export const printable = (text: string): string =>
  text.toWellFormed().normalize('NFC').replaceAll('\r\n', '\n').replace(controls, ' ').replace(invisible, '');
