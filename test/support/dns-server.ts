import { createSocket } from 'node:dgram';
import { isIPv6 } from 'node:net';

type Question = { name: string; type: string };

/** What the server says to a question: values of the asked type, or a fault of its own. */
type Behaviour = readonly string[] | 'nxdomain' | 'servfail' | 'refused' | 'silent' | 'garbage';

export type DnsServer = {
  /** "127.0.0.1:53412" */
  address: string;
  /** Everything that was asked, in order. */
  asked: Question[];
  /** Sets what is answered for "antrean.kota.go.id A". Without it a known name has no data, an unknown one does not exist. */
  answer: (name: string, type: string, behaviour: Behaviour) => void;
  close: () => Promise<void>;
};

const types: Record<number, string> = { 1: 'A', 2: 'NS', 5: 'CNAME', 15: 'MX', 16: 'TXT', 28: 'AAAA', 33: 'SRV', 257: 'CAA' };

/** Reads one query and refuses anything that a well-made one would not have (RFC 1035, 4.1). */
const readQuery = (message: Buffer): { id: number; question: Question; end: number } => {
  const fail = (why: string): never => {
    throw new Error(`malformed query: ${why}`);
  };
  if (message.length < 12) fail('shorter than a header');
  const flags = message.readUInt16BE(2);
  if (flags & 0x8000) fail('it is an answer');
  if ((flags >> 11) & 0xf) fail('opcode is not QUERY');
  if (message.readUInt16BE(4) !== 1) fail('not exactly one question');
  if (message.readUInt16BE(6) !== 0 || message.readUInt16BE(8) !== 0) fail('carries records');
  const labels: string[] = [];
  let at = 12;
  for (;;) {
    const length = message.readUInt8(at);
    if (length === 0) break;
    if (length > 63) fail('label over 63 or compressed');
    labels.push(message.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  const type = message.readUInt16BE(at + 1);
  if (message.readUInt16BE(at + 3) !== 1) fail('class is not IN');
  return {
    id: message.readUInt16BE(0),
    question: { name: labels.join('.').toLowerCase(), type: types[type] ?? `TYPE${type}` },
    end: at + 5,
  };
};

const nameBytes = (name: string): Buffer =>
  Buffer.concat([
    ...name.split('.').map((label) => Buffer.from([label.length, ...Buffer.from(label, 'latin1')])),
    Buffer.from([0]),
  ]);

const short = (number: number): Buffer => {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(number);
  return bytes;
};

const ipv6Bytes = (address: string): Buffer => {
  const [head = '', tail] = address.split('::');
  const groups = (side: string | undefined) => (side ? side.split(':') : []);
  const middle = tail === undefined ? [] : Array<string>(8 - groups(head).length - groups(tail).length).fill('0');
  return Buffer.concat([...groups(head), ...middle, ...groups(tail)].map((group) => short(Number.parseInt(group, 16))));
};

const dataOf = (type: string, value: string): Buffer => {
  const words = value.split(' ');
  switch (type) {
    case 'A':
      return Buffer.from(value.split('.').map(Number));
    case 'AAAA':
      if (!isIPv6(value)) throw new Error(`no IPv6 address: ${value}`);
      return ipv6Bytes(value);
    case 'CNAME':
    case 'NS':
      return nameBytes(value);
    case 'MX':
      return Buffer.concat([short(Number(words[0])), nameBytes(words[1] ?? '')]);
    case 'SRV':
      return Buffer.concat([...words.slice(0, 3).map((word) => short(Number(word))), nameBytes(words[3] ?? '')]);
    case 'TXT': {
      const bytes = Buffer.from(value);
      const parts = Array.from({ length: Math.ceil(bytes.length / 255) || 1 }, (_, i) => bytes.subarray(i * 255, i * 255 + 255));
      return Buffer.concat(parts.map((part) => Buffer.from([part.length, ...part])));
    }
    case 'CAA': {
      const [, flags = '0', tag = '', text = ''] = /^(\d+) (\w+) "(.*)"$/.exec(value) ?? [];
      return Buffer.from([Number(flags), tag.length, ...Buffer.from(tag), ...Buffer.from(text)]);
    }
    default:
      throw new Error(`cannot answer ${type}`);
  }
};

const codes = { servfail: 2, nxdomain: 3, refused: 5 } as const;

const answerTo = (query: Buffer, end: number, type: string, values: readonly string[], code: number): Buffer => {
  const header = Buffer.from(query.subarray(0, 12));
  header.writeUInt16BE(0x8400 | (query.readUInt16BE(2) & 0x0100) | code, 2);
  header.writeUInt16BE(values.length, 6);
  header.writeUInt16BE(0, 10);
  const number = Number(Object.entries(types).find(([, name]) => name === type)?.[0] ?? 0);
  const records = values.map((value) => {
    const data = dataOf(type, value);
    return Buffer.concat([short(0xc00c), short(number), short(1), Buffer.from([0, 0, 0, 60]), short(data.length), data]);
  });
  return Buffer.concat([header, query.subarray(12, end), ...records]);
};

/** A small authoritative name server on a free UDP port of the loopback. A malformed query is an error of the test. */
export const startDnsServer = async (): Promise<DnsServer> => {
  const answers = new Map<string, Behaviour>();
  const asked: Question[] = [];
  const malformed: unknown[] = [];
  const socket = createSocket('udp4');
  socket.on('message', (message, from) => {
    try {
      const { question, end } = readQuery(message);
      asked.push(question);
      const known = [...answers.keys()].some((key) => key.startsWith(`${question.name} `));
      const behaviour = answers.get(`${question.name} ${question.type}`) ?? (known ? [] : 'nxdomain');
      if (behaviour === 'silent') return;
      const reply =
        behaviour === 'garbage'
          ? Buffer.concat([message.subarray(0, 2), Buffer.from([0x84, 0, 0, 9])])
          : typeof behaviour === 'string'
            ? answerTo(message, end, question.type, [], codes[behaviour])
            : answerTo(message, end, question.type, behaviour, 0);
      socket.send(reply, from.port, from.address);
    } catch (error) {
      malformed.push(error);
    }
  });
  await new Promise<void>((resolve, reject) => socket.once('error', reject).bind(0, '127.0.0.1', resolve));
  return {
    address: `127.0.0.1:${socket.address().port}`,
    asked,
    answer: (name, type, behaviour) => answers.set(`${name} ${type}`, behaviour),
    close: async () => {
      await new Promise<void>((resolve) => socket.close(resolve));
      if (malformed.length > 0) throw malformed[0];
    },
  };
};
