import { isIP } from 'node:net';
import { toAscii } from './zone/name.ts';

/** A host name as it is stored: lower case, IDN in punycode, without a final dot. Null when it is none (RFC 1123, at most 253 characters). */
export const readHost = (text: string): string | null => {
  const host = toAscii(text)?.replace(/\.$/, '') ?? '';
  if (host.length > 253 || isIP(host) !== 0) return null;
  const labels = host.split('.');
  if (labels.length < 2 || /^\d+$/.test(labels.at(-1) ?? '')) return null;
  return labels.every((label) => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(label)) ? host : null;
};

/** The mailbox of an SOA as a host name, from "hostmaster@kota.go.id" or from that form already. A dot before the @ is escaped (RFC 1035, 8). */
export const readMailbox = (text: string): string | null => {
  const [local = '', domain, ...rest] = text.trim().toLowerCase().split('@');
  if (domain === undefined) return readHost(text);
  const host = readHost(domain);
  if (!host || rest.length > 0 || !/^[a-z0-9][a-z0-9._-]{0,62}$/.test(local)) return null;
  return `${local.replaceAll('.', '\\.')}.${host}`;
};

/** The stored mailbox of an SOA as an e-mail address: "first\.last.kota.go.id" is "first.last@kota.go.id". */
export const mailboxAddress = (mailbox: string): string => {
  const [, local = '', domain = ''] = /^((?:\\.|[^.\\])+)\.(.+)$/.exec(mailbox) ?? [];
  return `${local.replaceAll('\\.', '.')}@${domain}`;
};

/**
 * Reads "203.0.113.1:53, [2001:db8::1]:53, 192.0.2.7" as the addresses of servers to ask, each with its port (53 without
 * one). Null when one of them is no address.
 */
export const readServers = (text: string): string[] | null => {
  const servers: string[] = [];
  for (const part of text.split(/[,;\s]+/).filter((each) => each !== '')) {
    const [, bracketed, ipv4, port = '53'] = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d{1,5}))?$/.exec(part) ?? [];
    const address = bracketed ?? ipv4 ?? part;
    const family = isIP(address);
    if (family === 0 || address.includes('%') || Number(port) < 1 || Number(port) > 65_535) return null;
    servers.push(family === 6 ? `[${address}]:${port}` : `${address}:${port}`);
  }
  return servers;
};
