import { sql } from 'kysely';
import { z } from 'zod';
import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { AppError, invalid } from '#lib/errors.ts';
import { inWords, oneOf, parse, ticked } from '#lib/input.ts';
import type { Words } from '#lib/words.ts';
import { type Act, doerOf } from '../act.ts';
import { firmnesses, valuesOf } from '../choices.ts';
import { labelFaults, suggestLabels } from '../label.ts';
import { similarNames } from './similar.ts';

export type Firmness = 'off' | 'warn' | 'refuse';

export type NamingPolicy = {
  shortest: number;
  longest: number;
  hyphens: boolean;
  digitFirst: boolean;
  /** One name for one application of an office. */
  perApplication: Firmness;
  similarNames: Firmness;
  version: number;
};

/** The office's own rules for names. */
export const getNamingPolicy = async (db: Db): Promise<NamingPolicy> => {
  const row = await db.selectFrom('dns_naming_policy').selectAll().executeTakeFirstOrThrow();
  return {
    shortest: row.shortest,
    longest: row.longest,
    hyphens: row.hyphens,
    digitFirst: row.digit_first,
    perApplication: row.per_application as Firmness,
    similarNames: row.similar_names as Firmness,
    version: row.version,
  };
};

const length = z.coerce
  .number({ error: inWords({ id: 'Isi bilangan dari 1 sampai 63.', en: 'Enter a number from 1 to 63.' }) })
  .int()
  .min(1, { error: inWords({ id: 'Isi bilangan dari 1 sampai 63.', en: 'Enter a number from 1 to 63.' }) })
  .max(63, { error: inWords({ id: 'Isi bilangan dari 1 sampai 63.', en: 'Enter a number from 1 to 63.' }) });

const schema = z.object({
  shortest: length,
  longest: length,
  hyphens: ticked(),
  digitFirst: ticked(),
  perApplication: oneOf(valuesOf(firmnesses)),
  similarNames: oneOf(valuesOf(firmnesses)),
});

/** Changes the rules for names that are asked for from now on; names that are held stay. `stale_page`, `invalid`. */
export const saveNamingPolicy = async (tx: Db, input: Act & { version: number; typed: unknown }): Promise<void> => {
  const typed = parse(schema, input.typed);
  if (typed.shortest > typed.longest)
    throw invalid([
      { field: 'longest', message: { id: 'Tidak boleh kurang dari yang terpendek.', en: 'Not less than the shortest.' } },
    ]);
  const before = await tx.selectFrom('dns_naming_policy').selectAll().forNoKeyUpdate().executeTakeFirstOrThrow();
  if (before.version !== input.version) throw new AppError('stale_page', { seen: input.version, now: before.version });
  await tx
    .updateTable('dns_naming_policy')
    .set({
      shortest: typed.shortest,
      longest: typed.longest,
      hyphens: typed.hyphens,
      digit_first: typed.digitFirst,
      per_application: typed.perApplication,
      similar_names: typed.similarNames,
      version: before.version + 1,
    })
    .execute();
  const zone = await tx.selectFrom('dns_zone').select('id').orderBy('created_at').executeTakeFirst();
  if (zone)
    await record(tx, {
      subjectKind: 'zone',
      subjectId: zone.id,
      at: input.now,
      type: 'naming.changed',
      doer: doerOf(input),
      data: { before, after: typed },
    });
};

/** What is wrong with a label by the office's own rules. */
export const policyFaults = (label: string, policy: NamingPolicy): Words[] => {
  const faults: Words[] = [];
  if (label.length < policy.shortest || label.length > policy.longest)
    faults.push({
      id: `Subdomain harus ${policy.shortest} sampai ${policy.longest} karakter.`,
      en: `A subdomain must have ${policy.shortest} to ${policy.longest} characters.`,
    });
  if (!policy.hyphens && label.includes('-'))
    faults.push({ id: 'Subdomain di sini tanpa tanda hubung.', en: 'A subdomain has no hyphen here.' });
  if (!policy.digitFirst && /^\d/.test(label))
    faults.push({ id: 'Subdomain diawali huruf.', en: 'A subdomain begins with a letter.' });
  return faults;
};

export type NameQuestion = {
  label: string;
  /** Who asks; its own name is not held against it. */
  holder: string | null;
  application?: { name: string; officeId: string };
};

export type NameJudgement = {
  /** Why it cannot be had. */
  faults: Words[];
  /** What may be a mistake, and is no reason to refuse. */
  warnings: Words[];
  /** Up to three names that can be had. */
  free: string[];
};

type Others = { label: string; application: string | null; mine: boolean };

/** Judges a name against the rules and against every name that is held, reserved or in a zone, those of pending requests too. */
export const judgeName = async (db: Db, { label, holder, application }: NameQuestion): Promise<NameJudgement> => {
  const policy = await getNamingPolicy(db);
  const { rows } = await sql<Others>`
    select label, application_name as application, holder = ${holder}::uuid as mine from dns_name where state <> 'released'
    union all select label, null, false from dns_reserved_label
    union all select distinct label, null, holder is not distinct from ${holder}::uuid and holder is not null from dns_record
      where state <> 'removed' and type in ('A', 'AAAA', 'CNAME') and label !~ '[.*@_]'`.execute(db);
  const others = rows.filter(({ mine }) => mine !== true);
  const taken = new Set(others.map((other) => other.label));
  const faults = [...labelFaults(label), ...policyFaults(label, policy)].slice(0, 2);
  const warnings: Words[] = [];
  if (faults.length === 0 && taken.has(label))
    faults.push({ id: `"${label}" sudah dipakai atau sedang dipesan.`, en: `“${label}” is in use or already reserved.` });
  const say = (firmness: Firmness, words: Words) => {
    if (firmness === 'refuse') faults.push(words);
    if (firmness === 'warn') warnings.push(words);
  };
  const alike = faults.length === 0 ? similarNames(label, taken) : [];
  if (alike.length > 0)
    say(policy.similarNames, {
      id: `"${label}" mirip dengan nama yang sudah ada: ${alike.join(', ')}. Pastikan tidak tertukar.`,
      en: `“${label}” is much like a name that exists: ${alike.join(', ')}. Make sure that they are not mistaken.`,
    });
  const own = application ? await nameOfApplication(db, { ...application, holder }) : null;
  if (own !== null && own !== label)
    say(policy.perApplication, {
      id: `Aplikasi ini sudah memiliki nama "${own}".`,
      en: `This application has the name “${own}” already.`,
    });
  const usable = suggestLabels(application?.name ?? label, taken).filter((each) => policyFaults(each, policy).length === 0);
  return { faults, warnings, free: usable.slice(0, 3) };
};

const nameOfApplication = async (
  db: Db,
  { name, officeId, holder }: { name: string; officeId: string; holder: string | null },
): Promise<string | null> => {
  if (name.trim() === '') return null;
  const row = await db
    .selectFrom('dns_name')
    .where('state', '<>', 'released')
    .where('office_id', '=', officeId)
    .where(sql<boolean>`lower(trim(application_name)) = ${name.trim().toLowerCase()}`)
    .where(sql<boolean>`holder is distinct from ${holder}::uuid`)
    .select('label')
    .executeTakeFirst();
  return row?.label ?? null;
};
