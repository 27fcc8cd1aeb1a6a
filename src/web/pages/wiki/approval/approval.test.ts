import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestApp, testApp } from '../../../../../test/support/app.ts';
import type { Client } from '../../../../../test/support/client.ts';
import { paths } from '../../../paths.ts';

let app: TestApp;
let admin: Client;
let head: Client;
let other: Client;
let technician: Client;
let applicant: Client;

beforeAll(async () => {
  app = await testApp();
  [admin, head, other, technician, applicant] = await Promise.all([
    app.signIn('administrator'),
    app.signIn('infrastructure-section-head'),
    app.signIn('application-section-head'),
    app.signIn('technician'),
    app.signIn('applicant-head'),
  ]);
  for (const space of [
    { key: 'resmi', name: 'Resmi', access: 'public', needsApproval: 'on' },
    { key: 'bebas', name: 'Bebas', access: 'internal' },
  ])
    expect((await admin.submit(paths.newWikiSpace(), space)).status).toBe(303);
}, 60_000);
afterAll(() => app.close());

const idIn = (html: string): string => /\/wiki\/pages\/([0-9a-f-]{36})\/history/.exec(html)?.[1] ?? '';
const proposalIn = (location: string | null): string => /\/wiki\/proposals\/([0-9a-f-]{36})/.exec(location ?? '')?.[1] ?? '';
const inboxOf = (who: Client) => who.get('/inbox').then(({ html }) => html);
const decide = (who: Client, id: string, decision: string, note = '') => who.submit(paths.wikiProposal(id), { decision, note });

const propose = async (who: Client, title: string, body: string): Promise<string> => {
  const answer = await who.submit(paths.newWikiPage('resmi'), { title, body });
  expect(answer.status).toBe(303);
  return proposalIn(answer.location);
};

/** A page of the space with approval, proposed by one head and approved by another. */
const make = async (title: string, body: string): Promise<{ path: string; id: string }> => {
  const path = (await decide(other, await propose(head, title, body), 'approved')).location ?? '';
  return { path, id: idIn((await head.get(path)).html) };
};

/** Proposes an edit and returns the proposal. */
const edit = async (who: Client, page: { path: string; id: string }, body: string): Promise<string> => {
  await who.submit(paths.wikiEdit(page.id), { body, why: 'Perbaiki' });
  const list = (await head.get(paths.wikiProposals())).html;
  return [...list.matchAll(/\/wiki\/proposals\/([0-9a-f-]{36})/g)].at(-1)?.[1] ?? '';
};

test('a proposed new page is known to its author and to who approves, and to nobody else by title, link, search, list or count', async () => {
  const id = await propose(technician, 'Zamrudbaru', 'Isi rahasia dahulu.');
  const colleague = await app.signIn('technical-team');
  for (const who of [colleague, applicant]) {
    expect((await who.get(paths.wikiProposal(id))).status).toBe(404);
    for (const path of [paths.wiki(), paths.wikiSpace('resmi'), paths.wikiProposals(), paths.wikiSearch({ q: 'Zamrudbaru' })]) {
      const { html } = await who.get(path);
      expect([path, html.replaceAll(/q=Zamrudbaru|value="Zamrudbaru"/g, '').includes('Zamrudbaru')]).toEqual([path, false]);
      expect([path, html.includes('g-count')]).toEqual([path, false]);
    }
  }
  await technician.submit(paths.newWikiPage('bebas'), { title: 'Penunjuk', body: '[[resmi::Zamrudbaru]]' });
  expect((await head.get(paths.wikiPage('resmi', 'zamrudbaru'))).status).toBe(404);
  expect((await technician.get(paths.wikiPage('bebas', 'penunjuk'))).html).toContain('class="g-missing"');
  for (const who of [technician, head]) expect((await who.get(paths.wikiProposal(id))).html).toContain('Isi rahasia dahulu.');
  expect(await inboxOf(head)).toContain('menunggu persetujuan: Zamrudbaru');
  expect(await inboxOf(colleague)).not.toContain('Zamrudbaru');
  const made = await decide(head, id, 'approved');
  expect(made.location).toBe(paths.wikiPage('resmi', 'zamrudbaru'));
  expect((await applicant.get(made.location ?? '')).html).toContain('Isi rahasia dahulu.');
  expect(await inboxOf(technician)).toContain('disetujui: Zamrudbaru');
  const history = (await head.get(paths.wikiHistory(idIn((await head.get(made.location ?? '')).html)))).html;
  expect(history).toContain('Yoga Pratama');
  expect(history).toContain('disetujui Ratna Dewanti');
});

