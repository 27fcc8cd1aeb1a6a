import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { getUpload } from '#files/index.ts';
import { AppError, invalid } from '#lib/errors.ts';
import { type TestApp, testApp } from '../../test/support/app.ts';
import { presetFields } from '../../test/support/client.ts';
import { act, freshForm } from './act.ts';
import { Button } from './components/button/button.tsx';
import { Checkboxes, TextArea, TextField } from './components/field/field.tsx';
import { FileField } from './components/field/file-field.tsx';
import { ActForm } from './components/form/form.tsx';
import type { Ctx } from './context.ts';
import { type FormState, text, toObject } from './form.ts';
import { page } from './page.tsx';
import { paths } from './paths.ts';

const path = '/test/note';
const runs: string[] = [];

const show = (c: Ctx, state: FormState) =>
  page(
    c,
    { title: 'Catatan', state },
    <ActForm action={path} state={state} version={3}>
      <TextField state={state} name="title" label="Judul" />
      <TextArea state={state} name="body" label="Isi" />
      <TextField state={state} name="password" label="Sandi" type="password" />
      <Checkboxes
        state={state}
        name="kinds[]"
        label="Jenis"
        options={[
          { value: 'a', label: 'A' },
          { value: 'b', label: 'B' },
        ]}
      />
      <Button label="Simpan" />
    </ActForm>,
  );

const files = '/test/files';
const seen: Record<string, readonly string[]>[] = [];

const showFiles = (c: Ctx, state: FormState) =>
  page(
    c,
    { title: 'Berkas', state },
    <ActForm action={files} state={state} files>
      <TextField state={state} name="title" label="Judul" />
      <FileField state={state} name="one" label="Bukti" />
      <FileField state={state} name="many" label="Lampiran" multiple />
      <Button label="Simpan" />
    </ActForm>,
  );

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
  app.app.get(path, (c) => show(c, freshForm(c, { title: 'Awal' })));
  app.app.post(path, (c) =>
    act(c, {
      run: async (tx, { values, actor, now }) => {
        const title = text(values, 'title');
        if (title === '') throw invalid([{ field: 'title', message: { id: 'Wajib diisi.', en: 'This is required.' } }]);
        if (title === 'stale') throw new AppError('stale_page', { seen: 3, now: 4 });
        if (title === 'forbidden') throw new AppError('forbidden', { why: 'bukan tugas Anda' });
        if (title === 'crash') throw new Error('inside');
        await tx
          .insertInto('notification')
          .values({
            id: randomUUID(),
            person_id: actor.personId,
            kind: 'x',
            subject_id: actor.personId,
            subject_label: title,
            path: '/',
            at: now,
          })
          .execute();
        runs.push(title);
        return { to: `/inbox?page=${runs.length}`, said: 'Tersimpan.' };
      },
      again: (state) => show(c, state),
    }),
  );

  app.app.get(files, (c) => showFiles(c, freshForm(c)));
  app.app.post(files, (c) =>
    act(c, {
      uploads: [
        { field: 'one', purpose: 'evidence' },
        { field: 'many', purpose: 'evidence', multiple: true },
      ],
      run: async (_tx, { values }) => {
        if (text(values, 'title') === '')
          throw invalid([{ field: 'title', message: { id: 'Wajib diisi.', en: 'This is required.' } }]);
        seen.push({ one: values.get('one') ?? [], many: values.get('many') ?? [] });
        return { to: paths.inbox() };
      },
      again: (state) => showFiles(c, state),
    }),
  );
});
afterAll(() => app.close());

const written = async (title: string): Promise<number> => {
  const rows = await app.database.db.selectFrom('notification').select('id').where('subject_label', '=', title).execute();
  return rows.length;
};

