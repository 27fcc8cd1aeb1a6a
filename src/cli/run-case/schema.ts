import { basename } from 'node:path';
import { z } from 'zod';
import { parseRequest, requestFields } from '#cases/index.ts';
import { inWords, oneOf, optionalText, text } from '#lib/input.ts';
import { applicationFields } from '#registry/index.ts';
import { hostingSop } from '#sop/index.ts';
import { cityFields, machineFields, officeFields, personEntry, registerEntry, words } from '../stage/entries.ts';

const fileName = () =>
  text(200).refine((value) => basename(value) === value && !value.startsWith('.'), {
    error: words('Sebutkan nama berkas di dalam folder ini, tanpa jalur.', 'Name a file in this folder, without a path.'),
  });

const moment = () =>
  text(20).transform((value, context) => {
    const read = /^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}$/.test(value) ? attempt(value.replace(' ', 'T')) : null;
    if (read) return read;
    context.addIssue({
      code: 'custom',
      message: words('Isi tanggal dan jam, misalnya 2026-06-08 08:20.', 'Enter a date and a time, for example 2026-06-08 08:20.'),
    });
    return z.NEVER;
  });

const attempt = (value: string): Temporal.PlainDateTime | null => {
  try {
    return Temporal.PlainDateTime.from(value, { overflow: 'reject' });
  } catch {
    return null;
  }
};

const post = z.strictObject({ title: text(160), holder: personEntry });

const city = z.strictObject({
  ...cityFields,
  host: z.strictObject(officeFields),
  posts: z.strictObject({
    'agency-head': post,
    'division-head': post,
    'application-section-head': post,
    'infrastructure-section-head': post,
    technician: post.optional(),
    'technical-team': post.optional(),
  }),
});

const applicant = z.strictObject({ ...officeFields, head: personEntry, staff: post.optional() });

/** The request form, field by field as letter T1 asks; read by the very rules of the form. */
const request = z.partialRecord(z.enum(requestFields), z.string()).superRefine((fields, context) => {
  const parsed = parseRequest(fields);
  if (parsed.ok) return;
  for (const fault of parsed.faults) context.addIssue({ code: 'custom', path: [fault.field], message: inWords(fault.message) });
});

const someFields = z.partialRecord(
  z.enum(requestFields, { error: words('Isian ini tidak dikenal.', 'This field is not known.') }),
  z.string(),
);

const checked = ['request-complete', ...(hostingSop.steps[0]?.kelengkapan ?? []).map((each) => each.key)] as [
  string,
  ...string[],
];
const reasons = hostingSop.returnReasons.map((each) => each.key) as [string, ...string[]];

const returned = z.strictObject({
  verdicts: z.partialRecord(
    z.enum(checked, { error: words(`Pilih dari: ${checked.join(', ')}.`, `Choose from: ${checked.join(', ')}.`) }),
    z.strictObject({
      reason: z.enum(reasons, { error: words(`Pilih dari: ${reasons.join(', ')}.`, `Choose from: ${reasons.join(', ')}.`) }),
      note: optionalText(1000),
    }),
  ),
  explanation: text(4000),
  mended: z
    .strictObject({
      fields: someFields.default({}),
      attachments: z
        .strictObject({
          recommendation: fileName().optional(),
          'appointment-letter': fileName().optional(),
          'installation-guide': fileName().optional(),
        })
        .default({}),
    })
    .default({ fields: {}, attachments: {} }),
});

/** What step 5 enters. */
const provided = z.strictObject({
  ...machineFields,
  kind: oneOf(['virtual', 'bare_metal']),
  network: text(100),
  address: text(60).default('next'),
  interface: text(60).default('eth0'),
});

const evidence = z.union([
  text(10_000).transform((value) => ({ text: value, file: null })),
  z.strictObject({ text: text(10_000), file: fileName() }),
]);

const installation = z.strictObject({
  items: z
    .array(z.strictObject({ title: text(300), detail: optionalText(4000), evidence: text(10_000), file: fileName().optional() }))
    .default([]),
  evidence: z.record(z.string().regex(/^\d{1,3}$/), evidence).default({}),
});

const described = z.partialRecord(
  z.enum(applicationFields.map((field) => field.key) as [string, ...string[]], {
    error: words('Isian daftar aplikasi ini tidak dikenal.', 'The list of applications has no such field.'),
  }),
  z.string(),
);

/** One request.yaml: a request of an office, its city, and what every one of the five people enters on the way. */
export const sampleSchema = z
  .strictObject({
    starts: moment(),
    capacity: oneOf(['available', 'unavailable']),
    city,
    office: applicant,
    request,
    attachments: z.strictObject({
      recommendation: fileName(),
      'appointment-letter': fileName(),
      'installation-guide': fileName(),
    }),
    returned: returned.optional(),
    register: registerEntry,
    coordination: optionalText(4000),
    server: provided.optional(),
    installation: installation.default({ items: [], evidence: {} }),
    application: described,
    reply: z.strictObject({ note: optionalText(2000) }).default({ note: '' }),
    dns: z
      .strictObject({ primary_server: optionalText(253), mailbox: optionalText(253) })
      .default({ primary_server: '', mailbox: '' }),
  })
  .superRefine((sample, context) => {
    if (sample.capacity === 'unavailable' && !sample.server) {
      const message = words(
        'Bila kapasitas tidak tersedia, isikan server yang disediakan pada langkah 5.',
        'Where there is no capacity, describe the server that step 5 provides.',
      );
      context.addIssue({ code: 'custom', path: ['server'], message });
    }
  });

export type Sample = z.output<typeof sampleSchema>;