test('of who proposes nobody approves alone, whatever the change; a head’s own waits as well, and can be withdrawn', async () => {
  const page = await make('Aturan', 'lama');
  const at = { at: paths.wikiMove(page.id) };
  const asked = [
    await edit(head, page, 'baru sekali'),
    proposalIn((await head.submit(paths.wikiMove(page.id), { title: 'Aturan baru' })).location),
    proposalIn((await head.submit(paths.wikiState(page.id), { state: 'archived', reason: 'usang' }, at)).location),
    await propose(head, 'Aturan tambahan', 'x'),
  ];
  for (const id of asked) {
    const post = (decision: string) => head.post(paths.wikiProposal(id), { request_key: crypto.randomUUID(), decision });
    expect((await head.get(paths.wikiProposal(id))).html).not.toContain('value="approved"');
    expect((await post('approved')).status).toBe(403);
    const technicians = { request_key: crypto.randomUUID(), decision: 'approved' };
    expect((await technician.post(paths.wikiProposal(id), technicians)).status).toBeOneOf([403, 404]);
    expect((await post('withdrawn')).status).toBe(303);
    expect((await post('withdrawn')).status).toBe(409);
  }
  const shown = await applicant.get(page.path);
  expect(shown.html).toContain('lama');
  expect(shown.html).not.toContain('baru sekali');
});

test('a rename, a move and the end of a page wait, are shown as they would be, and take effect when a second person agrees', async () => {
  const above = await make('Bab', 'x');
  const page = await make('Sementara', 'isi');
  const move = proposalIn((await technician.submit(paths.wikiMove(page.id), { title: 'Tetap', parentId: above.id })).location);
  expect((await applicant.get(page.path)).status).toBe(200);
  const preview = (await head.get(paths.wikiProposal(move))).html;
  for (const part of ['<del>Sementara</del>', '<ins>Tetap</ins>', 'Resmi › Bab']) expect(preview).toContain(part);
  const moved = await decide(head, move, 'approved');
  expect(moved.location).toBe(paths.wikiPage('resmi', 'tetap'));
  expect((await applicant.get(page.path)).location).toBe(moved.location);
  const state = (to: string) =>
    head.submit(paths.wikiState(page.id), { state: to, reason: 'Tidak perlu' }, { at: paths.wikiMove(page.id) });
  const gone = proposalIn((await state('deleted')).location);
  expect((await applicant.get(moved.location ?? '')).status).toBe(200);
  await decide(other, gone, 'approved');
  expect((await applicant.get(moved.location ?? '')).status).toBe(404);
  // What is proposed of a page that is gone is neither lost nor made.
  const back = proposalIn((await state('live')).location);
  await decide(other, back, 'approved');
  expect((await applicant.get(moved.location ?? '')).status).toBe(200);
});

