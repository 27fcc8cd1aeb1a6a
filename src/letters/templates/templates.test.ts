import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listJournal } from '#audit/index.ts';
import type { Actor } from '#identity/index.ts';
import { newId } from '#lib/ids.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { morning, today } from '../../../test/support/identity.ts';
import { type LetterOffices, makeLetterOffices, replyOf, signerOf, stamp } from '../../../test/support/letters.ts';
import { readPdf } from '../../../test/support/pdf-text.ts';
import {
  activateTemplate,
  discardTemplate,
  draftLetter,
  getLetter,
  issueLetter,
  issueNow,
  proveTemplate,
  renderLetter,
  restoreShipped,
  savePageSettings,
  saveTemplate,
  startTemplate,
} from '../index.ts';
import { type LetterKind, schemas } from '../kinds/index.ts';
import { shippedSource } from '../sources.ts';
import { type Variant, variantLetter } from './examples.ts';
import { endPreviews, previewLetter, proveSource } from './preview.ts';
import { getTemplate, shippedTemplate } from './queries.ts';
import { keepSource } from './source-queries.ts';

let database: TestDatabase;
let offices: LetterOffices;
let admin: Actor;
const now = morning;

beforeAll(async () => {
  database = await testDatabase();
  offices = await makeLetterOffices(database.db);
  admin = { ...offices.head, administrator: true };
});
afterAll(async () => {
  await endPreviews();
  await database.close();
});

const inTx = <Result>(run: (tx: TestDatabase['db']) => Promise<Result>): Promise<Result> =>
  database.db.transaction().execute(run);

/** A version of the reply whose closing says something else, saved but not in force. */
const newVersion = async (closing: string, kind: LetterKind = 'reply'): Promise<string> => {
  const { templateId } = await inTx((tx) => startTemplate(tx, { kind, fromId: null, by: admin, now }));
  const template = (await shippedTemplate(kind)).replace('Demikian disampaikan', closing);
  await inTx((tx) => saveTemplate(tx, { templateId, template, reason: `Penutup: ${closing}`, version: 1, by: admin, now }));
  return templateId;
};

const activate = async (templateId: string): Promise<void> => {
  const proof = await proveTemplate(database.db, templateId);
  const { version } = await getTemplate(database.db, templateId);
  await inTx((tx) => activateTemplate(tx, { proof, version, by: admin, now }));
};

const bytesOf = async (letterId: string): Promise<Buffer> => {
  const fileId = await renderLetter(database.db, { letterId, now });
  const chunks = await database.db.selectFrom('file_chunk').select('data').where('file_id', '=', fileId).orderBy('no').execute();
  return Buffer.concat(chunks.map((chunk) => chunk.data));
};

const renderedAgain = async (letterId: string): Promise<Buffer> => {
  await database.db.updateTable('letter').set({ render_state: 'waiting', file_id: null }).where('id', '=', letterId).execute();
  return bytesOf(letterId);
};

const issued = async (): Promise<string> => {
  const { letterId } = await draftLetter(database.db, replyOf(offices.hostOfficeId));
  await inTx((tx) => issueLetter(tx, { letterId, signer: signerOf(offices.head), today, ...stamp }));
  return letterId;
};

const textOf = async (bytes: Uint8Array): Promise<string> => (await readPdf(bytes)).text;

describe('every kind of this release', () => {
  test.each(Object.keys(schemas) as LetterKind[])('%s stands its example with all edge data', async (kind) => {
    expect(await proveSource(kind, await shippedSource(kind), kind)).toBeNull();
  });

  test('edge data are long, many and empty, and still what the schema allows', async () => {
    const of = async (variant: Variant) => (await variantLetter('return', variant)).content as Record<string, unknown[]>;
    expect((await of('many')).missing).toHaveLength(40);
    expect(JSON.stringify(await of('long')).length).toBeGreaterThan(2 * JSON.stringify(await of('example')).length);
    expect(JSON.stringify(await of('empty')).length).toBeLessThan(JSON.stringify(await of('example')).length);
    for (const variant of ['long', 'many', 'empty'] as const)
      expect(schemas.return.safeParse(await of(variant)).success).toBe(true);
  });
});

