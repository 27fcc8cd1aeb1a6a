import {
  draftLetter,
  initialAsDrafter,
  initialLetter,
  issueLetter,
  issueNow,
  type LetterDraft,
  type LetterRow,
  listLettersOf,
  reviseLetter,
  sendBackLetter,
} from '#letters/index.ts';
import { findServer } from '#registry/index.ts';
import { requirementOf, stateOf } from '#sop/index.ts';
import { tellMakers, tellNextInitial } from '../letter-notices.ts';
import { missing } from '../missing.ts';
import type { ActContext } from '../perform.ts';
import { requestOf } from '../request.ts';
import { serviceOf } from './handover.ts';
import { incomingLetter } from './incoming.ts';

/** Within how many working days a change of the administrator must be reported (letter T3). */
const changeWithinDays = 3;

const around = async (context: Pick<ActContext, 'tx' | 'found'>) => {
  const { found } = context;
  const incoming = await incomingLetter(context);
  return {
    addressee: { title: found.office.headTitle, place: found.host.place },
    request: { number: incoming.number, date: incoming.date, receivedOn: incoming.receivedOn },
    application: found.row.application_name,
  };
};

/** Surat pengembalian: what is missing and why; issued with the act, signed by the division head on behalf of the head of the agency. */
export const returnLetter = async (
  context: ActContext,
  input: { reasons: readonly string[]; missing: readonly string[]; explanation: string },
): Promise<string> => {
  const { tx, found, now, today, signer, doer } = context;
  const checks = await tx
    .selectFrom('case_check')
    .selectAll()
    .where('case_id', '=', found.row.id)
    .where('round', '=', found.row.round)
    .where('verdict', '=', 'incomplete')
    .execute();
  const reasonOf = (key: string | null | undefined): string =>
    found.definition.returnReasons.find((each) => each.key === key)?.label.id ?? '';
  const named = input.missing.map((key) => {
    const check = checks.find((each) => each.requirement === key);
    return {
      item: requirementOf(found.definition, key).label.id,
      reason: reasonOf(check?.reason ?? input.reasons[0]),
      note: check?.note ?? '',
    };
  });
  const covered = new Set(named.map((each) => each.reason));
  const others = input.reasons
    .filter((key) => !covered.has(reasonOf(key)))
    .map((key) => ({ item: 'Permohonan', reason: reasonOf(key), note: '' }));
  const { letterId } = await issueNow(tx, {
    kind: 'return',
    officeId: found.host.officeId,
    subjectId: found.row.id,
    hal: 'Pengembalian Permohonan Penyediaan Layanan Hosting Aplikasi untuk Dilengkapi',
    data: { ...(await around(context)), missing: [...named, ...others], explanation: input.explanation },
    signer: { ...signer, onBehalfOf: 'agency-head' },
    today,
    now,
    doer,
  });
  return letterId;
};

/** Draft of the final refusal, for the head of the agency to sign. A draft of an earlier proposal is voided. */
export const draftRefusalLetter = async (
  context: ActContext,
  input: { reasons: readonly string[]; explanation: string },
): Promise<string> => {
  const reasons = context.found.definition.refusalReasons
    .filter((each) => input.reasons.includes(each.key))
    .map((each) => ({ reason: each.label.id, note: '' }));
  return draftOrRevise(context, 'Tanggapan atas Permohonan Penyediaan Layanan Hosting Aplikasi', {
    kind: 'refusal',
    data: {
      ...(await around(context)),
      reasons,
      explanation: input.explanation,
    },
  });
};

/** What the surat tanggapan (T3) says: every fact from the records, none typed. */
export const replyContent = async (context: Pick<ActContext, 'tx' | 'found' | 'today'>, note: string) => {
  const { tx, found, today } = context;
  const request = requestOf(found.row.request);
  const server = found.row.server_id ? await findServer(tx, found.row.server_id) : null;
  if (!server) throw new Error(`case ${found.row.number} has come to its reply without a server`);
  return {
    ...(await around(context)),
    domainName: `${found.row.subdomain}.${found.host.domain}`,
    service: serviceOf(server, found.row.server_branch === true),
    activeOn: today.toString(),
    administrator: { name: request.administrator_name, nip: request.administrator_nip },
    changeWithinDays,
    remark: note.trim(),
  };
};

/** Draft of the surat tanggapan. */
export const draftReplyLetter = async (context: ActContext, note: string): Promise<string> =>
  draftOrRevise(context, 'Tanggapan atas Permohonan Pembuatan Subdomain', {
    kind: 'reply',
    data: await replyContent(context, note),
  });

const draftOrRevise = async (context: ActContext, hal: string, letter: LetterDraft): Promise<string> => {
  const letterId = await writeDraft(context, hal, letter);
  const { tx, signer, now, doer } = context;
  await initialAsDrafter(tx, { letterId, ...signer, now, doer });
  await tellNext(context, letterId);
  return letterId;
};

/** The post that has the case after this act hears of it as its task; another whose initials are asked for hears of the draft. */
const tellNext = async ({ tx, found, action, doer, now }: ActContext, letterId: string): Promise<void> => {
  const holder = action.to === null ? null : stateOf(found.definition, action.to).holder;
  await tellNextInitial(tx, { letterId, holder, except: doer.personId, now });
};

const writeDraft = async (context: ActContext, hal: string, letter: LetterDraft): Promise<string> => {
  const { tx, found, now, doer } = context;
  const standing = await findDraft(context, letter.kind);
  if (standing) {
    await reviseLetter(tx, { letterId: standing.id, data: letter.data, hal, now, doer });
    return standing.id;
  }
  const { letterId } = await draftLetter(tx, {
    ...letter,
    officeId: found.host.officeId,
    subjectId: found.row.id,
    hal,
    now,
    doer,
  });
  return letterId;
};

const findDraft = async ({ tx, found }: ActContext, kind: string): Promise<LetterRow | undefined> =>
  (await listLettersOf(tx, found.row.id)).find(
    (each) => each.kind === kind && (each.status === 'draft' || each.status === 'initialled'),
  );

const getDraft = async (context: ActContext, kind: string): Promise<LetterRow> => {
  const draft = await findDraft(context, kind);
  if (!draft) throw missing(context, { id: 'draf surat', en: 'the draft of the letter' });
  return draft;
};

/** Paraf on the draft reply. */
export const initialReplyLetter = async (context: ActContext): Promise<string> => {
  const { tx, signer, now, doer } = context;
  const draft = await getDraft(context, 'reply');
  await initialLetter(tx, { letterId: draft.id, ...signer, now, doer });
  await tellNext(context, draft.id);
  return draft.id;
};

/** Signs and numbers the reply or the refusal; from here it is immutable. */
export const signOutgoingLetter = async (
  context: ActContext,
  kind: 'reply' | 'refusal',
): Promise<{ letterId: string; number: string }> => {
  const { tx, signer, today, now, doer } = context;
  const draft = await getDraft(context, kind);
  const { number } = await issueLetter(tx, { letterId: draft.id, signer, today, now, doer });
  return { letterId: draft.id, number };
};

/** Keeps the remarks with which a draft is sent back at the draft itself. */
export const sendBackDraft = async (context: ActContext, kind: 'reply' | 'refusal', remarks: string): Promise<void> => {
  const draft = await findDraft(context, kind);
  const { tx, now, doer } = context;
  if (!draft) return;
  await sendBackLetter(tx, { letterId: draft.id, remarks, now, doer });
  await tellMakers(tx, { letterId: draft.id, kind: 'letter-returned', except: doer.personId, now });
};
