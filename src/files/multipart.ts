import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Busboy } from '@fastify/busboy';
import { AppError, type FieldFault } from '#lib/errors.ts';
import { limitText, tooLargeFault } from './refusals.ts';

export type SentFile = {
  /** The name of the input. */
  field: string;
  /** As the client sent it. */
  name: string;
  stream: AsyncIterable<Uint8Array>;
};

export type MultipartLimits = {
  /** Most bytes of one file. */
  fileBytes: number;
  /** Most files; 8 unless told otherwise. */
  files?: number;
  /** Most other fields; 200 unless told otherwise. */
  fields?: number;
  /** Most bytes of one field; 64 kB unless told otherwise. */
  fieldBytes?: number;
};

export type ParsedMultipart<Stored> = {
  fields: ReadonlyMap<string, readonly string[]>;
  /** What `onFile` made of each file, by the name of its input, in order. */
  stored: ReadonlyMap<string, readonly Stored[]>;
  /** Files that were refused. The rest of the form is here all the same. */
  faults: readonly FieldFault[];
};

type Received<Stored> = { field: string; stored: readonly Stored[]; faults: readonly FieldFault[] };

const malformed = (why: string): AppError => new AppError('bad_request', { why });

/**
 * Reads a multipart form as it comes in. Each file goes to `onFile` while it streams; when that refuses (`invalid`,
 * `too_large`), the refusal becomes a fault of the field and the rest of the form is still read, so that nothing typed and no
 * other file is lost. An input left empty is passed over. Throws `bad_request` for a body that is no multipart, that ends
 * early, has too many parts, or a file where the page has no input for one; `too_large` for a body past every limit.
 */
export const parseMultipart = async <Stored>(
  request: Request,
  options: {
    limits: MultipartLimits;
    /** Names of the inputs for files. */
    fileFields: readonly string[];
    /** `fields`: what came before this file. */
    onFile: (file: SentFile, fields: ReadonlyMap<string, readonly string[]>) => Promise<Stored>;
  },
): Promise<ParsedMultipart<Stored>> => {
  const { limits, fileFields, onFile } = options;
  const { fileBytes, files = 8, fields: mostFields = 200, fieldBytes = 64 * 1024 } = limits;
  const type = request.headers.get('content-type') ?? '';
  if (!/^multipart\/form-data\s*;/i.test(type) || !request.body) throw malformed('multipart/form-data');

  const fields = new Map<string, string[]>();
  const work: Promise<Received<Stored>>[] = [];
  let failure: unknown = null;

  const parser = openParser(type, { fileSize: fileBytes + 1, files, fields: mostFields, fieldSize: fieldBytes });
  const open = new Set<Readable>();
  const fail = (error: unknown): void => {
    failure ??= error;
    for (const stream of open) stream.destroy(error as Error);
    parser.destroy(error as Error);
  };

  const receive = async (field: string, name: string, stream: Readable): Promise<Received<Stored>> => {
    open.add(stream);
    try {
      // A reader that gives up must not close the stream: the parser would wait for its end for ever.
      const result = await onFile({ field, name, stream: stream.iterator({ destroyOnReturn: false }) }, fields);
      return { field, stored: [result], faults: [] };
    } catch (error) {
      const faults = faultsOf(error, field, fileBytes);
      if (!faults) fail(error);
      return { field, stored: [], faults: faults ?? [] };
    } finally {
      open.delete(stream);
      stream.resume(); // the rest of a refused file is read and forgotten, so that the form goes on
    }
  };

  parser.on('field', (name: string | undefined, value: string, _nameCut: boolean, cut: boolean) => {
    if (name === undefined) return fail(malformed('a part without a name'));
    if (cut) return fail(malformed(`${name}: > ${limitText(fieldBytes)}`));
    keep(fields, name, value);
  });
  parser.on('file', (field: string | undefined, stream: Readable, name: string | undefined) => {
    stream.on('error', () => undefined); // ends the reader of the stream; the parser reports it as well
    if (!name) return void stream.resume();
    if (field === undefined || !fileFields.includes(field)) return fail(malformed(`file in ${field ?? '?'}`));
    work.push(receive(field, name, stream));
  });
  for (const event of ['partsLimit', 'filesLimit', 'fieldsLimit'] as const) {
    parser.on(event, () => fail(malformed(event === 'filesLimit' ? `> ${files} files` : `> ${mostFields} fields`)));
  }

  // Everything allowed at once, and a little for the boundaries between.
  const mostBytes = files * fileBytes + mostFields * fieldBytes + 1024 * 1024;
  try {
    await pipeline(Readable.fromWeb(request.body as never), atMost(mostBytes), parser);
  } catch (error) {
    fail(error instanceof AppError ? error : malformed('multipart/form-data'));
  }
  const received = await Promise.all(work);
  if (failure) throw failure;
  const stored = new Map<string, Stored[]>();
  for (const each of received) for (const result of each.stored) keep(stored, each.field, result);
  return { fields, stored, faults: received.flatMap((each) => each.faults) };
};

const openParser = (type: string, limits: Record<'fileSize' | 'files' | 'fields' | 'fieldSize', number>) => {
  try {
    return new Busboy({
      headers: { 'content-type': type },
      preservePath: true, // the name is cleaned where it is stored
      limits: { ...limits, parts: limits.files + limits.fields, headerPairs: 32, headerSize: 16 * 1024 },
    });
  } catch {
    throw malformed('multipart/form-data');
  }
};

const keep = <Value>(map: Map<string, Value[]>, name: string, value: Value): void => {
  const known = map.get(name);
  if (known) known.push(value);
  else map.set(name, [value]);
};

const faultsOf = (error: unknown, field: string, fileBytes: number): readonly FieldFault[] | null => {
  if (!(error instanceof AppError)) return null;
  if (error.code === 'too_large') return [tooLargeFault(field, fileBytes)];
  return error.code === 'invalid' ? error.faults : null;
};

const atMost = (bytes: number) =>
  async function* (source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    let size = 0;
    for await (const chunk of source) {
      size += chunk.length;
      if (size > bytes) throw new AppError('too_large', { limit: limitText(bytes) });
      yield chunk;
    }
  };