describe('a version', () => {
  test('comes into force for letters that are issued afterwards; what was issued before keeps its own, byte for byte', async () => {
    const before = await issued();
    const bytes = await bytesOf(before);
    await activate(await newVersion('Begitulah yang kami sampaikan'));
    const after = await issued();
    expect(await textOf(await bytesOf(after))).toContain('Begitulah yang kami sampaikan');
    expect((await renderedAgain(before)).equals(bytes)).toBe(true);
    await inTx((tx) => restoreShipped(tx, { kind: 'reply', by: admin, now }));
    expect(await textOf(await renderedAgain(after))).toContain('Begitulah yang kami sampaikan');
    expect(await textOf(await bytesOf(await issued()))).toContain('Demikian disampaikan');
  });

  test('that was in force before comes back as it was', async () => {
    const first = await newVersion('Versi pertama');
    await activate(first);
    await activate(await newVersion('Versi kedua'));
    expect((await getTemplate(database.db, first)).status).toBe('retired');
    await activate(first);
    expect(await getTemplate(database.db, first)).toMatchObject({ status: 'active', retiredAt: null });
    expect(await textOf(await bytesOf(await issued()))).toContain('Versi pertama');
    const { count } = await database.db
      .selectFrom('letter_template')
      .select((is) => is.fn.countAll<number>().as('count'))
      .where('kind', '=', 'reply')
      .where('status', '=', 'active')
      .executeTakeFirstOrThrow();
    expect(Number(count)).toBe(1);
    await inTx((tx) => restoreShipped(tx, { kind: 'reply', by: admin, now }));
  });

  test('is thrown away while it is a draft, and only then; a later one takes no harm', async () => {
    const draft = await newVersion('Dibuang saja');
    const { version, no } = await getTemplate(database.db, draft);
    const discard = (templateId: string, seen: number) =>
      inTx((tx) => discardTemplate(tx, { templateId, version: seen, by: admin, now }));
    await expect(discard(draft, version - 1)).rejects.toMatchObject({ code: 'stale_page' });
    await discard(draft, version);
    await expect(getTemplate(database.db, draft)).rejects.toMatchObject({ code: 'not_found' });
    const events = await listJournal(database.db, { kind: 'letter-template', id: draft });
    expect(events.map((event) => event.type)).toContain('template.discarded');
    const active = await newVersion('Berlaku');
    expect((await getTemplate(database.db, active)).no).toBeGreaterThanOrEqual(no);
    await activate(active);
    const { version: now_ } = await getTemplate(database.db, active);
    await expect(discard(active, now_)).rejects.toMatchObject({ code: 'not_possible_now' });
    await inTx((tx) => restoreShipped(tx, { kind: 'reply', by: admin, now }));
  });

  test('with a fault cannot come into force, and says where and why in both languages', async () => {
    const templateId = await newVersion('#entah');
    const error = await proveTemplate(database.db, templateId).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'invalid', faults: [{ field: 'template' }] });
    const { message } = (error as { faults: { message: { id: string; en: string } }[] }).faults[0] ?? {
      message: { id: '', en: '' },
    };
    expect(message.id).toMatch(/^Baris 3, kolom 39: nama "entah" tidak dikenal\. \(pada contoh surat\)$/);
    expect(message.en).toMatch(/^Line 3, column 39: unknown variable: entah\. \(on the example\)$/);
    const forged = { templateId, hash: 'a'.repeat(64) };
    await expect(inTx((tx) => activateTemplate(tx, { proof: forged, version: 2, by: admin, now }))).rejects.toMatchObject({
      code: 'stale_page',
    });
  });

  test('that breaks only on edge data cannot come into force either', async () => {
    const { templateId } = await inTx((tx) => startTemplate(tx, { kind: 'reply', fromId: null, by: admin, now }));
    const template = `${await shippedTemplate('reply')}\n#content.cc.first()`;
    await inTx((tx) => saveTemplate(tx, { templateId, template, reason: 'Uji', version: 1, by: admin, now }));
    const error = await proveTemplate(database.db, templateId).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ faults: [{ message: { en: expect.stringContaining('without what may be left empty') } }] });
  });

  test('that changed since it was proven is refused, and so is one without a reason', async () => {
    const templateId = await newVersion('Satu');
    const proof = await proveTemplate(database.db, templateId);
    const template = await shippedTemplate('reply');
    await inTx((tx) => saveTemplate(tx, { templateId, template, reason: '', version: 2, by: admin, now }));
    await expect(inTx((tx) => activateTemplate(tx, { proof, version: 2, by: admin, now }))).rejects.toMatchObject({
      code: 'stale_page',
    });
    const again = await proveTemplate(database.db, templateId);
    await expect(inTx((tx) => activateTemplate(tx, { proof: again, version: 3, by: admin, now }))).rejects.toMatchObject({
      faults: [{ field: 'reason' }],
    });
  });

  test('is never overwritten by a second editor, and not changed once it was in force', async () => {
    const templateId = await newVersion('Satu');
    const save = (version: number) =>
      inTx((tx) => saveTemplate(tx, { templateId, template: 'x', reason: 'x', version, by: admin, now }));
    await expect(save(1)).rejects.toMatchObject({ code: 'stale_page' });
    await activate(templateId);
    await expect(save(3)).rejects.toMatchObject({ code: 'not_possible_now' });
    await inTx((tx) => restoreShipped(tx, { kind: 'reply', by: admin, now }));
  });

  test('is numbered once when several are begun at the same time, and one of two activations stays', async () => {
    const begun = await Promise.all(
      Array.from({ length: 4 }, () => inTx((tx) => startTemplate(tx, { kind: 'refusal', fromId: null, by: admin, now }))),
    );
    const numbers = await Promise.all(begun.map(async ({ templateId }) => (await getTemplate(database.db, templateId)).no));
    expect(numbers.sort()).toEqual([1, 2, 3, 4]);
    const two = [await newVersion('Satu', 'refusal'), await newVersion('Dua', 'refusal')];
    await Promise.all(two.map(activate));
    const states = await Promise.all(two.map(async (id) => (await getTemplate(database.db, id)).status));
    expect(states.sort()).toEqual(['active', 'retired']);
  });

  test('is the administrator’s alone', async () => {
    const by = offices.division;
    await expect(inTx((tx) => startTemplate(tx, { kind: 'reply', fromId: null, by, now }))).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(inTx((tx) => restoreShipped(tx, { kind: 'reply', by, now }))).rejects.toMatchObject({ code: 'forbidden' });
    await expect(inTx((tx) => savePageSettings(tx, { officeId: null, settings: null, by, now }))).rejects.toMatchObject({
      code: 'forbidden',
    });
  });

  test('shows what is still a draft anew', async () => {
    const { letterId } = await draftLetter(database.db, replyOf(offices.hostOfficeId));
    await bytesOf(letterId);
    await activate(await newVersion('Wujud baru'));
    expect((await getLetter(database.db, letterId)).render_state).toBe('waiting');
    expect(await textOf(await bytesOf(letterId))).toContain('Wujud baru');
    await inTx((tx) => restoreShipped(tx, { kind: 'reply', by: admin, now }));
  });
});

