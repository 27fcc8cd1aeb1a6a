import type { MiddlewareHandler } from 'hono';
import type { AppEnv, Ctx } from '../context.ts';

const policy = (frameAncestors: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "frame-src 'self'",
    "base-uri 'none'",
    `frame-ancestors ${frameAncestors}`,
  ].join('; ');

const pagePolicy = policy("'none'");

/** A document may be framed by our own pages, runs nothing and loads nothing. */
const viewerPolicy = "default-src 'none'; object-src 'self'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'";

/** Headers of every answer: what the page may load, who may frame it, what it tells other sites. */
export const headers: MiddlewareHandler<AppEnv> = async (c, next) => {
  await next();
  if (!c.res.headers.has('content-security-policy')) c.header('content-security-policy', pagePolicy);
  c.header('x-content-type-options', 'nosniff');
  c.header('referrer-policy', 'same-origin');
  c.header('cross-origin-opener-policy', 'same-origin');
  c.header('cross-origin-resource-policy', 'same-origin');
  c.header('permissions-policy', 'camera=(), microphone=(), geolocation=(), payment=(), usb=()');
  if (c.var.secure) c.header('strict-transport-security', 'max-age=31536000; includeSubDomains');
};

/** `filename` of a download for every browser: plain ASCII, and the true name beside it (RFC 6266, RFC 8187). */
const disposition = (kind: 'inline' | 'attachment', name: string): string => {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const exact = encodeURIComponent(name).replace(/['()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
  return `${kind}; filename="${plain}"; filename*=UTF-8''${exact}`;
};

/** What the browser may show by itself inside a page. Everything else is only ever downloaded. */
const showable = new Set(['application/pdf', 'image/png', 'image/jpeg', 'image/webp', 'image/gif']);

/** Whether a document of this media type can be shown beside a form. */
export const canView = (mediaType: string): boolean => showable.has(mediaType);

/** Headers of a document: sent as a download, or (only types that run nothing) shown in a frame of our own pages. */
export const documentHeaders = (
  c: Ctx,
  document: { name: string; mediaType: string; size?: number },
  kind: 'inline' | 'attachment',
): void => {
  const shown = kind === 'inline' && canView(document.mediaType);
  c.header('content-type', shown || document.mediaType === 'application/pdf' ? document.mediaType : 'application/octet-stream');
  c.header('content-disposition', disposition(shown ? 'inline' : 'attachment', document.name));
  c.header('content-security-policy', shown ? viewerPolicy : "default-src 'none'; sandbox; frame-ancestors 'none'");
  c.header('cache-control', 'private, no-store');
  if (document.size !== undefined) c.header('content-length', String(document.size));
};
