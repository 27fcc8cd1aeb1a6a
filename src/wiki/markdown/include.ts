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
  devices: 'devices',
  perangkat: 'devices',
  racks: 'racks',
  rak: 'racks',
  sites: 'sites',
  lokasi: 'sites',
  page: 'page',
  halaman: 'page',
  pages: 'pages',
  'daftar-halaman': 'pages',
};

const counting = /^\s*(?:count|jumlah)\s+(\S[\s\S]*)$/i;

/** Reads `count` or `jumlah` and what is counted; null for what cannot be. */
export const readCount = (inner: string): Include | null => {
  const counted = readInclude(counting.exec(inner)?.[1] ?? '');
  return counted && !['page', 'pages'].includes(counted.kind) ? { ...counted, count: true } : null;
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