describe('an issued letter', () => {
  test('is made with what was kept when another release brings other templates', async () => {
    const shipped = await shippedSource('reply');
    const files = Object.fromEntries(
      Object.entries(shipped.files).map(([path, text]) => [path, text.replace('Demikian disampaikan', 'Dari rilis yang lama')]),
    );
    const old = { ...shipped, files, hash: 'b'.repeat(64) };
    await keepSource(database.db, old, now);
    const letterId = await issued();
    await database.db.updateTable('letter').set({ source_hash: old.hash }).where('id', '=', letterId).execute();
    expect(await textOf(await bytesOf(letterId))).toContain('Dari rilis yang lama');
  });

  test('from before templates were kept takes the one of this release, and keeps it', async () => {
    const letterId = await issued();
    await database.db.updateTable('letter').set({ source_hash: null }).where('id', '=', letterId).execute();
    await bytesOf(letterId);
    const { source_hash } = await database.db
      .selectFrom('letter')
      .select('source_hash')
      .where('id', '=', letterId)
      .executeTakeFirstOrThrow();
    expect(source_hash).toBe((await shippedSource('reply')).hash);
  });

  test('remembers its source when it is made and issued in one act', async () => {
    const { letterId } = await inTx((tx) =>
      issueNow(tx, { ...replyOf(offices.hostOfficeId), signer: signerOf(offices.head), today }),
    );
    const row = await database.db.selectFrom('letter').select('source_hash').where('id', '=', letterId).executeTakeFirstOrThrow();
    expect(row.source_hash).toMatch(/^[0-9a-f]{64}$/);
  });

  test('has a source that the application itself cannot change', async () => {
    await expect(sql`update letter_source set main = 'x'`.execute(database.db)).rejects.toThrow(/permission denied/);
    await expect(sql`delete from letter_source`.execute(database.db)).rejects.toThrow(/permission denied/);
  });
});

