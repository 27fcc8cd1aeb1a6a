import type { TemplateFault } from './protocol.ts';

/** What stopped a rendering: a fault in the template or its data, one of the limits, or the process itself. */
export type Breach = 'template' | 'time' | 'memory' | 'crash';

/** Whose template it was, and what it was allowed. */
type Allowed = { subject: string; seconds: number; megabytes: number };

const nothing: Allowed = { subject: '', seconds: 0, megabytes: 0 };

const said = (breach: Exclude<Breach, 'template'>, { subject, seconds, megabytes }: Allowed): string =>
  `Typst: ${subject} ${
    {
      time: `took longer than ${seconds} seconds and was stopped`,
      memory: `needed more than ${megabytes} MB and was stopped`,
      crash: 'broke the renderer off',
    }[breach]
  }`;

/** A letter that could not be rendered. `faults` is empty unless the template itself is at fault. */
export class RenderError extends Error {
  readonly breach: Breach;
  readonly faults: readonly TemplateFault[];

  constructor(breach: Breach, faults: readonly TemplateFault[] = [], allowed = nothing) {
    super(breach === 'template' ? sentence(faults) : said(breach, allowed));
    this.name = 'RenderError';
    this.breach = breach;
    this.faults = faults;
  }
}

const sentence = ([first]: readonly TemplateFault[]): string => {
  if (!first) return 'Typst: unknown fault';
  const place = first.line === null ? first.path : `${first.path}:${first.line}:${first.column}`;
  return `Typst: ${first.message} in ${place}`;
};