describe('an act', () => {
  test('is done once, leads on and says what was done', async () => {
    const kabid = await app.signIn('division-head');
    const answer = await kabid.submit(path, { title: 'sekali' });
    expect(answer.status).toBe(303);
    expect((await kabid.follow(answer)).html).toContain('Tersimpan.');
    expect((await kabid.get('/inbox')).html).not.toContain('Tersimpan.');
    expect(await written('sekali')).toBe(1);
  });

  test('posted twice with one key is done once; the second click arrives where the first did', async () => {
    const kabid = await app.signIn('division-head');
    const { html } = await kabid.get(path);
    const first = await kabid.submit(path, { title: 'dua kali' }, { html });
    const second = await kabid.submit(path, { title: 'dua kali' }, { html });
    expect(second.location).toBe(first.location);
    expect(await written('dua kali')).toBe(1);
  });

  test('posted eight times at once with one key is done once', async () => {
    const kabid = await app.signIn('division-head');
    const { html } = await kabid.get(path);
    const answers = await Promise.all(Array.from({ length: 8 }, () => kabid.submit(path, { title: 'serentak' }, { html })));
    expect(new Set(answers.map((answer) => `${answer.status} ${answer.location}`)).size).toBe(1);
    expect(await written('serentak')).toBe(1);
  });

  test('with a key that another person has used is an act of its own', async () => {
    const kabid = await app.signIn('division-head');
    const { html } = await kabid.get(path);
    const first = await kabid.submit(path, { title: 'milik kabid' }, { html });
    const other = await app.signIn('agency-head');
    const answer = await other.submit(path, { title: 'milik lain' }, { html });
    expect(answer.location).not.toBe(first.location);
    expect(await written('milik lain')).toBe(1);
  });

  test('with a fault shows the page again with all that was typed and where the fault is', async () => {
    const kabid = await app.signIn('division-head');
    const answer = await kabid.submit(path, { title: '', body: 'baris 1\nbaris 2 <b>&</b>', 'kinds[]': ['b'] });
    expect(answer.status).toBe(422);
    expect(answer.html).toContain('<title>Galat: Catatan');
    expect(answer.html).toMatch(/role="alert"[\s\S]*href="#f-title"[^>]*>Judul: Wajib diisi\./);
    expect(answer.html).toMatch(/id="f-title"[^>]*aria-describedby="f-title-fault"[^>]*aria-invalid="true"/);
    const kept = presetFields(answer.html, path);
    expect(kept.get('body')).toEqual(['baris 1\nbaris 2 <b>&</b>']);
    expect(kept.get('kinds[]')).toEqual(['b']);
    const mended = await kabid.submit(path, { title: 'diperbaiki' }, { html: answer.html });
    expect(mended.status).toBe(303);
  });

  test('on a page that others have overtaken shows it again with 409 and what was typed', async () => {
    const kabid = await app.signIn('division-head');
    const answer = await kabid.submit(path, { title: 'stale', body: 'tetap ada' });
    expect(answer.status).toBe(409);
    expect(answer.html).toContain('sudah berubah');
    expect(presetFields(answer.html, path).get('body')).toEqual(['tetap ada']);
  });

  test('that policy refuses is a page with 403', async () => {
    const kabid = await app.signIn('division-head');
    const answer = await kabid.submit(path, { title: 'forbidden' });
    expect(answer.status).toBe(403);
    expect(answer.html).toContain('bukan tugas Anda');
  });

  test('that policy refuses shows the longer texts that were written, to be copied, and no secret', async () => {
    const kabid = await app.signIn('division-head');
    const body = 'Alasan yang panjang & ditulis dengan susah payah.';
    const values = { title: 'forbidden', body, passphrase: 'kata sandi yang amat rahasia sekali' };
    const answer = await kabid.submit(path, values);
    expect(answer.html).toContain('<pre>Alasan yang panjang &amp; ditulis dengan susah payah.</pre>');
    expect(answer.html).not.toContain('amat rahasia');
  });

  test('that fails unforeseen leaves nothing behind and keeps what was typed', async () => {
    const kabid = await app.signIn('division-head');
    const answer = await kabid.submit(path, { title: 'crash', body: 'jangan hilang' });
    expect(answer.status).toBe(500);
    expect(presetFields(answer.html, path).get('body')).toEqual(['jangan hilang']);
    expect(answer.html).not.toContain('inside');
  });

  test('without its key is told to reload, and does nothing', async () => {
    const kabid = await app.signIn('division-head');
    expect((await kabid.post(path, { title: 'tanpa kunci' })).status).toBe(400);
    expect(await written('tanpa kunci')).toBe(0);
  });

  test('that is no form is told so', async () => {
    const kabid = await app.signIn('division-head');
    expect((await kabid.post(path, { title: 'x' }, { 'content-type': 'text/plain' })).status).toBe(400);
  });

  test('over the size of a form is refused before it is read to the end', async () => {
    const kabid = await app.signIn('division-head');
    expect((await kabid.submit(path, { title: 'besar', body: 'x'.repeat(1_100_000) })).status).toBe(413);
  });
});

