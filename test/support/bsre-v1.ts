import { type Bsre, type Handling, nik, passphrase, pdfFault, startBsre } from './bsre.ts';

const signFields = ['file', 'nik', 'passphrase', 'tampilan', 'reason', 'location'];

const formOf = async ({ request, body, faults }: Handling): Promise<FormData> => {
  const type = request.headers['content-type'] ?? '';
  if (!/^multipart\/form-data; boundary=/.test(type)) faults.push(`content type ${type}`);
  return new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
};

const fileIn = async (form: FormData, name: string, faults: string[]): Promise<Buffer> => {
  const file = form.get(name);
  if (!(file instanceof File)) {
    faults.push(`${name} is no file`);
    return Buffer.alloc(0);
  }
  if (file.type !== 'application/pdf') faults.push(`${name} is sent as ${file.type}`);
  const bytes = Buffer.from(await file.arrayBuffer());
  faults.push(...pdfFault(bytes));
  return bytes;
};

/** Esign Client Service v1, as strict as its manual. */
export const startBsreV1 = (signer = 'Ratna Puspitasari'): Promise<Bsre> =>
  startBsre(signer, async (handling) => {
    const { request, faults, answer, sign } = handling;
    const refuse = () => answer(400, 'application/json', JSON.stringify({ status_code: 2000, error: faults.join('; ') }));
    const path = `${request.method} ${request.url}`;
    if (path === `GET /api/user/status/${nik}`) {
      return answer(200, 'application/json', '{"status_code":1111,"status":"ISSUE","message":"User telah terdaftar"}');
    }
    if (/^GET \/api\/user\/status\/\d{16}$/.test(path)) {
      return answer(404, 'application/json', '{"status_code":1110,"status":"NOT_REGISTERED","message":"User belum terdaftar"}');
    }
    if (path === 'POST /api/sign/verify') {
      const form = await formOf(handling);
      await fileIn(form, 'signed_file', faults);
      if (faults.length > 0) return refuse();
      return answer(200, 'application/json', '{"nama_dokumen":"surat.pdf","jumlah_signature":1,"summary":"VALID"}');
    }
    if (path !== 'POST /api/sign/pdf') return answer(404, 'application/json', '{"error":"Not Found"}');
    const form = await formOf(handling);
    for (const name of form.keys()) if (!signFields.includes(name)) faults.push(`unknown field ${name}`);
    for (const name of signFields) if (!form.has(name)) faults.push(`${name} is missing`);
    const pdf = await fileIn(form, 'file', faults);
    if (form.get('tampilan') !== 'invisible') faults.push('tampilan');
    if (faults.length > 0) return refuse();
    if (form.get('nik') !== nik) return answer(400, 'application/json', '{"status_code":1110,"error":"User belum terdaftar"}');
    if (form.get('passphrase') !== passphrase) {
      return answer(400, 'application/json', '{"status_code":2031,"error":"Passphrase anda salah"}');
    }
    return answer(200, 'application/pdf', await sign(pdf), { id_dokumen: 'a1b2c3d4e5' });
  });
