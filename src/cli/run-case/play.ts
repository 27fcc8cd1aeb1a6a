import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { applicantDocumentKinds, attachDocument, createCase, listInstallItems, toDraft } from '#cases/index.ts';
import { fault } from '#lib/fault.ts';
import { listCapacity, resourcesText } from '#registry/index.ts';
import { addWorkingDays, type WorkingCalendar } from '#sop/index.ts';
import { machineOf } from '../stage/set-up.ts';
import { actorOf, drain, type Member, perform, refusable, type Stage, uploadAs } from '../stage/stage.ts';
import { type GuideItem, guideItems } from './guide-items.ts';
import type { ReadSample } from './read-sample.ts';
import type { Sample } from './schema.ts';
import type { Cast } from './set-up.ts';

export type Played = { id: string; number: string };

type Scene = {
  stage: Stage;
  calendar: WorkingCalendar;
  read: ReadSample;
  sample: Sample;
  cast: Cast;
  id: string;
  number: string;
};

type Step = { title: string; detail: string; evidence: string; file: string | null };

const plainEvidence = 'Dilaksanakan sesuai petunjuk instalasi, tanpa kendala.';

/**
 * Plays the case of a sample from the first draft to the delivered answer, as the five people and by the commands that
 * they use; the clock passes a plausible working time before each act, and waiting jobs run after it. Throws a fault that
 * names the act which was refused.
 */
export const playSample = async (stage: Stage, calendar: WorkingCalendar, read: ReadSample, cast: Cast): Promise<Played> => {
  const { sample } = read;
  const author = cast.staff ?? cast.head;
  const draft = toDraft(sample.request);
  const actor = await actorOf(stage, author);
  const now = stage.clock.now();
  const opened = await refusable('The request could not be drafted', () =>
    stage.db.transaction().execute((tx) => createCase(tx, { actor, draft, now, timeZone: sample.city.time_zone })),
  );
  const scene: Scene = { stage, calendar, read, sample, cast, ...opened };
  stage.clock.pass(35);
  await attach(scene, author, sample.attachments);
  await act(scene, 50, cast.head, 'submit');
  await examine(scene);
  await findServer(scene);
  await install(scene);
  await document(scene);
  await answer(scene);
  return opened;
};

/** Lets the working time pass, does the act, and runs what follows from it. */
const act = async (scene: Scene, minutes: number, member: Member, key: string, body: unknown = {}): Promise<void> => {
  scene.stage.clock.pass(minutes);
  await perform(scene.stage, scene.number, member, key, body);
  await drain(scene.stage);
};

const host = ({ cast }: Scene, role: keyof Cast['host']): Member => {
  const member = cast.host[role];
  if (!member) throw fault(`request.yaml names nobody for the post ${role}.`);
  return member;
};

const attach = async (scene: Scene, member: Member, files: Readonly<Record<string, string | undefined>>): Promise<void> => {
  const { stage, number, read } = scene;
  for (const kind of applicantDocumentKinds) {
    const name = files[kind];
    if (name === undefined) continue;
    const content = createReadStream(join(read.folder, name));
    const uploadId = await uploadAs(stage, member, { name, purpose: kind, content });
    const actor = await actorOf(stage, member);
    const now = stage.clock.pass(4);
    await refusable(`The file ${name} could not be attached`, () =>
      stage.db.transaction().execute((tx) => attachDocument(tx, { number, actor, kind, uploadId, now })),
    );
  }
};

/** A disposition with a due date so many working days on. */
const disposition = ({ stage, calendar, sample }: Scene, instructions: readonly string[], note: string, days: number) => ({
  instructions,
  note,
  nature: 'ordinary',
  due_on: addWorkingDays(calendar, stage.clock.now(), days).toZonedDateTimeISO(sample.city.time_zone).toPlainDate().toString(),
});

/** Steps 2 and 3, with the way back to the applicant where the sample asks for it. */
const examine = async (scene: Scene): Promise<void> => {
  const { sample } = scene;
  const kabid = host(scene, 'division-head');
  await dispose(scene);
  if (sample.returned) {
    const { verdicts, explanation } = sample.returned;
    await act(scene, 310, kabid, 'check-requirement', { verdicts: verdictsOf(verdicts) });
    const missing = Object.keys(verdicts);
    const reasons = [...new Set(Object.values(verdicts).flatMap((each) => (each ? [each.reason] : [])))];
    await act(scene, 20, kabid, 'return', { reasons, missing, explanation });
    await mend(scene);
    await dispose(scene);
  }
  await act(scene, 290, kabid, 'check-requirement', { verdicts: verdictsOf({}) });
  const note = 'Kelengkapan terpenuhi. Periksa kapasitas server dan lanjutkan sesuai SOP.';
  await act(scene, 15, kabid, 'accept', disposition(scene, ['process', 'by-the-rules'], note, 1));
};

const dispose = async (scene: Scene): Promise<void> => {
  const note = 'Mohon diperiksa kelengkapannya dan ditindaklanjuti.';
  scene.stage.clock.pass(270);
  await act(scene, 0, host(scene, 'agency-head'), 'dispose', disposition(scene, ['process', 'review'], note, 1));
};

const verdictsOf = (incomplete: NonNullable<Sample['returned']>['verdicts']) =>
  ['request-complete', ...applicantDocumentKinds].map((requirement) => {
    const found = incomplete[requirement];
    return found ? { requirement, verdict: 'incomplete', ...found } : { requirement, verdict: 'complete' };
  });