describe('a session that ends in mid-form', () => {
  /** Opens the form, loses the session, posts. */
  const lose = async (fields: Record<string, string | string[]>) => {
    const client = await app.signIn('division-head');
    const { html } = await client.get(path);
    await app.database.db.deleteFrom('auth_session').execute();
    return { client, answer: await client.submit(path, fields, { html }) };
  };

  const signInAgain = async (client: Awaited<ReturnType<TestApp['signIn']>>, email?: string) => {
    const fresh = email ? await app.signInAs(email) : await app.signIn('division-head');
    for (const [name, value] of fresh.cookies) client.cookies.set(name, value);
  };

  test('loses nothing: after signing in the same form is there, filled in, and can be sent', async () => {
    const { client, answer } = await lose({
      title: 'panjang',
      body: 'satu jam mengetik',
      'kinds[]': ['a', 'b'],
      password: 'rahasia sekali',
    });
    expect(answer.status).toBe(303);
    expect(answer.location).toContain('/sign-in');
    expect((await client.follow(answer)).html).toContain('Isian Anda disimpan');
    expect(await written('panjang')).toBe(0);

    await signInAgain(client);
    const restored = await client.get(paths.resume());
    expect(restored.status).toBe(200);
    expect(restored.html).toContain('Isian Anda masih ada');
    const fields = presetFields(restored.html, path);
    expect(fields.get('title')).toEqual(['panjang']);
    expect(fields.get('body')).toEqual(['satu jam mengetik']);
    expect(fields.get('kinds[]')).toEqual(['a', 'b']);

    expect((await client.submit(path, {}, { html: restored.html })).status).toBe(303);
    expect(await written('panjang')).toBe(1);
    expect((await client.get(paths.resume())).location).toBe('/');
  });

  test('never keeps a password, and keeps nothing readable in the database', async () => {
    await lose({ title: 'judul rahasia', password: 'rahasia sekali' });
    const { rows } = await app.database.ownerPool.query<{ sealed: Buffer }>('select sealed from parked_form');
    expect(rows.length).toBeGreaterThan(0);
    for (const { sealed } of rows) expect(sealed.includes('rahasia')).toBe(false);
  });

  test('shows the form to its owner only, whoever signs in at this browser', async () => {
    const { client } = await lose({ title: 'bukan untukmu' });
    const other = await app.makeHolder('agency-head', { officeId: app.officeId, name: 'Orang Lain' });
    await signInAgain(client, other.email);
    const answer = await client.get(paths.resume());
    expect(answer.status).toBe(303);
    expect(answer.html).not.toContain('bukan untukmu');
  });

  test('is not kept for a form that we did not make', async () => {
    const { client } = await lose({ title: 'x' });
    client.cookies.delete('griya_parked');
    const forged = await client.post(path, { request_key: randomUUID(), form_proof: `${randomUUID()}.1.x`, title: 'palsu' });
    expect(forged.status).toBe(303);
    expect(client.cookies.has('griya_parked')).toBe(false);
  });

  test('is kept for twelve hours', async () => {
    const { client } = await lose({ title: 'lama' });
    await signInAgain(client);
    const before = app.time.now;
    app.time.now = before.add({ hours: 13 });
    expect((await client.get(paths.resume())).location).toBe('/');
    app.time.now = before;
  });
});

