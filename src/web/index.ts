export { type AppOptions, createApp } from './app.ts';
export type { WebConfig } from './services.ts';
