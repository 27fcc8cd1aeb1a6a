/** Room for a signature with its certificates; what is left is filled with zeros. */
const signatureBytes = 8192;

export type SignatureFacts = { name: string; reason: string; location: string; at: Temporal.Instant };

/**
 * Appends an incremental update (ISO 32000-1, 7.5.6) with an empty, invisible signature field to a PDF that Typst made: not a
 * byte of the original is changed, so what made it PDF/A stays. Throws an Error for a PDF of another form.
 */
export const addPlaceholder = (pdf: Uint8Array, facts: SignatureFacts): Buffer => {
  const original = Buffer.from(pdf);
  const text = original.toString('latin1');
  const trailer = /trailer\s*<<([\s\S]*)>>\s*startxref\s+(\d+)\s+%%EOF\s*$/.exec(text.slice(-4096));
  const size = Number(/\/Size\s+(\d+)/.exec(trailer?.[1] ?? '')?.[1]);
  const root = Number(/\/Root\s+(\d+)\s+0\s+R/.exec(trailer?.[1] ?? '')?.[1]);
  if (!trailer || !size || !root) throw new Error('This PDF has no plain trailer; it cannot be signed');
  const objects = readOffsets(text, Number(trailer[2]));
  const bodyOf = (no: number): string => {
    const at = objects.get(no);
    const body = at === undefined ? null : /^\d+\s+0\s+obj\s*([\s\S]*?)\s*endobj/.exec(text.slice(at));
    if (!body?.[1]) throw new Error(`This PDF lacks its object ${no}; it cannot be signed`);
    return body[1];
  };
  const catalog = bodyOf(root);
  const page = firstPage(bodyOf, catalog);
  if (/\/AcroForm\b/.test(catalog)) throw new Error('This PDF has a form already; it cannot be signed');
  const [signature, widget] = [size, size + 1];
  const added: [number, string][] = [
    [
      signature,
      `<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /ByteRange [0 /********** /********** /**********] /Contents <${'0'.repeat(signatureBytes * 2)}> /M (${pdfDate(facts.at)}) /Name ${pdfText(facts.name)} /Reason ${pdfText(facts.reason)} /Location ${pdfText(facts.location)} >>`,
    ],
    [
      widget,
      // Print and Locked, no size: PDF/A asks for no appearance then.
      `<< /Type /Annot /Subtype /Widget /FT /Sig /Rect [0 0 0 0] /F 132 /T (Signature1) /V ${signature} 0 R /P ${page} 0 R >>`,
    ],
    [page, withEntry(withAnnotation(bodyOf(page), widget), '')],
    [root, withEntry(catalog, ` /AcroForm << /SigFlags 3 /Fields [${widget} 0 R] >>`)],
  ];
  return append(original, added, { size: size + 2, trailer: trailer[1] ?? '', previous: Number(trailer[2]) });
};

const append = (
  original: Buffer,
  added: readonly [number, string][],
  { size, trailer, previous }: { size: number; trailer: string; previous: number },
): Buffer => {
  const parts: Buffer[] = [original, Buffer.from('\n')];
  let at = original.length + 1;
  const lines: string[] = [];
  for (const [no, body] of added.toSorted(([a], [b]) => a - b)) {
    const object = Buffer.from(`${no} 0 obj\n${body}\nendobj\n`, 'latin1');
    lines.push(`${no} 1\n${String(at).padStart(10, '0')} 00000 n \n`);
    parts.push(object);
    at += object.length;
  }
  const kept = trailer.replace(/\/Size\s+\d+/, `/Size ${size}`).replace(/\/Prev\s+\d+/, '');
  const end = `xref\n${lines.join('')}trailer\n<<${kept} /Prev ${previous} >>\nstartxref\n${at}\n%%EOF`;
  return Buffer.concat([...parts, Buffer.from(end, 'latin1')]);
};

/** Where each object begins, by the plain table that Typst writes. */
const readOffsets = (text: string, start: number): Map<number, number> => {
  const offsets = new Map<number, number>();
  const table = /^xref\s+([\s\S]*?)trailer/.exec(text.slice(start));
  let next = 0;
  for (const line of (table?.[1] ?? '').split(/[\r\n]+/)) {
    const entry = /^(\d{10}) (\d{5}) ([nf])/.exec(line);
    const head = /^(\d+) (\d+)\s*$/.exec(line);
    if (head && !entry) next = Number(head[1]);
    if (!entry) continue;
    if (entry[3] === 'n') offsets.set(next, Number(entry[1]));
    next += 1;
  }
  return offsets;
};

const firstPage = (bodyOf: (no: number) => string, catalog: string): number => {
  let node = Number(/\/Pages\s+(\d+)\s+0\s+R/.exec(catalog)?.[1]);
  for (let depth = 0; depth < 32; depth += 1) {
    const body = bodyOf(node);
    if (/\/Type\s*\/Page\b(?!s)/.test(body)) return node;
    node = Number(/\/Kids\s*\[\s*(\d+)\s+0\s+R/.exec(body)?.[1]);
  }
  throw new Error('This PDF has no page; it cannot be signed');
};

const withEntry = (dictionary: string, entry: string): string => dictionary.replace(/>>\s*$/, () => `${entry} >>`);

const withAnnotation = (page: string, widget: number): string =>
  /\/Annots\s*\[/.test(page)
    ? page.replace(/\/Annots\s*\[/, (list) => `${list}${widget} 0 R `)
    : page.replace(/>>\s*$/, () => ` /Annots [${widget} 0 R] >>`);

/** UTF-16BE in hexadecimal, which every reader understands and nothing can escape from. */
const pdfText = (text: string): string => {
  const utf16 = Buffer.from(text, 'utf16le').swap16();
  return `<FEFF${utf16.toString('hex').toUpperCase()}>`;
};

const pdfDate = (at: Temporal.Instant): string => `D:${at.toString({ smallestUnit: 'second' }).replace(/\D/g, '')}Z`;