test('two proposals of one text: the second is merged; where both wrote the same part nothing is lost, both texts are brought together, and the other agrees', async () => {
  const page = await make('Pengumuman', 'satu\n\ndua\n\ntiga\n');
  const [one, two, three] = [
    await edit(technician, page, 'satu\n\ndua\n\ntiga usulan\n'),
    await edit(technician, page, 'satu lain\n\ndua\n\ntiga\n'),
    await edit(technician, page, 'satu\n\ndua\n\ntiga bentrok\n'),
  ];
  expect((await decide(head, one, 'refused')).status).toBe(422);
  expect((await decide(head, one, 'approved')).location).toBe(page.path);
  expect((await decide(head, two, 'approved')).location).toBe(page.path);
  expect((await head.get(paths.wikiEdit(page.id))).html).toContain('satu lain\n\ndua\n\ntiga usulan');
  expect((await head.get(paths.wikiProposal(three))).html).toContain('Halaman berubah di tempat yang sama');
  expect((await decide(head, three, 'approved')).status).toBe(409);
  const both = (await head.get(paths.wikiProposalText(three))).html;
  for (const words of ['tiga usulan', 'tiga bentrok', 'TULISAN ANDA']) expect(both).toContain(words);
  expect((await head.submit(paths.wikiProposalText(three), {})).status).toBe(422);
  const solved = await head.submit(paths.wikiProposalText(three), { body: 'satu lain\n\ndua\n\ntiga disepakati\n' });
  expect(solved.location).toBe(paths.wikiProposal(three));
  // Written anew by who keeps the space: the author agrees, the keeper alone does not suffice.
  expect((await decideBare(head, three)).status).toBe(403);
  expect((await technician.get(paths.wikiProposal(three))).html).toContain('<del>bentrok</del>');
  expect(await inboxOf(technician)).toContain('ditulis ulang: Pengumuman');
  expect((await decide(technician, three, 'approved')).location).toBe(page.path);
  expect((await applicant.get(page.path)).html).toContain('tiga disepakati');
});

const decideBare = (who: Client, id: string) =>
  who.post(paths.wikiProposal(id), { request_key: crypto.randomUUID(), decision: 'approved' });

test('proposer and approver talk about a proposal; what was written anew meanwhile is not approved unseen', async () => {
  const page = await make('Dibicarakan', 'awal\n');
  const id = await edit(technician, page, 'akhir\n');
  const seen = await head.get(paths.wikiProposal(id));
  await head.submit(paths.wikiProposalComments(id), { comment: 'Tolong sebutkan <b>jamnya</b>' }, { at: paths.wikiProposal(id) });
  expect((await technician.get(paths.wikiProposal(id))).html).toContain('&lt;b&gt;jamnya');
  expect(await inboxOf(technician)).toContain('Komentar pada usulan perubahan: Dibicarakan');
  expect((await technician.submit(paths.wikiProposalText(id), { body: 'akhir pukul 01.00\n' })).status).toBe(303);
  expect((await head.submit(paths.wikiProposal(id), { decision: 'approved' }, { html: seen.html })).status).toBe(409);
  expect((await applicant.post(paths.wikiProposalComments(id), { request_key: crypto.randomUUID(), comment: 'x' })).status).toBe(
    404,
  );
  expect((await decide(head, id, 'approved')).location).toBe(page.path);
  expect((await applicant.get(page.path)).html).toContain('akhir pukul 01.00');
});

test('a file that is attached, replaced or removed waits: readers get what was approved, who writes sees it in previews', async () => {
  const page = await make('Bergambar', '![Rak](rak.txt)');
  const send = (content: string) =>
    technician.submit(paths.wikiFiles(page.id), { file: new File([content], 'rak.txt'), replace: 'on' });
  const first = proposalIn((await send('satu')).location);
  const file = paths.wikiFile(page.id, 'rak.txt');
  expect((await applicant.get(file)).status).toBe(404);
  expect((await technician.get(file)).html).toBe('satu');
  await decide(head, first, 'approved');
  expect((await applicant.get(file)).html).toBe('satu');
  const second = proposalIn((await send('dua')).location);
  expect((await applicant.get(file)).html).toBe('satu');
  expect((await head.get(paths.wikiProposalFile(second))).html).toBe('dua');
  expect((await applicant.get(paths.wikiProposalFile(second))).status).toBe(404);
  await decide(head, second, 'approved');
  expect((await applicant.get(file)).html).toBe('dua');
  const removal = proposalIn((await technician.submit(paths.wikiFiles(page.id), { remove: 'rak.txt' })).location);
  expect((await applicant.get(file)).status).toBe(200);
  await decide(head, removal, 'approved');
  expect((await applicant.get(file)).status).toBe(404);
});

