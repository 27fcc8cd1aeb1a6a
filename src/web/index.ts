export { type AppOptions, createApp } from './app.ts';
export { type LiveHub, type LiveLimits, liveHub, sightFor } from './live.ts';
export type { WebConfig } from './services.ts';
