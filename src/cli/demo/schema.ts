import { z } from 'zod';
import { email, oneOf, optionalText, plainDate, text } from '#lib/input.ts';
import { hostingSop } from '#sop/index.ts';
import { cityFields, officeFields, personEntry, registerEntry, whole, yesNo } from '../stage/entries.ts';

const states = hostingSop.states.map((state) => state.key) as [string, ...string[]];
const requirements = ['request-complete', 'recommendation', 'appointment-letter', 'installation-guide'] as const;

const administrator = personEntry.omit({ rank: true }).extend({ title: text(160), phone: text(40) });

/** samples/demo/city.yaml */
export const citySchema = z.strictObject({
  city: z.strictObject(cityFields),
  host: z.strictObject(officeFields),
  posts: z.array(
    z.strictObject({ role: optionalText(60).transform((role) => role || null), title: text(160), holder: personEntry }),
  ),
  stand_ins: z.array(
    z.strictObject({
      role: text(60),
      by: email(),
      kind: oneOf(['plt', 'plh']),
      days_ago: whole(400),
      days: whole(60),
      letter: text(120),
    }),
  ),
  auditor: personEntry,
  administrator: personEntry,
  offices: z.array(
    z.strictObject({
      ...officeFields,
      head: personEntry,
      staff: personEntry.extend({ title: text(160) }),
      administrators: z.array(administrator).min(1),
    }),
  ),
  register: registerEntry,
  before: z.array(
    z.strictObject({
      name: text(120),
      office: text(30),
      server: text(63),
      cpu: whole(1000),
      memory_gb: whole(1000),
      disk_gb: whole(100_000),
      url: text(300),
      language: text(120),
      framework: optionalText(120),
      database: text(120),
      description: text(2000),
      function: text(2000),
      outputs: text(2000),
      service: text(300),
      since: plainDate(),
    }),
  ),
});

/** samples/demo/stacks.yaml */
export const stacksSchema = z.record(
  z.string(),
  z.strictObject({
    language: text(120),
    framework: optionalText(120),
    database: text(120),
    steps: z.array(z.strictObject({ title: text(300), evidence: text(2000) })).min(1),
  }),
);

const returned = z.strictObject({
  requirement: oneOf(requirements),
  reason: text(60),
  note: text(1000),
  explanation: text(4000),
});

const comment = z.strictObject({
  at: oneOf(states),
  by: text(60),
  text: text(5000),
  internal: yesNo(),
});

/** samples/demo/cases-*.yaml: an application, and how far its case has come. */
export const casesSchema = z.array(
  z.strictObject({
    name: text(120),
    office: text(30),
    subdomain: text(63),
    stack: text(30),
    size: z.tuple([whole(128), whole(1024), whole(51_200)]),
    audience: oneOf(['public', 'internal']).default('public'),
    purpose: text(2000),
    personal_data: optionalText(500),
    function: optionalText(2000),
    outputs: optionalText(2000),
    service: optionalText(300),
    case: z.strictObject({
      state: oneOf(states),
      /** Calendar days since the first draft, for a case that has ended. */
      days_ago: whole(400).optional(),
      /** Working minutes since the open step was reached, for one that has not. */
      dwell: whole(20_000).optional(),
      late: yesNo().default(false),
      via: oneOf(['capacity', 'server']).default('capacity'),
      recommendation: oneOf(['issued', 'upload']),
      half: yesNo().default(false),
      claimed: yesNo().default(false),
      done: whole(50).optional(),
      slow: z.array(whole(10)).default([]),
      returned: z.array(returned).default([]),
      refusal: z.strictObject({ reasons: z.array(text(60)).min(1), explanation: text(4000) }).optional(),
      reject_refusal: optionalText(2000),
      withdrawn_at: optionalText(60),
      withdrawal: optionalText(1000),
      paper: optionalText(60),
      send_back: optionalText(20),
      override: optionalText(1000),
      comments: z.array(comment).default([]),
    }),
  }),
);

/** samples/demo/books.yaml: what stands in the books of letters beside the cases. */
export const booksSchema = z.strictObject({
  kept: z.array(
    z.strictObject({ book: oneOf(['outgoing', 'internal', 'recommendation', 'incoming']), to: whole(9999), reason: text(500) }),
  ),
  letters_in: z.array(
    z.strictObject({
      office: text(30),
      days_ago: whole(400),
      channel: oneOf(['hand', 'post', 'mail', 'fax']),
      from: text(300),
      number: text(100),
      hal: text(500),
      nature: oneOf(['ordinary', 'urgent', 'most-urgent', 'confidential']).default('ordinary'),
      attachments: whole(99).default(0),
      forwarded_to: text(300),
      note: optionalText(1000),
      scan: yesNo(),
    }),
  ),
  letters_out: z.array(
    z.strictObject({
      office: text(30),
      days_ago: whole(400),
      book: oneOf(['outgoing', 'internal']),
      to: text(300),
      hal: text(500),
      signer: text(300),
      attachments: whole(99).default(0),
      /** Whether its signed file is there already. */
      scan: yesNo(),
    }),
  ),
  couriers: z.array(
    z.strictObject({
      days_ago: whole(400),
      channel: oneOf(['hand', 'post', 'mail', 'fax']),
      courier: optionalText(200),
      reference: optionalText(200),
      received_by: optionalText(200),
      /** Days until the receipt; without it the receipt is still waited for. */
      received_after: whole(30).optional(),
    }),
  ),
  void: z.strictObject({ days_ago: whole(400), office: text(30), application: text(120), reason: text(1000) }),
});

export type DemoBooks = z.output<typeof booksSchema>;
export type DemoCity = z.output<typeof citySchema>;
export type DemoOffice = DemoCity['offices'][number];
export type Stacks = z.output<typeof stacksSchema>;
export type Stack = Stacks[string];
export type DemoEntry = z.output<typeof casesSchema>[number];
