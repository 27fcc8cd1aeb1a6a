import { type Bsre, type Handling, nik, passphrase, pdfFault, startBsre } from './bsre.ts';

export const totp = '482913';

const bodyIn = ({ request, body, faults }: Handling): Record<string, unknown> => {
  if (request.headers['content-type'] !== 'application/json') faults.push(`content type ${request.headers['content-type']}`);
  return JSON.parse(body.toString('utf8')) as Record<string, unknown>;
};

const pdfIn = (text: unknown, faults: string[]): Buffer => {
  if (typeof text !== 'string' || !/^[A-Za-z0-9+/]+={0,2}$/.test(text) || text.length % 4 !== 0) {
    faults.push('file is no base64');
    return Buffer.alloc(0);
  }
  const pdf = Buffer.from(text, 'base64');
  faults.push(...pdfFault(pdf));
  return pdf;
};

const only = (value: Record<string, unknown>, allowed: readonly string[], faults: string[]): void => {
  for (const name of Object.keys(value)) if (!allowed.includes(name)) faults.push(`unknown field ${name}`);
};

/** Esign Client Service v2, as strict as its manual. */
export const startBsreV2 = (signer = 'Ratna Puspitasari'): Promise<Bsre> =>
  startBsre(signer, async (handling) => {
    const { request, faults, answer, sign } = handling;
    const refuse = () => answer(400, 'application/json', JSON.stringify({ error: faults.join('; ') }));
    const path = `${request.method} ${request.url}`;
    if (!path.startsWith('POST /api/v2/')) return answer(404, 'application/json', '{"error":"Not Found"}');
    const body = bodyIn(handling);
    if (path === 'POST /api/v2/user/check/status') {
      only(body, ['nik'], faults);
      if (faults.length > 0) return refuse();
      const status = body.nik === nik ? 'ISSUE' : 'NOT_REGISTERED';
      return answer(200, 'application/json', JSON.stringify({ status, message: 'OK' }));
    }
    if (path === 'POST /api/v2/verify/pdf') {
      only(body, ['file', 'password'], faults);
      pdfIn(body.file, faults);
      return faults.length > 0 ? refuse() : answer(200, 'application/json', '{"conclusion":"VALID","signatureCount":1}');
    }
    if (path !== 'POST /api/v2/sign/pdf') return answer(404, 'application/json', '{"error":"Not Found"}');
    only(body, ['nik', 'passphrase', 'totp', 'signatureProperties', 'file'], faults);
    if ('passphrase' in body === 'totp' in body) faults.push('either passphrase or totp');
    const files = body.file;
    const properties = body.signatureProperties;
    if (!Array.isArray(files) || files.length !== 1) faults.push('file is no list of one');
    if (!Array.isArray(properties) || properties.length !== 1) faults.push('signatureProperties is no list of one');
    else {
      only(properties[0] as Record<string, unknown>, ['tampilan', 'reason', 'location'], faults);
      if ((properties[0] as Record<string, unknown>).tampilan !== 'INVISIBLE') faults.push('tampilan');
    }
    const pdf = pdfIn((files as unknown[])[0], faults);
    if (faults.length > 0) return refuse();
    if (body.nik !== nik) return answer(400, 'application/json', '{"error":"NIK tidak terdaftar"}');
    const right = body.passphrase === passphrase || body.totp === totp;
    if (!right) return answer(400, 'application/json', '{"error":"Passphrase / TOTP salah"}');
    return answer(200, 'application/json', JSON.stringify({ time: 812, file: [(await sign(pdf)).toString('base64')] }));
  });
