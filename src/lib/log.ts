export const logLevels = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof logLevels)[number];
export type LogFields = Readonly<Record<string, unknown>>;

/** One line per event: what happened in plain words, and its facts as fields. */
export type Log = {
  debug: (message: string, fields?: LogFields) => void;
  info: (message: string, fields?: LogFields) => void;
  warn: (message: string, fields?: LogFields) => void;
  error: (message: string, fields?: LogFields) => void;
  /** The same log with fields that every line repeats. */
  with: (fields: LogFields) => Log;
};

export type LogOptions = {
  level: LogLevel;
  format: 'plain' | 'json';
  write: (line: string) => void;
  now: () => Temporal.Instant;
};

/** Names of fields whose value is never written, however deep they stand. */
const secretName =
  /pass(word|phrase)?|secret|token|authorization|cookie|credential|otp|api_?key|session|\bni[pk]\b|^(nip|nik)|hash$/i;

/**
 * Secrets and personal numbers that stand inside a text: a password in a connection string, a bearer key, and any run of
 * 16 digits or more (a NIK has 16, a NIP 18, often written with spaces).
 */
const inText: readonly [RegExp, string][] = [
  [/(\w+:\/\/[^\s/:@]+):[^\s@]+@/g, '$1:***@'],
  [/\b(Bearer|Basic)\s+[\w.~+/=-]+/gi, '$1 ***'],
  [/(?<![\w-])\d(?:[ .]?\d){15,}(?![\w-])/g, '***'],
];

const cleanText = (text: string): string => inText.reduce((clean, [pattern, put]) => clean.replace(pattern, put), text);

const describe = (error: Error): string => {
  const cause = error.cause instanceof Error ? ` (because: ${error.cause.message})` : '';
  return `${error.stack ?? `${error.name}: ${error.message}`}${cause}`;
};

/** A value as it may be written: secrets replaced, errors with their stack, no deeper than four levels. */
const redact = (value: unknown, depth = 0): unknown => {
  if (typeof value === 'string') return cleanText(value);
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof Error) return cleanText(describe(value));
  if (typeof value !== 'object' || value === null) return value;
  if ('toJSON' in value && typeof value.toJSON === 'function') return cleanText(String(value.toJSON()));
  if (depth === 4) return '…';
  if (Array.isArray(value)) return value.slice(0, 50).map((item) => redact(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, secretName.test(name) ? '***' : redact(inner, depth + 1)]),
  );
};

const plainValue = (value: unknown): string => {
  if (typeof value === 'string') return /^[\w./:@-]+$/.test(value) ? value : JSON.stringify(value);
  return JSON.stringify(value) ?? String(value);
};

const line = (options: LogOptions, level: LogLevel, message: string, fields: LogFields): string => {
  const at = options.now().toString({ smallestUnit: 'millisecond' });
  const clean = redact(fields) as Record<string, unknown>;
  const text = cleanText(message);
  if (options.format === 'json') return JSON.stringify({ at, level, message: text, ...clean });
  const rest = Object.entries(clean).map(([name, value]) => ` ${name}=${plainValue(value)}`);
  return `${at} ${level.padEnd(5)} ${text.replaceAll('\n', ' ')}${rest.join('')}`;
};

/** A log that writes one line per event, secrets and personal numbers taken out, below `level` nothing. */
export const createLog = (options: LogOptions, fixed: LogFields = {}): Log => {
  const lowest = logLevels.indexOf(options.level);
  const at =
    (level: LogLevel) =>
    (message: string, fields: LogFields = {}) => {
      if (logLevels.indexOf(level) < lowest) return;
      options.write(line(options, level, message, { ...fixed, ...fields }));
    };
  return {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    with: (fields) => createLog(options, { ...fixed, ...fields }),
  };
};

const ignore = (): void => undefined;

/** A log that writes nothing: for tests and scratch runs. */
export const silentLog: Log = { debug: ignore, info: ignore, warn: ignore, error: ignore, with: () => silentLog };
