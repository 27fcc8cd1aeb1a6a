import type { Include } from './rendering.ts';

/** The kinds of includes by every name that they are called by. */
const names: Readonly<Record<string, string>> = {
  servers: 'servers',
  server: 'servers',
  applications: 'applications',
  aplikasi: 'applications',
  networks: 'networks',
  jaringan: 'networks',
  addresses: 'addresses',
  alamat: 'addresses',
  names: 'names',
  domain: 'names',
  cases: 'cases',
  permohonan: 'cases',
  page: 'page',
  halaman: 'page',
  pages: 'pages',
  'daftar-halaman': 'pages',
};

/** Reads what stands between `{{` and `}}`: a kind, then `key="value"` or one bare value; null when the kind is none. */
export const readInclude = (inner: string): Include | null => {
  const [, name = '', rest = ''] = /^\s*([a-z-]{2,30})(?:\s+([\s\S]*))?$/i.exec(inner) ?? [];
  const kind = Object.hasOwn(names, name.toLowerCase()) ? names[name.toLowerCase()] : undefined;
  if (!kind) return null;
  const args: Record<string, string> = {};
  const left = rest.replace(/([a-z]{1,20})\s*=\s*(?:"([^"]*)"|([^\s"]+))/gi, (_, key: string, quoted?: string, bare?: string) => {
    args[key.toLowerCase()] = (quoted ?? bare ?? '').trim();
    return ' ';
  });
  const alone = left.trim().replace(/^"([^"]*)"$/, '$1');
  if (alone !== '') args.q = alone;
  return { kind, args };
};
