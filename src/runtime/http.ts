import type { AddressInfo } from 'node:net';
import { type ServerType, serve } from '@hono/node-server';
import { fault } from '#lib/fault.ts';

export type Fetch = (request: Request, env: unknown) => Response | Promise<Response>;

export type Http = {
  port: number;
  /** Takes no more, lets running requests finish (five seconds at most), and resolves when the port is free. */
  close: () => Promise<void>;
};

/** A slow line may need this long for an upload of the largest size. */
const longestRequest = 30 * 60_000;

/**
 * Listens at once, so that a taken port is known before anything else starts; requests wait until the app is there. Throws
 * one sentence when the address cannot be used.
 */
export const listen = async (options: { port: number; host: string; app: Promise<{ fetch: Fetch }> }): Promise<Http> => {
  const { app, port, host } = options;
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const server = serve(
    { fetch: async (request, env) => (await app).fetch(request, env), port, hostname: host },
    (address: AddressInfo) => resolve(address.port),
  );
  server.once('error', (error: NodeJS.ErrnoException) => reject(addressFault(error, port, host)));
  if ('requestTimeout' in server) server.requestTimeout = longestRequest;
  return { port: await promise, close: () => close(server) };
};

const addressFault = (error: NodeJS.ErrnoException, port: number, host: string): Error => {
  const sentences: Record<string, string> = {
    EADDRINUSE: `Port ${port} is taken by another program: set PORT to a free one, for example PORT=${port === 8080 ? 8081 : port + 1}.`,
    EACCES: `This user may not listen on port ${port}: set PORT to one above 1023 and let a proxy forward to it.`,
    EADDRNOTAVAIL: `This machine has no address ${host}: set GRIYA_HOST to one of its own, or to 0.0.0.0 for all.`,
    ENOTFOUND: `This machine knows no address ${host}: set GRIYA_HOST to one of its own, or to 0.0.0.0 for all.`,
  };
  return fault(sentences[error.code ?? ''] ?? `The web server cannot listen on ${host}:${port}: ${error.message}.`, error);
};

const close = async (server: ServerType): Promise<void> => {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  if ('closeIdleConnections' in server) server.closeIdleConnections();
  const late = setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), 5000);
  await closed;
  clearTimeout(late);
};
