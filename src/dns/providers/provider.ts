import type { RecordType } from '../choices.ts';
import type { ParsedZone } from '../zone/parse.ts';
import type { ZoneRecord } from '../zone/print.ts';

/** A zone as its provider needs it, its key opened. */
export type ProvidedZone = {
  name: string;
  ttl: number;
  /** "203.0.113.1:53" for dynamic updates, "http://127.0.0.1:8081" for the API. */
  server: string;
  keyName: string;
  keyAlgorithm: string;
  /** The TSIG secret in base64, or the API key. Never to be logged, nor to stand on a command line. */
  key: string;
};

export type SetName = { label: string; type: RecordType };

/** What one publication changes. A record of the server that is in neither list stays as it is. */
export type ZoneChange = { wanted: readonly ZoneRecord[]; removed: readonly ZoneRecord[] };

/**
 * How changes reach the name servers of a zone. Every call can be made again: what is already so stays so. A fault has a
 * `code` (see `publishErrorWords`), and never the key in its message.
 */
export type Provider = {
  publish: (zone: ProvidedZone, change: ZoneChange, signal: AbortSignal) => Promise<void>;
  /** The records of these sets as the server has them now. */
  look: (zone: ProvidedZone, sets: readonly SetName[], signal: AbortSignal) => Promise<ZoneRecord[]>;
  /** The whole zone as the server has it now. */
  read: (zone: ProvidedZone, signal: AbortSignal) => Promise<ParsedZone>;
};

/** A fault of a provider: a code for its words, and a message for the log. */
export class ProviderFault extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
