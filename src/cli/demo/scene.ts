import {
  assign,
  attachDocument,
  comment,
  createCase,
  issueRecommendation,
  type RequestDraft,
  recommendationChecklist,
  saveDraft,
} from '#cases/index.ts';
import { fault } from '#lib/fault.ts';
import { listCapacity, resourcesText } from '#registry/index.ts';
import type { WorkingCalendar } from '#sop/index.ts';
import { actorOf, drain, type Member, perform, refusable, type Stage, uploadAs } from '../stage/stage.ts';
import { appointmentLetter, installationGuide, recommendationLetter } from './documents.ts';
import type { DemoEntry, Stack } from './schema.ts';
import { type DemoCast, type OfficeCast, playerFor } from './set-up.ts';

/** One case of the demo while it is played. `number` and `id` are empty until it is opened. */
export type Scene = {
  stage: Stage;
  calendar: WorkingCalendar;
  cast: DemoCast;
  office: OfficeCast;
  entry: DemoEntry;
  stack: Stack;
  /** Whom the office appoints for the application. */
  administrator: OfficeCast['entry']['administrators'][number];
  /** Counts through the paper letters of the sample, so that each has a number of its own. */
  serial: number;
  id: string;
  number: string;
  recommendation: { id: string | null; number: string; date: Temporal.PlainDate } | null;
};

const timeZoneOf = (scene: Scene): string => scene.cast.city.city.time_zone;

export const todayOf = (scene: Scene): Temporal.PlainDate =>
  scene.stage.clock.now().toZonedDateTimeISO(timeZoneOf(scene)).toPlainDate();

const roman = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII'];

const paperNumber = (scene: Scene, unit: string, date: Temporal.PlainDate): string =>
  `500.12/${String(scene.serial).padStart(3, '0')}/${unit}/${roman[date.month - 1]}/${date.year}`;

const subject = (scene: Scene) => ({
  entry: scene.entry,
  office: scene.office.entry,
  stack: scene.stack,
  place: scene.cast.city.city.place,
  today: todayOf(scene),
});

/** One act of the process by whoever plays the role now, and what follows from it. */
export const act = async (scene: Scene, role: string, key: string, body: unknown = {}): Promise<void> => {
  await perform(scene.stage, scene.number, whoPlays(scene, role), key, body);
  await drain(scene.stage);
};

export const whoPlays = (scene: Scene, role: string): Member => {
  if (role === 'applicant-head') return scene.office.head;
  if (role === 'applicant-staff') return scene.office.staff;
  return playerFor(scene.cast, role, scene.stage.clock.now());
};

const sizeOf = ({ entry }: Scene) => ({ cpu: entry.size[0], memoryMb: entry.size[1] * 1024, diskGb: entry.size[2] });

/** The technical team examines the application and issues its recommendation in Griya. */
export const recommend = async (scene: Scene): Promise<void> => {
  const { stage, entry, office } = scene;
  const actor = await actorOf(stage, whoPlays(scene, 'technical-team'));
  const now = stage.clock.now();
  const recommendation = {
    officeId: office.officeId,
    applicationName: entry.name,
    checklist: recommendationChecklist.map(({ value }) => ({ key: value, verdict: 'met' as const, note: '' })),
    result: 'recommended' as const,
    notes: '',
    cpu: entry.size[0],
    memoryGb: entry.size[1],
    diskGb: entry.size[2],
    validUntil: todayOf(scene).add({ months: 6 }),
  };
  const timeZone = timeZoneOf(scene);
  const issued = await refusable(`The recommendation for ${entry.name} was refused`, () =>
    stage.db.transaction().execute((tx) => issueRecommendation(tx, { actor, recommendation, now, timeZone })),
  );
  scene.recommendation = { ...issued, date: todayOf(scene) };
  await drain(stage);
};

const draftOf = (scene: Scene): RequestDraft => {
  const { entry, stack, administrator, recommendation } = scene;
  if (entry.case.half) return { application_name: entry.name, purpose: entry.purpose, subdomain: entry.subdomain };
  return {
    application_name: entry.name,
    purpose: entry.purpose,
    subdomain: entry.subdomain,
    cpu: String(entry.size[0]),
    memory_gb: String(entry.size[1]),
    disk_gb: String(entry.size[2]),
    language: stack.language,
    framework: stack.framework,
    database: stack.database,
    audience: entry.audience,
    personal_data: entry.personal_data === '' ? 'no' : 'yes',
    personal_data_note: entry.personal_data,
    administrator_name: administrator.name,
    administrator_nip: administrator.nip,
    administrator_title: administrator.title,
    administrator_phone: administrator.phone,
    administrator_email: administrator.email,
    recommendation_number: recommendation?.number ?? '',
    recommendation_date: recommendation?.date.toString() ?? '',
  };
};

