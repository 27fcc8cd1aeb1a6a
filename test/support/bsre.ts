import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type Identity, makeAuthority, makeSignerCertificate } from '../../src/letters/signing/certificates.ts';
import { signPdf } from '../../src/letters/signing/sign-pdf.ts';
import { morning } from './identity.ts';

/** What the service does next, instead of signing. */
export type Mood = 'good' | 'error-500' | 'slow' | 'drop' | 'garbage' | 'unsigned' | 'other-pdf' | 'html' | 'broken-signature';

export const nik = '2171016512780001';
export const passphrase = 'bukit senyap tujuh-9';
export const credentials = { username: 'griya', password: 'sandi layanan 7' };

export type Bsre = {
  address: string;
  /** Moods of the next answers, one each; then it is good. */
  moods: Mood[];
  /** Every request that came, with what was wrong with it. */
  requests: { path: string; faults: string[] }[];
  /** How many files it has signed. */
  signed: number;
  close: () => Promise<void>;
};

export type Handling = {
  request: IncomingMessage;
  body: Buffer;
  faults: string[];
  mood: Mood;
  sign: (pdf: Buffer) => Promise<Buffer>;
  answer: (status: number, type: string, body: string | Buffer, headers?: Record<string, string>) => void;
};

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => Buffer.concat((await Array.fromAsync(request)) as Buffer[]);

/** A PDF that the service would take: whole, plain, not encrypted. */
export const pdfFault = (pdf: Buffer): string[] => {
  const text = pdf.toString('latin1');
  if (!text.startsWith('%PDF-')) return ['file is no PDF'];
  if (!/%%EOF\s*$/.test(text)) return ['file has no end'];
  return /\/Encrypt\b/.test(text) ? ['file is encrypted'] : [];
};

/** A counterpart of a BSrE client service over real HTTP. It answers 400 to whatever is not as the service's manual asks. */
export const startBsre = async (name: string, handle: (handling: Handling) => Promise<void>): Promise<Bsre> => {
  const authority: Identity = await makeAuthority({ organization: 'Balai Sertifikasi Contoh', now: morning });
  const signer = await makeSignerCertificate({ name, organization: 'Instansi Contoh', authority, now: morning });
  const expected = `Basic ${Buffer.from(`${credentials.username}:${credentials.password}`).toString('base64')}`;
  const bsre: Bsre = { address: '', moods: [], requests: [], signed: 0, close: async () => undefined };
  const waiting = new Set<ServerResponse>();

  const server = createServer(async (request, response) => {
    const body = await bodyOf(request);
    const faults: string[] = [];
    bsre.requests.push({ path: request.url ?? '', faults });
    const mood = bsre.moods.shift() ?? 'good';
    const answer: Handling['answer'] = (status, type, content, headers = {}) => {
      response.writeHead(status, { 'content-type': type, ...headers });
      response.end(content);
    };
    if (mood === 'slow') return void waiting.add(response);
    if (mood === 'drop') return void request.socket.destroy();
    if (mood === 'error-500') return answer(500, 'application/json', '{"error":"Internal Server Error"}');
    if (request.headers.authorization !== expected) return answer(401, 'application/json', '{"error":"Unauthorized"}');
    const sign = async (pdf: Buffer): Promise<Buffer> => {
      bsre.signed += 1;
      if (mood === 'unsigned') return Buffer.concat([pdf, Buffer.from('\n% nothing\n')]);
      if (mood === 'garbage') return Buffer.from('%PDF-1.7 garbage');
      const facts = { name, reason: 'uji', location: 'Contoh', at: morning };
      const source =
        mood === 'other-pdf' ? Buffer.from(pdf.toString('latin1').replace('/Lang (id-ID)', '/Lang (id-IE)'), 'latin1') : pdf;
      const done = await signPdf(source, signer, [authority.certificate], facts);
      if (mood === 'broken-signature') done[200] = (done[200] ?? 0) ^ 1;
      if (mood === 'broken-signature') pdf.copy(done, 0, 0, pdf.length);
      if (mood === 'broken-signature') done.write('9', done.length - 12, 'latin1');
      return done;
    };
    if (mood === 'html') return answer(200, 'text/html', '<h1>It works!</h1>');
    await handle({ request, body, faults, mood, sign, answer });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const at = server.address();
  bsre.address = `http://127.0.0.1:${typeof at === 'object' && at ? at.port : 0}`;
  bsre.close = async () => {
    for (const response of waiting) response.destroy();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return bsre;
};

/** An authority that vouches for nothing real. */
export const someAuthority = (): Promise<Identity> => makeAuthority({ organization: 'Pemerintah Kota Contoh', now: morning });
