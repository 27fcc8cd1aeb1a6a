import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { hire, morning, today } from '../../../test/support/identity.ts';
import { eventsOf, type LetterOffices, makeLetterOffices, replyOf, signerOf, stamp } from '../../../test/support/letters.ts';
import {
  draftLetter,
  getLetter,
  initialAsDrafter,
  initialLetter,
  issueLetter,
  listAwaitedInitials,
  listInitialTurns,
  reviseLetter,
  type Signer,
  saveInitialRules,
  sendBackLetter,
} from '../index.ts';
import { content as reply } from '../kinds/reply/example.ts';

let database: TestDatabase;
let offices: LetterOffices;
let section: Signer;
let division: Signer;

const rule = (postIds: readonly string[], kind = 'reply') =>
  saveInitialRules(database.db, { officeId: offices.hostOfficeId, kind, postIds, by: 'system', now: morning });

beforeAll(async () => {
  database = await testDatabase();
  offices = await makeLetterOffices(database.db);
  section = signerOf(await hire(database.db, offices.hostOfficeId, 'Maya Anggraini', ['application-section-head']));
  division = signerOf(offices.division);
});
beforeEach(() => rule([section.postId, division.postId]));
afterAll(() => database.close());

const draft = async (): Promise<string> => (await draftLetter(database.db, replyOf(offices.hostOfficeId))).letterId;
const issue = (letterId: string, number?: string) =>
  issueLetter(database.db, { letterId, signer: signerOf(offices.head), today, ...stamp, ...(number ? { number } : {}) });

test('initials come in the order that the office asks for', async () => {
  const letterId = await draft();
  await expect(initialLetter(database.db, { letterId, ...division, ...stamp })).rejects.toMatchObject({
    code: 'missing',
    values: { items: 'paraf Jabatan application-section-head' },
  });
  await initialLetter(database.db, { letterId, ...section, ...stamp });
  await initialLetter(database.db, { letterId, ...division, ...stamp });
  expect((await listInitialTurns(database.db, letterId)).map((turn) => turn.done)).toEqual([true, true]);
});

test('a letter is not signed before all have initialled, and no number is used up', async () => {
  const letterId = await draft();
  await initialLetter(database.db, { letterId, ...section, ...stamp });
  const last = () => database.db.selectFrom('letter_sequence').select('last').where('book', '=', 'outgoing').execute();
  const before = await last();
  await expect(issue(letterId)).rejects.toMatchObject({ code: 'missing', values: { items: 'paraf Jabatan division-head' } });
  expect(await last()).toEqual(before);
  await initialLetter(database.db, { letterId, ...division, ...stamp });
  await expect(issue(letterId)).resolves.toBeDefined();
});

test('what was signed on paper had its initials there', async () => {
  await expect(issue(await draft(), '500.12/700/DISKOMINFO/XI/2026')).resolves.toBeDefined();
});

test('who drafts initials by drafting, if it is this post’s turn', async () => {
  const letterId = await draft();
  await initialAsDrafter(database.db, { letterId, ...division, ...stamp });
  expect(await getLetter(database.db, letterId)).toMatchObject({ status: 'draft', initials: [] });
  await initialAsDrafter(database.db, { letterId, ...section, ...stamp });
  expect((await getLetter(database.db, letterId)).initials).toMatchObject([{ personName: 'Maya Anggraini' }]);
  expect((await listAwaitedInitials(database.db, [division.postId])).map((each) => each.id)).toContain(letterId);
  expect((await listAwaitedInitials(database.db, [section.postId])).map((each) => each.id)).not.toContain(letterId);
});

test('a revision asks everybody again; remarks stay', async () => {
  const letterId = await draft();
  await initialLetter(database.db, { letterId, ...section, ...stamp });
  await sendBackLetter(database.db, {
    letterId,
    remarks: '  Alamatnya keliru. ',
    now: morning,
    doer: { ...stamp.doer, personId: division.personId, postId: division.postId },
  });
  await reviseLetter(database.db, { letterId, data: { ...reply, remark: 'Sudah diperbaiki.' }, ...stamp });
  expect(await getLetter(database.db, letterId)).toMatchObject({
    initials: [],
    remarks: [{ personName: 'Hendra Gunawan', postTitle: 'Jabatan division-head', remarks: 'Alamatnya keliru.' }],
  });
  await expect(issue(letterId)).rejects.toMatchObject({ code: 'missing' });
  expect(await eventsOf(database.db, letterId)).toEqual([
    'letter.drafted',
    'letter.initialled',
    'letter.sent_back',
    'letter.revised',
  ]);
});

test('the signer does not initial what is signed anyway; no rule asks nobody', async () => {
  const head = signerOf(offices.head);
  await rule([head.postId]);
  await expect(issue(await draft())).resolves.toBeDefined();
  await rule([]);
  await expect(issue(await draft())).resolves.toBeDefined();
});

test.each([
  ['a post twice', () => [section.postId, section.postId], 'reply'],
  ['a post of another office', () => [signerOf(offices.applicant).postId], 'reply'],
  ['a kind that is issued in one act', () => [section.postId], 'disposition'],
])('a rule with %s is refused', async (_what, posts, kind) => {
  await expect(rule(posts(), kind)).rejects.toMatchObject({ code: 'invalid' });
});