/** The staff of the office drafts the request. */
export const draft = async (scene: Scene): Promise<void> => {
  const { stage, office } = scene;
  if (!scene.recommendation) {
    const date = todayOf(scene).subtract({ days: 12 });
    scene.recommendation = { id: null, number: paperNumber(scene, 'TIMTEK', date), date };
  }
  const actor = await actorOf(stage, office.staff);
  const now = stage.clock.now();
  const text = draftOf(scene);
  await refusable(`The request for ${scene.entry.name} could not be drafted`, () =>
    stage.db.transaction().execute(async (tx) => {
      const opened = await createCase(tx, { actor, draft: text, now, timeZone: timeZoneOf(scene) });
      Object.assign(scene, opened);
      const recommendationId = scene.recommendation?.id;
      if (recommendationId) {
        await saveDraft(tx, { number: opened.number, actor, now, seen: null, draft: {}, recommendationId });
      }
    }),
  );
};

const fileOf = (scene: Scene, kind: string, revised: boolean): { name: string; content: Uint8Array } => {
  const { entry, office, administrator, recommendation } = scene;
  const name = `${entry.subdomain}${revised ? '-perbaikan' : ''}`;
  if (kind === 'recommendation') {
    const issued = { ...subject(scene), today: recommendation?.date ?? todayOf(scene) };
    return { name: `rekomendasi-${name}.pdf`, content: recommendationLetter(issued, recommendation?.number ?? '') };
  }
  if (kind === 'installation-guide') {
    return { name: `petunjuk-instalasi-${name}.md`, content: installationGuide(subject(scene)) };
  }
  const number = paperNumber(scene, office.entry.abbreviation, todayOf(scene));
  return { name: `surat-penunjukan-${name}.pdf`, content: appointmentLetter(subject(scene), administrator, number) };
};

/** The staff attaches these kinds of documents, the ones that the sample city writes for the application. */
export const attach = async (scene: Scene, kinds: readonly string[], revised = false): Promise<void> => {
  const { stage, number, office } = scene;
  for (const kind of kinds) {
    if (kind === 'recommendation' && scene.recommendation?.id) continue;
    const uploadId = await uploadAs(stage, office.staff, { ...fileOf(scene, kind, revised), purpose: kind });
    const actor = await actorOf(stage, office.staff);
    const now = stage.clock.now();
    await refusable(`The ${kind} of ${number} could not be attached`, () =>
      stage.db.transaction().execute((tx) => attachDocument(tx, { number, actor, kind, uploadId, now })),
    );
  }
};

/** Whoever plays the role takes the open task. */
export const claim = async (scene: Scene, role: string): Promise<void> => {
  const { stage, number } = scene;
  const actor = await actorOf(stage, whoPlays(scene, role));
  const now = stage.clock.now();
  await refusable(`${number} could not be taken`, () =>
    stage.db.transaction().execute((tx) => assign(tx, { number, actor, kind: 'claim', now })),
  );
};

export const say = async (scene: Scene, by: string, body: string, internal: boolean): Promise<void> => {
  const { stage, number } = scene;
  const actor = await actorOf(stage, whoPlays(scene, by));
  const now = stage.clock.now();
  await refusable(`The comment on ${number} was refused`, () =>
    stage.db.transaction().execute((tx) => comment(tx, { number, actor, body, internal, now })),
  );
};

/** The server with the most free memory among those on which the request fits. */
export const roomyServer = async (scene: Scene): Promise<string> => {
  const asked = sizeOf(scene);
  const offered = (await listCapacity(scene.stage.db, { asked })).filter((server) => server.acceptsApplications);
  const [best] = offered.filter((server) => server.verdict?.fits).sort((a, b) => b.free.memoryMb - a.free.memoryMb);
  if (best) return best.serverId;
  const free = offered.map((server) => `${server.name}: ${resourcesText(server.free)}`).join('; ');
  throw fault(`The sample city has no room for ${scene.entry.name} (${resourcesText(asked)}). Free: ${free}`);
};

/** A virtual server of the size asked for, on the hypervisor with the most free memory. */
export const newServer = async (scene: Scene) => {
  const asked = sizeOf(scene);
  const hosts = (await listCapacity(scene.stage.db, { asked })).filter((server) => server.kind === 'hypervisor');
  const [host] = hosts.filter((each) => each.verdict?.fits).sort((a, b) => b.free.memoryMb - a.free.memoryMb);
  const network = scene.cast.city.register.networks[0]?.name ?? '';
  return {
    name: `vm-${scene.entry.subdomain}`,
    kind: 'virtual',
    hostId: host?.serverId ?? '',
    ...asked,
    acceptsApplications: false,
    operatingSystem: 'Debian 12',
    usage: 'application',
    networkId: scene.cast.named.networks.get(network) ?? network,
    address: 'next',
    interface: 'ens18',
    notes: `Disediakan untuk ${scene.entry.name}.`,
  };
};