describe('page settings', () => {
  const f4 = {
    paper: 'f4',
    font: 'libertinus',
    sizePt: '12',
    lineSpacing: '1.5',
    top: '25',
    bottom: '30',
    left: '30',
    right: '20',
  };

  const sizeOf = async (bytes: Uint8Array): Promise<number[]> => {
    const { PDFDocument } = await import('pdf-lib');
    const { width, height } = (await PDFDocument.load(bytes)).getPage(0).getSize();
    return [width, height].map((points) => Math.round((points / 72) * 25.4));
  };

  test('reach letters that are issued afterwards; an issued letter keeps its own, byte for byte', async () => {
    const before = await issued();
    const bytes = await bytesOf(before);
    await inTx((tx) => savePageSettings(tx, { officeId: null, settings: f4, by: admin, now }));
    const after = await issued();
    const large = await bytesOf(after);
    expect(await sizeOf(large)).toEqual([215, 330]);
    expect(large.toString('latin1')).toContain('LibertinusSerif');
    expect((await renderedAgain(before)).equals(bytes)).toBe(true);
    await inTx((tx) => savePageSettings(tx, { officeId: null, settings: null, by: admin, now }));
    expect((await renderedAgain(after)).equals(large)).toBe(true);
    expect(await sizeOf(await bytesOf(await issued()))).toEqual([210, 297]);
  });

  test('of one office hold for it alone', async () => {
    await inTx((tx) => savePageSettings(tx, { officeId: offices.applicantId, settings: f4, by: admin, now }));
    expect(await sizeOf(await bytesOf(await issued()))).toEqual([210, 297]);
    const { letterId } = await draftLetter(database.db, replyOf(offices.applicantId));
    expect(await sizeOf(await bytesOf(letterId))).toEqual([215, 330]);
  });

  test.each([
    ['paper', 'letter'],
    ['font', 'comic'],
    ['sizePt', '11.3'],
    ['sizePt', 'besar'],
    ['lineSpacing', '3'],
    ['bottom', '5'],
    ['left', '-1'],
    ['right', 'Infinity'],
  ])('refuse %s %s, and name the field', async (field, value) => {
    const settings = { ...f4, [field]: value };
    await expect(inTx((tx) => savePageSettings(tx, { officeId: null, settings, by: admin, now }))).rejects.toMatchObject({
      code: 'invalid',
      faults: [{ field }],
    });
  });

  test('at both ends keep every kind inside its paper', async () => {
    const narrow = { paper: 'a4', font: 'arimo', sizePt: 14, lineSpacing: 2, top: 50, bottom: 50, left: 50, right: 50 } as const;
    const letter = await variantLetter('reply', 'long');
    const sheet = { ...letter.sheet, page: narrow };
    await expect(
      previewLetter(await shippedSource('reply'), { ...letter, sheet }, { want: 'pdf', name: 'reply' }),
    ).resolves.toBeDefined();
  });
});

