export type ParsedRecord = { name: string; ttl: number; type: string; data: string[] };
export type ParsedZone = { origin: string; serial: number; records: ParsedRecord[] };

type Token = { text: string; quoted: boolean };

/** A character-string with its escapes undone, as bytes in latin1. */
const unescaped = (text: string): string =>
  text.replace(/\\(?:(\d{3})|(.))/g, (_, code: string | undefined, letter: string | undefined) => {
    if (code === undefined) return letter ?? '';
    if (Number(code) > 255) throw new Error(`no byte: \\${code}`);
    return String.fromCharCode(Number(code));
  });

/** Splits a master file into entries of tokens: parentheses join lines, a semicolon begins a comment, quotes protect both. */
const entriesOf = (file: string): { tokens: Token[]; indented: boolean }[] => {
  const entries: { tokens: Token[]; indented: boolean }[] = [];
  let tokens: Token[] = [];
  let depth = 0;
  let indented = false;
  const pattern = /"((?:[^"\\\n]|\\.)*)"|([()])|(;[^\n]*)|(\n)|([ \t]+)|((?:[^\s"();\\]|\\.)+)/y;
  let start = true;
  while (pattern.lastIndex < file.length) {
    const at = pattern.lastIndex;
    const match = pattern.exec(file);
    if (!match) throw new Error(`cannot read at ${at}: ${JSON.stringify(file.slice(at, at + 20))}`);
    const [, quoted, bracket, , newline, space, word] = match;
    if (start && space !== undefined && depth === 0) indented = true;
    start = false;
    if (quoted !== undefined) tokens.push({ text: unescaped(quoted), quoted: true });
    if (word !== undefined) tokens.push({ text: unescaped(word), quoted: false });
    if (bracket === '(') depth += 1;
    if (bracket === ')') depth -= 1;
    if (depth < 0) throw new Error('a parenthesis that was never opened');
    if (newline !== undefined && depth === 0) {
      if (tokens.length > 0) entries.push({ tokens, indented });
      tokens = [];
      indented = false;
      start = true;
    }
  }
  if (depth !== 0 || tokens.length > 0) throw new Error('the file ends inside an entry');
  return entries;
};

/**
 * Reads a master file (RFC 1035, 5) as strictly as a name server would: known directives only, exactly one SOA and it comes
 * first, every owner written, every name absolute or below the origin. Names come back absolute, texts as bytes in latin1.
 */
export const parseZone = (file: string): ParsedZone => {
  let origin = '';
  let standardTtl = -1;
  const records: ParsedRecord[] = [];
  for (const { tokens, indented } of entriesOf(file)) {
    const [first, ...rest] = tokens;
    if (!first || indented) throw new Error('an entry without its owner');
    if (first.text === '$ORIGIN') {
      origin = rest[0]?.text ?? '';
      continue;
    }
    if (first.text === '$TTL') {
      standardTtl = Number(rest[0]?.text);
      continue;
    }
    if (first.text.startsWith('$')) throw new Error(`directive ${first.text}`);
    if (!origin.endsWith('.') || standardTtl < 0) throw new Error('records before $ORIGIN and $TTL');
    const absolute = (name: string) => (name === '@' ? origin : name.endsWith('.') ? name : `${name}.${origin}`);
    const ttl = /^\d+$/.test(rest[0]?.text ?? '') ? Number(rest.shift()?.text) : standardTtl;
    if (rest.shift()?.text !== 'IN') throw new Error('class is not IN');
    const type = rest.shift()?.text ?? '';
    const names: Record<string, number> = { NS: 0, CNAME: 0, MX: 1, SRV: 3 };
    const data = rest.map(({ text, quoted }, index) => (names[type] === index && !quoted ? absolute(text) : text));
    if (type === 'TXT' && rest.some((token) => !token.quoted || token.text.length > 255))
      throw new Error('TXT is not in strings');
    records.push({ name: absolute(first.text), ttl, type, data });
  }
  const [soa, ...others] = records;
  if (soa?.type !== 'SOA' || soa.name !== origin || others.some(({ type }) => type === 'SOA'))
    throw new Error('no single SOA first');
  if (soa.data.length !== 7) throw new Error('the SOA has not seven fields');
  return { origin, serial: Number(soa.data[2]), records: others };
};