describe('a form with files', () => {
  const log = (text: string, name = 'pemasangan.log') => new File([text], name, { type: 'application/octet-stream' });

  const nameOf = async (id: string | undefined) => (await getUpload(app.database.db, id ?? '')).name;

  test('stores them before the act: a fault elsewhere does not ask for them again', async () => {
    const kabid = await app.signIn('division-head');
    const faulty = await kabid.submit(files, { title: '', one: log('langkah 1'), many: [] });
    expect(faulty.status).toBe(422);
    expect(faulty.html).toContain('pemasangan.log');
    expect((await kabid.submit(files, { title: 'ada' }, { html: faulty.html })).status).toBe(303);
    expect(await nameOf(seen.at(-1)?.one?.[0])).toBe('pemasangan.log');
  });

  test('takes another file in place of the first, adds to a list, and leaves out what is removed', async () => {
    const kabid = await app.signIn('division-head');
    const first = await kabid.submit(files, { title: '', one: log('lama', 'lama.log'), many: log('a', 'a.log') });
    const second = await kabid.submit(
      files,
      { title: '', one: log('baru', 'baru.log'), many: log('b', 'b.log') },
      { html: first.html },
    );
    // The untouched form names what is stored; a browser sends that beside the newly chosen file.
    const [a] = presetFields(first.html, files).get('many') ?? [];
    const kept = presetFields(second.html, files);
    expect(await nameOf(kept.get('one')?.[0])).toBe('baru.log');
    const both = await kabid.submit(files, { title: 'x', many: [a ?? '', ...(kept.get('many') ?? [])] }, { html: second.html });
    expect(both.status).toBe(303);
    expect(await Promise.all((seen.at(-1)?.many ?? []).map(nameOf))).toEqual(['a.log', 'b.log']);
  });

  test('that are refused are a fault of their field; what was typed and the other files stay', async () => {
    const kabid = await app.signIn('division-head');
    const answer = await kabid.submit(files, { title: 'judul tetap', one: log('', 'kosong.pdf'), many: log('baik', 'baik.log') });
    expect(answer.status).toBe(422);
    expect(answer.html).toMatch(/href="#f-one"[^>]*>Bukti: Berkas ini kosong/);
    const kept = presetFields(answer.html, files);
    expect(kept.get('title')).toEqual(['judul tetap']);
    expect(await nameOf(kept.get('many')?.[0])).toBe('baik.log');
  });

  test('survive a session that ends in mid-form', async () => {
    const client = await app.signIn('division-head');
    const { html } = await client.get(files);
    await app.database.db.deleteFrom('auth_session').execute();
    expect((await client.submit(files, { title: 'judul', one: log('penting', 'penting.log') }, { html })).location).toContain(
      '/sign-in',
    );
    const fresh = await app.signIn('division-head');
    for (const [name, value] of fresh.cookies) client.cookies.set(name, value);
    const restored = await client.get(paths.resume());
    expect(restored.html).toContain('penting.log');
    expect((await client.submit(files, {}, { html: restored.html })).status).toBe(303);
    expect(await nameOf(seen.at(-1)?.one?.[0])).toBe('penting.log');
  });

  test('of nobody are not stored', async () => {
    const before = await app.database.db.selectFrom('upload').select('id').execute();
    const answer = await app.visitor().post(files, { request_key: randomUUID(), title: 'x', one: log('liar') });
    expect(answer.location).toBe('/sign-in');
    expect(await app.database.db.selectFrom('upload').select('id').execute()).toHaveLength(before.length);
  });

  test('of others cannot be looked at by guessing their id', async () => {
    const kabid = await app.signIn('division-head');
    const theirs = await kabid.submit(files, { title: '', one: log('rahasia', 'rahasia-kabid.log') });
    const id = presetFields(theirs.html, files).get('one')?.[0] ?? '';
    const other = await app.signIn('agency-head');
    expect((await other.submit(files, { title: '', one: id, many: log('a') })).html).not.toContain('rahasia-kabid');
  });
});

describe('a form as an object', () => {
  test('reads lists, nested names and nothing of its own hidden fields', () => {
    const values = new Map([
      ['request_key', ['k']],
      ['name', ['  Budi ']],
      ['kinds[]', ['a', 'b']],
      ['posts.0.title', ['Kepala']],
      ['posts.1.title', ['Wakil']],
      ['hours.1.starts', ['07:30']],
      ['__proto__.polluted', ['yes']],
    ]);
    expect(toObject(values)).toEqual({
      name: 'Budi',
      kinds: ['a', 'b'],
      posts: [{ title: 'Kepala' }, { title: 'Wakil' }],
      hours: { 1: { starts: '07:30' } },
      polluted: 'yes',
    });
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});
