import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { verify } from '#audit/index.ts';
import { caseHistory, getCase, listDocuments, listReturns, listSteps } from '#cases/index.ts';
import type { Db } from '#db/index.ts';
import { nameOf } from '#dns/index.ts';
import { readBytes } from '#files/index.ts';
import { letterKinds, listCodesOf, listLettersOf } from '#letters/index.ts';
import { fault } from '#lib/fault.ts';
import { deploymentsOf, findApplication, findServer } from '#registry/index.ts';
import { type WorkingCalendar, workingMinutesBetween } from '#sop/index.ts';

export type Summary = Awaited<ReturnType<typeof summarise>>;

type Letter = Awaited<ReturnType<typeof listLettersOf>>[number];

/** "03-lembar-disposisi.pdf", "07-surat-tanggapan-500.12-0001-DISKOMINFO-VI-2026.pdf" */
const fileNameOf = (letter: Letter, index: number): string => {
  const label = letterKinds[letter.kind as keyof typeof letterKinds]?.label.id ?? letter.kind;
  const slug = label
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  const number = letter.number ? `-${letter.number.replaceAll(/[^\w.]+/g, '-')}` : '';
  return `${String(index + 1).padStart(2, '0')}-${slug}${number}.pdf`;
};

/** Writes every PDF that was made for the case and summary.json into a directory, which is made when it is not there. */
export const writeOut = async (
  db: Db,
  played: { id: string; number: string },
  context: { directory: string; sample: string; timeZone: string; calendar: WorkingCalendar },
): Promise<Summary> => {
  try {
    await mkdir(context.directory, { recursive: true });
    const letters = await listLettersOf(db, played.id);
    for (const [index, letter] of letters.entries()) {
      if (!letter.file_id) continue;
      await writeFile(join(context.directory, fileNameOf(letter, index)), await readBytes(db, letter.file_id));
    }
    const summary = await summarise(db, played, letters, context);
    await writeFile(join(context.directory, 'summary.json'), `${JSON.stringify(summary, null, 2)}\n`);
    return summary;
  } catch (error) {
    const { code } = error as { code?: string };
    if (!code || !/^E[A-Z]+$/.test(code)) throw error;
    throw fault(`Nothing can be written to ${context.directory} (${code}). Give another directory with --out.`, error);
  }
};

const summarise = async (
  db: Db,
  { id, number }: { id: string; number: string },
  letters: readonly Letter[],
  { sample, timeZone, calendar }: { sample: string; timeZone: string; calendar: WorkingCalendar },
) => {
  const { row, office, host } = await getCase(db, 'system', number);
  const local = (at: Temporal.Instant | null): string | null =>
    at?.toZonedDateTimeISO(timeZone).toString({ timeZoneName: 'never', smallestUnit: 'minute' }) ?? null;
  const steps = await listSteps(db, id);
  const name = await nameOf(db, id);
  const server = row.server_id ? await findServer(db, row.server_id) : null;
  const application = await findApplication(db, { origin: id });
  const codes = await listCodesOf(db, id);
  const audit = await verify(db);
  return {
    sample,
    case: {
      number,
      state: row.state,
      application: row.application_name,
      office: office.name,
      rounds: row.round,
      submitted: local(row.submitted_at),
      closed: local(row.closed_at),
      due: local(row.total_due_at),
      late: row.closed_at !== null && row.total_due_at !== null && Temporal.Instant.compare(row.closed_at, row.total_due_at) > 0,
      working_minutes:
        row.submitted_at && row.closed_at ? workingMinutesBetween(calendar, row.submitted_at, row.closed_at) : null,
      server_provided: row.server_branch === true,
    },
    returns: (await listReturns(db, id)).map((each) => ({
      round: each.round,
      final: each.final,
      reasons: each.reasons,
      missing: each.missing,
      at: local(each.at),
    })),
    steps: steps.map((step) => ({
      step: step.step,
      state: step.state,
      opened: local(step.opened_at),
      closed: local(step.closed_at),
      due: local(step.due_at),
      working_minutes: step.working_minutes,
      late: step.late,
      outcome: step.outcome,
      by: step.closed_by_name,
      post: step.closed_by_title,
    })),
    documents: (await listDocuments(db, id)).map((document) => ({
      kind: document.kind,
      file: document.file_name,
      media_type: document.media_type,
      size: document.size,
      pages: document.pages,
      sha256: document.sha256,
      round: document.round,
      replaced: local(document.replaced_at),
    })),
    letters: letters.map((letter, index) => ({
      kind: letter.kind,
      number: letter.number,
      date: letter.letter_date?.toString() ?? null,
      hal: letter.hal,
      status: letter.status,
      file: letter.file_id ? fileNameOf(letter, index) : null,
      verification_code: codes.get(letter.id)?.code ?? null,
      verification_address: codes.get(letter.id)?.address || null,
    })),
    subdomain: name
      ? {
          name: name.fqdn,
          verified: name.verified,
          records: name.records.map((each) => ({ type: each.type, value: each.value, state: each.state })),
        }
      : null,
    server: server
      ? {
          name: server.name,
          kind: server.kind,
          host: server.hostName,
          cpu: server.cpu,
          memory_gb: server.memoryMb / 1024,
          disk_gb: server.diskGb,
          addresses: server.addressList.map((each) => each.address),
        }
      : null,
    application: application
      ? {
          name: application.name,
          status: application.status,
          url: application.url,
          administrator: application.administrator_name,
          deployments: (await deploymentsOf(db, application.id)).length,
        }
      : null,
    events: (await caseHistory(db, id, true)).map((event) => ({
      seq: event.seq,
      at: local(event.at),
      type: event.type,
      by: event.person_name,
    })),
    audit: { ok: audit.broken === null, events: audit.events, chains: audit.chains, broken: audit.broken },
    domain: host.domain,
  };
};
