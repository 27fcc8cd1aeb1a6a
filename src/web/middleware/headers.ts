import type { MiddlewareHandler } from 'hono';
import type { AppEnv } from '../context.ts';

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "frame-src 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Headers of every answer: what the page may load, who may frame it, what it tells other sites. */
export const headers: MiddlewareHandler<AppEnv> = async (c, next) => {
  await next();
  if (!c.res.headers.has('content-security-policy')) c.header('content-security-policy', policy);
  c.header('x-content-type-options', 'nosniff');
  c.header('referrer-policy', 'same-origin');
  c.header('cross-origin-opener-policy', 'same-origin');
  c.header('cross-origin-resource-policy', 'same-origin');
  c.header('permissions-policy', 'camera=(), microphone=(), geolocation=(), payment=(), usb=()');
  if (c.var.secure) c.header('strict-transport-security', 'max-age=31536000; includeSubDomains');
};

/** What the browser may show by itself inside a page. Everything else is only ever downloaded. */
const showable = new Set(['application/pdf', 'image/png', 'image/jpeg']);

/** Whether a document of this media type can be shown beside a form. */
export const canView = (mediaType: string): boolean => showable.has(mediaType);
