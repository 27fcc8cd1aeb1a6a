import type { TemplateFault } from './protocol.ts';

/** What stopped a rendering: a fault in the template or its data, one of the limits, or the process itself. */
export type Breach = 'template' | 'time' | 'memory' | 'crash';

const said: Readonly<Record<Exclude<Breach, 'template'>, string>> = {
  time: 'took longer than 5 seconds and was stopped',
  memory: 'needed more than 256 MB and was stopped',
  crash: 'broke the renderer off',
};

/** A letter that could not be rendered. `faults` is empty unless the template itself is at fault. */
export class RenderError extends Error {
  readonly breach: Breach;
  readonly faults: readonly TemplateFault[];

  constructor(breach: Breach, faults: readonly TemplateFault[] = [], subject = '') {
    super(breach === 'template' ? sentence(faults) : `Typst: ${subject} ${said[breach]}`);
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
