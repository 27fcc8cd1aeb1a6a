/** What browsers can show without running anything. */
const shownInline = ['application/pdf', 'image/png', 'image/jpeg'];

/** A value of RFC 8187 for `filename*`: everything but plain letters, digits and a few marks as bytes of UTF-8. */
const extended = (name: string): string =>
  encodeURIComponent(name).replace(/['()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);

/** The same for clients that know only ASCII. */
const plain = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\x20-\x7e]|["\\%]/g, '_');

/**
 * Headers to serve an upload or a made document. It is an attachment, unless `inline` is asked for and the content is a
 * PDF, a PNG or a JPEG. Whatever it is, the browser may not guess at it, run it, or let other sites have it. A PDF that is
 * shown goes without the sandbox, in which browsers refuse to open their own viewer; only pages of this site may frame it.
 */
export const downloadHeaders = (
  file: { name: string; mediaType: string; size: number },
  { inline = false }: { inline?: boolean } = {},
): Record<string, string> => {
  const shown = inline && shownInline.includes(file.mediaType);
  const pdf = shown && file.mediaType === 'application/pdf';
  return {
    'Content-Type': file.mediaType.startsWith('text/') ? `${file.mediaType}; charset=utf-8` : file.mediaType,
    'Content-Length': String(file.size),
    'Content-Disposition': `${shown ? 'inline' : 'attachment'}; filename="${plain(file.name)}"; filename*=UTF-8''${extended(file.name)}`,
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': pdf
      ? "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"
      : "default-src 'none'; frame-ancestors 'self'; sandbox",
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Cache-Control': 'private, no-cache',
  };
};
