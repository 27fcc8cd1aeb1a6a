import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { fault } from '#lib/fault.ts';
import { faultsOf } from '#lib/input.ts';

export type EntryFault = { path: readonly (string | number)[]; message: string };

/**
 * Reads a YAML text by a schema. Every scalar stays the text that was written (YAML's failsafe schema), so that no leading
 * zero and no digit of a NIP is lost. Throws a fault that names every wrong entry with its line; `faults` may add others
 * that only the caller can find.
 */
export const readYaml = async <Schema extends z.ZodType>(
  path: string,
  text: string,
  schema: Schema,
  faults: (data: z.output<Schema>) => Promise<EntryFault[]> = async () => [],
): Promise<z.output<Schema>> => {
  const lines = new LineCounter();
  const document = parseDocument(text, { schema: 'failsafe', lineCounter: lines });
  if (document.errors.length > 0) {
    throw fault(`${path} is not valid YAML:\n${document.errors.map((each) => `  ${firstLine(each.message)}`).join('\n')}`);
  }
  const read = schema.safeParse(document.toJS());
  const found: EntryFault[] = read.success
    ? await faults(read.data)
    : faultsOf(read.error).map(({ field, message }) => ({ path: pathOf(document, field), message: message.en }));
  if (read.success && found.length === 0) return read.data;
  throw fault(`${path} cannot be used:\n${listed(document, lines, found)}`);
};

const firstLine = (message: string): string => (message.split('\n')[0] ?? '').replace(/:$/, '');

/** "city.posts.agency-head.holder.nip" as keys; positions in a list become numbers. */
const pathOf = (document: Document, field: string): (string | number)[] => {
  const path: (string | number)[] = [];
  for (const part of field === '' ? [] : field.split('.')) {
    path.push(/^\d+$/.test(part) && !document.hasIn([...path, part]) ? Number(part) : part);
  }
  return path;
};

/** The line of an entry, or of the nearest one around it that is there. */
const lineOf = (document: Document, lines: LineCounter, path: readonly (string | number)[]): number => {
  for (let length = path.length; length > 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
};

const listed = (document: Document, lines: LineCounter, faults: readonly EntryFault[]): string =>
  faults
    .map((each) => ({ ...each, line: lineOf(document, lines, each.path) }))
    .sort((a, b) => a.line - b.line)
    .map(({ line, path, message }) => `  line ${line}, ${path.join('.') || 'the whole file'}: ${message}`)
    .join('\n');
