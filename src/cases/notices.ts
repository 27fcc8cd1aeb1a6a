import { type Announcement, announce, type NoticeKind } from '#notify/index.ts';
import { stateOf } from '#sop/index.ts';
import type { ActContext } from './perform.ts';

/** Acts of which the applicant's office hears, and as what. */
const toldToApplicant: Readonly<Record<string, NoticeKind>> = {
  dispose: 'case-disposed',
  return: 'case-returned',
  'deliver-refusal': 'case-refused',
  'deliver-reply': 'letter-received',
};

/** Tells the holders of the post whose turn it is now, and the applicant's office of what concerns it. */
export const tellOf = async ({ tx, found, action, doer, now, today }: Omit<ActContext, 'calendar' | 'signer'>): Promise<void> => {
  if (action.to === null) return;
  const base: Omit<Announcement, 'to' | 'kind'> = {
    subjectId: found.row.id,
    label: `${found.row.number} ${found.row.application_name}`,
    path: `/cases/${found.row.number}`,
    except: doer.personId,
    at: now,
    today,
  };
  const holder = stateOf(found.definition, action.to).holder;
  const told = toldToApplicant[action.key];
  if (told) {
    const roles = ['applicant-head', 'applicant-staff'];
    await announce(tx, { ...base, kind: told, to: roles.map((role) => ({ officeId: found.row.office_id, role })) });
  }
  if (holder && holder !== 'applicant-head') {
    await announce(tx, { ...base, kind: 'task-opened', to: [{ officeId: found.host.officeId, role: holder }] });
  }
};
