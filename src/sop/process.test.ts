import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CaseFacts, type ProcessActor, systemActor } from './facts.ts';
import { hostingSop } from './hosting.ts';
import { allowedActions, foldState, requirementOf, stateOf, stepOf, transition } from './process.ts';
import type { Role } from './types.ts';

const applicantOffice = 'office-a';
const hostOffice = 'office-h';
const roles = hostingSop.posts.map((post) => post.role);
const isApplicant = (role: Role): boolean => role.startsWith('applicant');

const holderOf = (role: Role, office = isApplicant(role) ? applicantOffice : hostOffice): ProcessActor => ({
  personId: `person-${role}-${office}`,
  posts: [{ postId: `post-${role}`, role, officeId: office, kind: 'definitive' }],
});

const everything = new Set(hostingSop.actions.flatMap((action) => action.needs));

const facts = (state: string, changes: Partial<CaseFacts> = {}): CaseFacts => ({
  state,
  officeId: applicantOffice,
  hostOfficeId: hostOffice,
  askedBy: ['person-applicant-head-office-a'],
  assigneeId: null,
  met: everything,
  ...changes,
});

describe('the definition holds together', () => {
  const states = hostingSop.states.map((state) => state.key);

  test('every action starts and ends in a state that exists, and every requirement it needs is defined', () => {
    for (const action of hostingSop.actions) {
      expect(states).toEqual(expect.arrayContaining([...action.from, ...(action.to === null ? [] : [action.to])]));
      for (const key of action.needs) expect(requirementOf(hostingSop, key).label.id).not.toBe('');
      for (const role of action.by) expect(roles).toContain(role);
    }
  });

  test('the annex has its ten steps, and its times add up to the published totals: 9 days 3 hours, 13 days 3 hours', () => {
    expect(hostingSop.steps.map((step) => step.no)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    const sum = (numbers: number[], unit: string): number =>
      numbers.map((no) => stepOf(hostingSop, no).time).reduce((total, time) => total + (time.unit === unit ? time.amount : 0), 0);
    const withServer = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
    const withCapacity = withServer.filter((no) => no !== 5 && no !== 6);
    expect([sum(withCapacity, 'days'), sum(withCapacity, 'hours')]).toEqual([9, 3]);
    expect([sum(withServer, 'days'), sum(withServer, 'hours')]).toEqual([13, 3]);
    expect(hostingSop.totals.withCapacity.map((time) => time.amount)).toEqual([9, 3]);
    expect(hostingSop.totals.withServer.map((time) => time.amount)).toEqual([13, 3]);
  });

  test('from every open state an end can be reached, so that no case can be stuck', () => {
    for (const start of hostingSop.states) {
      const reached = new Set([start.key]);
      for (let before = 0; before !== reached.size; ) {
        before = reached.size;
        for (const action of hostingSop.actions) {
          if (action.to !== null && action.from.some((state) => reached.has(state))) reached.add(action.to);
        }
      }
      expect([...reached].some((key) => stateOf(hostingSop, key).ended)).toBe(true);
    }
  });

  test('the clock stands only while the applicant has the case', () => {
    const standing = hostingSop.states.filter((state) => state.clock === 'standing');
    expect(standing.map((state) => state.key)).toEqual(['returned']);
    expect(standing.every((state) => state.holder === 'applicant-head')).toBe(true);
  });

  test('every state and action has words in both languages', () => {
    for (const { label } of [...hostingSop.states, ...hostingSop.actions, ...hostingSop.conditions]) {
      expect(label.id.trim()).not.toBe('');
      expect(label.en.trim()).not.toBe('');
    }
  });
});

test('for every state and every post, exactly these acts are allowed', () => {
  const table = hostingSop.states.map((state) => {
    const acts = roles.flatMap((role) => {
      const allowed = allowedActions(hostingSop, facts(state.key), holderOf(role)).filter(({ refusal }) => refusal === null);
      return allowed.length > 0 ? [`  ${role}: ${allowed.map(({ action }) => action.key).join(', ')}`] : [];
    });
    return [`${state.key}${state.step === null ? '' : ` (step ${state.step})`}`, ...acts].join('\n');
  });
  expect(table.join('\n')).toMatchInlineSnapshot(`
    "draft (step 1)
      applicant-head: save-draft, submit, withdraw
      applicant-staff: save-draft
    returned (step 1)
      applicant-head: save-draft, submit, withdraw
      applicant-staff: save-draft
    disposition (step 2)
      applicant-head: withdraw
      agency-head: dispose
    completeness-check (step 3)
      applicant-head: withdraw
      division-head: check-requirement, accept, return, refuse
    refusal-signing (step 3)
      applicant-head: withdraw
      agency-head: sign-refusal, reject-refusal
    refusal-sending (step 3)
    capacity-check (step 4)
      applicant-head: withdraw
      application-section-head: capacity-available, capacity-unavailable
    server-provision (step 5)
      applicant-head: withdraw
      infrastructure-section-head: provide-server
    infrastructure-documentation (step 6)
      applicant-head: withdraw
      infrastructure-section-head: make-infrastructure-documents, confirm-documents
    installation (step 7)
      applicant-head: withdraw
      application-section-head: edit-installation, tick-item, publish-subdomain, finish-installation
      technician: edit-installation, tick-item
    application-documentation (step 8)
      applicant-head: withdraw
      application-section-head: describe-application, document-application
    reply-draft (step 9)
      applicant-head: withdraw
      application-section-head: draft-reply
    reply-initial (step 9)
      applicant-head: withdraw
      division-head: initial-reply, send-back-draft
    reply-signing (step 10)
      applicant-head: withdraw
      agency-head: check-name, override-name, sign-reply, send-back-signing
      division-head: check-name
      application-section-head: check-name
    sending (step 10)
    completed
    refused
    withdrawn"
  `);
});

describe('refusals', () => {
  test('an act out of order is refused, and the answer names what is possible now', () => {
    const verdict = transition(hostingSop, facts('disposition'), holderOf('division-head'), 'accept');
    expect(verdict).toMatchObject({ ok: false, refusal: { code: 'not-now' } });
    expect(!verdict.ok && verdict.possible.map((action) => action.key)).toEqual(['withdraw', 'dispose']);
  });

  test('an act by the wrong post is refused', () => {
    for (const role of roles.filter((each) => each !== 'division-head')) {
      expect(transition(hostingSop, facts('completeness-check'), holderOf(role), 'accept')).toMatchObject({
        refusal: { code: 'wrong-post' },
      });
    }
  });

  test('a head of another office cannot act on this office’s case', () => {
    const stranger = holderOf('applicant-head', 'office-b');
    expect(transition(hostingSop, facts('draft'), stranger, 'submit')).toMatchObject({ refusal: { code: 'wrong-post' } });
    const foreignAgencyHead = holderOf('agency-head', applicantOffice);
    expect(transition(hostingSop, facts('disposition'), foreignAgencyHead, 'dispose')).toMatchObject({
      refusal: { code: 'wrong-post' },
    });
  });

  test('who asked decides nothing, by whatever post: also as acting head of the agency', () => {
    const both: ProcessActor = {
      personId: 'person-applicant-head-office-a',
      posts: [
        { postId: 'a', role: 'applicant-head', officeId: applicantOffice, kind: 'definitive' },
        { postId: 'b', role: 'agency-head', officeId: hostOffice, kind: 'plh' },
      ],
    };
    expect(transition(hostingSop, facts('disposition'), both, 'dispose')).toMatchObject({ refusal: { code: 'asked-it' } });
    expect(transition(hostingSop, facts('disposition'), both, 'withdraw')).toMatchObject({ ok: true });
  });

  test('a task that another person has taken is refused until it is put back', () => {
    const taken = facts('capacity-check', { assigneeId: 'someone-else' });
    expect(transition(hostingSop, taken, holderOf('application-section-head'), 'capacity-available')).toMatchObject({
      refusal: { code: 'taken' },
    });
  });

  test('a step does not close while its kelengkapan is missing, and the refusal names each item', () => {
    const verdict = transition(
      hostingSop,
      facts('draft', { met: new Set(['recommendation']) }),
      holderOf('applicant-head'),
      'submit',
    );
    expect(verdict).toMatchObject({
      refusal: { code: 'missing', requirements: ['request-complete', 'appointment-letter', 'installation-guide'] },
    });
  });

  test('only the system delivers, and the system does nothing else', () => {
    expect(transition(hostingSop, facts('sending'), systemActor, 'deliver-reply')).toMatchObject({
      ok: true,
      to: { key: 'completed' },
    });
    expect(transition(hostingSop, facts('sending'), holderOf('agency-head'), 'deliver-reply')).toMatchObject({
      refusal: { code: 'wrong-post' },
    });
    expect(transition(hostingSop, facts('disposition'), systemActor, 'dispose')).toMatchObject({
      refusal: { code: 'wrong-post' },
    });
  });

  test('an acting holder may do what the definitive one may, and the verdict says how the post is held', () => {
    const acting: ProcessActor = {
      personId: 'p',
      posts: [{ postId: 'x', role: 'agency-head', officeId: hostOffice, kind: 'plt' }],
    };
    expect(transition(hostingSop, facts('disposition'), acting, 'dispose')).toMatchObject({
      ok: true,
      postId: 'x',
      acting: 'plt',
    });
  });
});

const anyActor = fc.constantFrom<ProcessActor | typeof systemActor>(
  systemActor,
  ...roles.map((role) => holderOf(role)),
  holderOf('applicant-head', 'office-b'),
);

test('whatever people try, the state is the one folded from the acts that were allowed, and an ended case never moves', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(anyActor, fc.constantFrom(...hostingSop.actions.map((action) => action.key))), { maxLength: 120 }),
      (attempts) => {
        let state = hostingSop.initial;
        const done: string[] = [];
        for (const [actor, key] of attempts) {
          const verdict = transition(hostingSop, facts(state), actor, key);
          if (stateOf(hostingSop, state).ended) expect(verdict.ok).toBe(false);
          if (!verdict.ok) continue;
          done.push(key);
          state = verdict.to.key;
          expect(foldState(hostingSop, done)).toBe(state);
        }
      },
    ),
    { seed: 20_261_124, numRuns: 300 },
  );
});

test('the button and the refusal agree: an act is refused exactly when it is not offered without a refusal', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...hostingSop.states.map((state) => state.key)),
      fc.constantFrom(...roles),
      fc.constantFrom(...hostingSop.actions.map((action) => action.key)),
      fc.subarray([...everything]),
      fc.option(fc.constantFrom('someone-else', 'person-technician-office-h')),
      (state, role, key, met, assigneeId) => {
        const given = facts(state, { met: new Set(met), assigneeId });
        const offered = allowedActions(hostingSop, given, holderOf(role)).some(
          ({ action, refusal }) => action.key === key && refusal === null,
        );
        expect(transition(hostingSop, given, holderOf(role), key).ok).toBe(offered);
      },
    ),
    { seed: 7, numRuns: 2000 },
  );
});