test('an unknown version is not found', async () => {
  await expect(proveTemplate(database.db, newId())).rejects.toMatchObject({ code: 'not_found' });
  await expect(proveTemplate(database.db, 'x')).rejects.toMatchObject({ code: 'not_found' });
});

describe('a part that kinds share', () => {
  const newPart = async (change: (text: string) => string): Promise<string> => {
    const { templateId } = await inTx((tx) => startTemplate(tx, { kind: 'shared:kop', fromId: null, by: admin, now }));
    const template = change(await shippedTemplate('shared:kop'));
    await inTx((tx) => saveTemplate(tx, { templateId, template, reason: 'Kop baru', version: 1, by: admin, now }));
    return templateId;
  };
  const motto = (words: string) => (text: string) =>
    text.replace('block(text(9pt, contact-line(head)))', `block(text(9pt, contact-line(head))); block(text(8pt)[${words}])`);

  test('reaches every kind once it is in force, those with a version of their own too, and no letter of before', async () => {
    const before = await issued();
    const bytes = await bytesOf(before);
    await activate(await newVersion('Dengan templat sendiri', 'return'));
    await activate(await newPart(motto('Semboyan kantor contoh')));
    expect(await textOf(await bytesOf(await issued()))).toContain('Semboyan kantor contoh');
    expect((await renderedAgain(before)).equals(bytes)).toBe(true);
    const own = await database.db
      .selectFrom('letter_template as t')
      .innerJoin('letter_source as s', 's.hash', 't.source_hash')
      .select('s.files')
      .where('t.kind', '=', 'return')
      .where('t.status', '=', 'active')
      .executeTakeFirstOrThrow();
    const files = own.files as unknown as Record<string, string>;
    expect(files['shared/kop.typ']).toContain('Semboyan kantor contoh');
    expect(files['return/template.typ']).toContain('Dengan templat sendiri');
    // A version that is begun now is proven with the part in force.
    await activate(await newVersion('Penutup lain'));
    expect(await textOf(await bytesOf(await issued()))).toMatch(/Semboyan kantor contoh.*Penutup lain/);
    for (const kind of ['reply', 'return', 'shared:kop'] as const)
      await inTx((tx) => restoreShipped(tx, { kind, by: admin, now }));
    expect(await textOf(await bytesOf(await issued()))).not.toContain('Semboyan');
  });

  test('does not come into force where a single kind fails with it, and the kind is named', async () => {
    // Only the routing slip asks for another width of the emblem.
    const narrow = await newPart((text) =>
      text.replace('#let kop(width: 2.2cm) = {', '#let kop(width: 2.2cm) = {\n  if width == 1.7cm { panic("sempit") }'),
    );
    const error = (await proveTemplate(database.db, narrow).catch((thrown) => thrown)) as {
      faults: { message: { en: string } }[];
    };
    expect(error.faults[0]?.message.en).toMatch(/on Routing slip, the example/);
    expect((await getTemplate(database.db, narrow)).status).toBe('draft');
  });

  test('that was proven with other templates than those in force now is not brought into force', async () => {
    const part = await newPart(motto('Semboyan kedua'));
    const proof = await proveTemplate(database.db, part);
    await activate(await newVersion('Penutup menyela'));
    const { version } = await getTemplate(database.db, part);
    await expect(inTx((tx) => activateTemplate(tx, { proof, version, by: admin, now }))).rejects.toMatchObject({
      code: 'stale_page',
    });
    await inTx((tx) => restoreShipped(tx, { kind: 'reply', by: admin, now }));
  });
});