/** The applicant mends what was returned and sends the same case again, without typing anything twice. */
const mend = async (scene: Scene): Promise<void> => {
  const { sample, cast } = scene;
  const { fields, attachments } = sample.returned?.mended ?? { fields: {}, attachments: {} };
  const author = cast.staff ?? cast.head;
  scene.stage.clock.pass(610);
  if (Object.keys(fields).length > 0) await act(scene, 10, author, 'save-draft', { fields });
  await attach(scene, author, attachments);
  await act(scene, 45, cast.head, 'submit');
};

/** Step 4, and steps 5 and 6 where a server has to be provided. What the register says must be what the sample expects. */
const findServer = async (scene: Scene): Promise<void> => {
  const { stage, sample } = scene;
  const kasi = host(scene, 'application-section-head');
  const asked = {
    cpu: Number(sample.request.cpu),
    memoryMb: Number(sample.request.memory_gb) * 1024,
    diskGb: Number(sample.request.disk_gb),
  };
  const offered = (await listCapacity(stage.db, { asked })).filter((server) => server.acceptsApplications);
  const [fitting] = offered.filter((server) => server.verdict?.fits).sort((a, b) => b.free.memoryMb - a.free.memoryMb);
  const free = offered.map((server) => `${server.name} (${resourcesText(server.free)})`).join(', ') || 'no server is offered';
  if (sample.capacity === 'available' && !fitting) {
    throw fault(`request.yaml expects capacity, but ${resourcesText(asked)} fits nowhere. Free: ${free}.`);
  }
  if (sample.capacity === 'unavailable' && fitting) {
    throw fault(`request.yaml expects no capacity, but ${resourcesText(asked)} fits on ${fitting.name}. Free: ${free}.`);
  }
  if (fitting) return act(scene, 95, kasi, 'capacity-available', { server_id: fitting.serverId });
  const note = sample.coordination || `Dibutuhkan ${resourcesText(asked)}; sisa server yang ada tidak mencukupi.`;
  await act(scene, 105, kasi, 'capacity-unavailable', { note });
  await provide(scene);
};

const provide = async (scene: Scene): Promise<void> => {
  const { sample, cast } = scene;
  const infratek = host(scene, 'infrastructure-section-head');
  if (!sample.server) throw fault('request.yaml describes no server for step 5.');
  const { network, address, interface: port, ...machine } = sample.server;
  const server = {
    ...machineOf(machine, cast.named),
    networkId: cast.named.networks.get(network) ?? network,
    address,
    interface: port,
  };
  await act(scene, 990, infratek, 'provide-server', { server });
  await act(scene, 280, infratek, 'confirm-documents');
};

/** Step 7: the guide as a checklist, each item done with its evidence; the subdomain is published half way. */
const install = async (scene: Scene): Promise<void> => {
  const { stage, cast, id } = scene;
  const kasi = host(scene, 'application-section-head');
  const hands = cast.host.technician ?? kasi;
  const steps = await stepsOf(scene);
  await act(scene, 45, kasi, 'edit-installation', { add: steps.map(({ title, detail }) => ({ title, detail })) });
  for (const [index, item] of (await listInstallItems(stage.db, id)).entries()) {
    const { evidence, file } = steps[index] ?? { evidence: plainEvidence, file: null };
    const content = file === null ? null : await readFile(join(scene.read.folder, file));
    const uploadId = file && content ? await uploadAs(stage, hands, { name: file, purpose: 'evidence', content }) : null;
    await act(scene, 50, hands, 'tick-item', { item_id: item.id, done: true, evidence, upload_id: uploadId });
    if (index === Math.floor(steps.length / 2)) await act(scene, 15, kasi, 'publish-subdomain');
  }
  await act(scene, 25, kasi, 'finish-installation');
};

/** The items of the sample, or else those of its guide with the evidence by their numbers. */
const stepsOf = async ({ sample, read }: Scene): Promise<Step[]> => {
  const { items, evidence } = sample.installation;
  if (items.length > 0) return items.map(({ file, ...item }) => ({ ...item, file: file ?? null }));
  const guide = sample.attachments['installation-guide'];
  const found: GuideItem[] = guide.endsWith('.md') ? guideItems(await readFile(join(read.folder, guide), 'utf8')) : [];
  if (found.length === 0) {
    throw fault(`No steps were found in ${guide}. Write "Langkah 1: …" as headings of a .md guide, or list installation.items.`);
  }
  return found.map((item, index) => {
    const given = evidence[String(index + 1)];
    return { ...item, evidence: given?.text ?? plainEvidence, file: given?.file ?? null };
  });
};

/** Step 8. */
const document = async (scene: Scene): Promise<void> => {
  const kasi = host(scene, 'application-section-head');
  await act(scene, 190, kasi, 'describe-application', { fields: scene.sample.application });
  await act(scene, 180, kasi, 'document-application');
};

/** Steps 9 and 10. */
const answer = async (scene: Scene): Promise<void> => {
  await act(scene, 230, host(scene, 'application-section-head'), 'draft-reply', { note: scene.sample.reply.note });
  await act(scene, 190, host(scene, 'division-head'), 'initial-reply');
  await act(scene, 220, host(scene, 'agency-head'), 'sign-reply');
};