test('what happens to a space, a page above or a title while a proposal waits leaves it whole and says what to do', async () => {
  const above = await make('Induk usulan', 'x');
  const answer = await technician.submit(paths.newWikiPage('resmi'), {
    title: 'Anak usulan',
    body: 'tetap ada',
    parentId: above.id,
  });
  const child = proposalIn(answer.location);
  const end = await head.submit(paths.wikiState(above.id), { state: 'deleted', reason: 'x' }, { at: paths.wikiMove(above.id) });
  await decide(other, proposalIn(end.location), 'approved');
  expect((await head.get(paths.wikiProposal(child))).html).toContain('Halaman induk yang dituju sudah tidak ada');
  const [one, two] = [await propose(technician, 'Judul kembar', 'satu'), await propose(head, 'Judul kembar', 'dua')];
  await decide(head, one, 'approved');
  const taken = await decide(other, two, 'approved');
  expect(taken.status).toBe(422);
  expect(taken.html).toContain('Judul ini sudah dipakai halaman lain');
  const settings = (needsApproval: string[]) => {
    const fields = { name: 'Resmi', access: 'public', needsApproval };
    return admin.submit(paths.wikiSpaceSettings('resmi'), fields);
  };
  // Approval is switched off: what waits still does, and now its author may put it into force as any other change.
  await settings([]);
  expect((await decide(technician, child, 'approved')).location).toBe(paths.wikiPage('resmi', 'anak-usulan'));
  expect((await technician.submit(paths.newWikiPage('resmi'), { title: 'Langsung', body: 'x' })).location).toBe(
    paths.wikiPage('resmi', 'langsung'),
  );
  await settings(['on']);
  const renamed = await head.submit(paths.wikiProposalText(two), { title: 'Judul kembar dua' });
  expect(renamed.location).toBe(paths.wikiProposal(two));
  expect((await decide(other, two, 'approved')).location).toBe(paths.wikiPage('resmi', 'judul-kembar-dua'));
});

test('where a page would go is told to nobody who does not read that place', async () => {
  const space = { key: 'brankas', name: 'Ruang brankas', access: 'confidential', 'roles[]': ['infrastructure-section-head'] };
  expect((await admin.submit(paths.newWikiSpace(), space)).status).toBe(303);
  const above = idIn(
    (await head.get((await head.submit(paths.newWikiPage('brankas'), { title: 'Sandi induk', body: 'x' })).location ?? '')).html,
  );
  const page = await make('Akan pindah', 'x');
  const move = { title: 'Akan pindah', space: 'brankas', parentId: above };
  const id = proposalIn((await head.post(paths.wikiMove(page.id), { request_key: crypto.randomUUID(), ...move })).location);
  const shown = [paths.wikiProposal(id), paths.wikiProposals(), page.path];
  for (const path of shown) {
    const told = (await technician.get(path)).html;
    expect([path, /Ruang brankas|Sandi induk/.test(told)]).toEqual([path, false]);
  }
  expect((await technician.get(paths.wikiProposal(id))).html).toContain('ruang lain');
  expect((await head.get(paths.wikiProposal(id))).html).toContain('Ruang brankas › Sandi induk');
});

test('whoever no longer reads a space hears nothing more of what he or she proposed there; who approves hears instead', async () => {
  const id = await edit(technician, await make('Akan tertutup', 'awal'), 'akhir');
  const heard = async (who: Client) => (await inboxOf(who)).split('Komentar pada usulan perubahan').length - 1;
  const comment = async () =>
    head.submit(paths.wikiProposalComments(id), { comment: 'Bagaimana?' }, { at: paths.wikiProposal(id) });
  const close = (access: string, roles: string[]) =>
    app.database.db.updateTable('wiki_space').set({ access, roles }).where('key', '=', 'resmi').execute();
  const before = await heard(technician);
  await comment();
  expect(await heard(technician)).toBe(before + 1);
  await close('confidential', ['infrastructure-section-head', 'application-section-head']);
  const others = await heard(other);
  await comment();
  await close('public', []);
  expect([await heard(technician), await heard(other)]).toEqual([before + 1, others + 1]);
});
