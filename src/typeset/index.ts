export { type Breach, RenderError } from './errors.ts';
export type { Picture, TemplateFault } from './protocol.ts';
export { createSandbox, type Sandbox } from './sandbox.ts';
