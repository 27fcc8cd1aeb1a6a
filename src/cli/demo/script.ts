import { applicantDocumentKinds, dispose as disposeCase, listInstallItems, listSteps } from '#cases/index.ts';
import { addWorkingDays, addWorkingMinutes, hostingSop, stateOf } from '#sop/index.ts';
import type { Random } from '../stage/random.ts';
import { actorOf, drain, refusable, uploadAs } from '../stage/stage.ts';
import { paperSlip } from './documents.ts';
import { act, attach, claim, draft, newServer, recommend, roomyServer, type Scene, say, todayOf, whoPlays } from './scene.ts';
import type { DemoEntry } from './schema.ts';

/** One thing that somebody does, so many working minutes after the one before. `reaches` names the state that it leads to. */
export type Beat = { after: number; does: (scene: Scene) => Promise<void>; reaches: string | null };

type Add = (minutes: number, does: Beat['does'], reaches?: string) => void;
type Part = (add: Add, entry: DemoEntry, slow: (step: number, minutes: number) => number) => void;

const requirements = ['request-complete', ...applicantDocumentKinds];

/** Working minutes that make a step late: a little over the end of the last working day, or over the hours, that it has. */
const tooLong: Readonly<Record<number, number>> = { 4: 420, 5: 2300, 7: 2300 };

/**
 * What happens to an application's case, beat by beat, up to the state in which the demo leaves it. The same seed gives
 * the same times.
 */
export const scriptOf = (entry: DemoEntry, random: Random): Beat[] => {
  const beats: Beat[] = [];
  const add: Add = (minutes, does, reaches) => beats.push({ after: random.around(minutes), does, reaches: reaches ?? null });
  const slow = (step: number, minutes: number): number =>
    entry.case.slow.includes(step) ? (tooLong[step] ?? 1400) * 1.3 : minutes;
  for (const part of [request, examination, capacity, installation, documentation, answer]) part(add, entry, slow);
  const left = withComments(cut(beats, entry), entry);
  return entry.case.claimed
    ? [...left, { after: 20, does: (scene) => claim(scene, holderOf(entry.case.state)), reaches: null }]
    : left;
};

const holderOf = (state: string): string => stateOf(hostingSop, state).holder ?? '';

/** Everything up to the state in which the case is left; of an installation, the items that are done. */
const cut = (beats: readonly Beat[], entry: DemoEntry): Beat[] => {
  const { state, done } = entry.case;
  const last = beats.findLastIndex((beat) => beat.reaches === state);
  if (last < 0) throw new Error(`samples/demo: the script of ${entry.name} never reaches ${state}`);
  return beats.slice(0, last + 1 + (done === undefined ? 0 : done + 1));
};

const withComments = (beats: readonly Beat[], entry: DemoEntry): Beat[] =>
  beats.flatMap((beat) => {
    const comments = entry.case.comments.filter((each) => each.at === beat.reaches);
    return [
      beat,
      ...comments.map(({ by, text, internal }) => ({
        after: 45,
        does: (scene: Scene) => say(scene, by, text, internal),
        reaches: null,
      })),
    ];
  });

/** Step 1. */
const request: Part = (add, entry) => {
  if (entry.case.recommendation === 'issued') add(0, recommend);
  add(entry.case.recommendation === 'issued' ? 500 : 0, draft, 'draft');
  if (entry.case.half) return;
  add(40, (scene) => attach(scene, applicantDocumentKinds), 'draft');
  if (entry.case.withdrawn_at === 'draft') return add(300, withdraw, 'withdrawn');
  add(90, (scene) => act(scene, 'applicant-head', 'submit'), 'disposition');
};

const withdraw = (scene: Scene): Promise<void> =>
  act(scene, 'applicant-head', 'withdraw', { reason: scene.entry.case.withdrawal });

const disposition = (scene: Scene, instructions: readonly string[], note: string) => ({
  instructions,
  note,
  nature: scene.entry.personal_data === '' ? 'ordinary' : 'urgent',
  due_on: addWorkingDays(scene.calendar, scene.stage.clock.now(), 1)
    .toZonedDateTimeISO(scene.cast.city.city.time_zone)
    .toPlainDate()
    .toString(),
});

/** Steps 2 and 3, as often as the case was returned, and the refusal. */
const examination: Part = (add, entry, slow) => {
  const { case: course } = entry;
  dispose(add, slow(2, 220), course.paper === 'dispose');
  for (const found of course.returned) {
    add(250, (scene) => act(scene, 'division-head', 'check-requirement', { verdicts: verdicts(found) }));
    const body = { reasons: [found.reason], missing: [found.requirement], explanation: found.explanation };
    add(20, (scene) => act(scene, 'division-head', 'return', body), 'returned');
    add(900, (scene) => mend(scene, found.requirement));
    add(40, (scene) => act(scene, 'applicant-head', 'submit'), 'disposition');
    dispose(add, 200, false);
  }
  if (course.withdrawn_at === 'completeness-check') return add(200, withdraw, 'withdrawn');
  add(slow(3, 250), (scene) => act(scene, 'division-head', 'check-requirement', { verdicts: verdicts() }));
  if (course.refusal) return refuse(add, entry);
  const note = 'Kelengkapan terpenuhi. Mohon diproses sesuai SOP.';
  add(
    20,
    (scene) => act(scene, 'division-head', 'accept', disposition(scene, ['process', 'by-the-rules'], note)),
    'capacity-check',
  );
};

const verdicts = (found?: DemoEntry['case']['returned'][number]) =>
  requirements.map((requirement) =>
    found?.requirement === requirement
      ? { requirement, verdict: 'incomplete', reason: found.reason, note: found.note }
      : { requirement, verdict: 'complete' },
  );

const mend = async (scene: Scene, requirement: string): Promise<void> => {
  if (requirement !== 'request-complete') return attach(scene, [requirement], true);
  await act(scene, 'applicant-staff', 'save-draft', {
    fields: { purpose: `${scene.entry.purpose}, dengan perhitungan terlampir` },
  });
};

const dispose = (add: Add, minutes: number, onPaper: boolean): void => {
  if (onPaper) {
    add(620, disposeOnPaper, 'completeness-check');
    return;
  }
  const note = 'Mohon diperiksa kelengkapannya dan ditindaklanjuti.';
  add(
    minutes,
    (scene) => act(scene, 'agency-head', 'dispose', disposition(scene, ['process', 'review'], note)),
    'completeness-check',
  );
};

/** Written by hand while Griya could not be reached, and entered afterwards with its true time and the scan. */
const disposeOnPaper = async (scene: Scene): Promise<void> => {
  const { stage, number, entry, office } = scene;
  const head = whoPlays(scene, 'agency-head');
  const actor = await actorOf(stage, head);
  const now = stage.clock.now();
  const opened = (await listSteps(stage.db, scene.id)).at(-1)?.opened_at ?? now;
  const content = paperSlip({
    entry,
    office: office.entry,
    stack: scene.stack,
    place: scene.cast.city.city.place,
    today: todayOf(scene),
  });
  const uploadId = await uploadAs(stage, head, { name: `disposisi-${entry.subdomain}.pdf`, purpose: 'paper', content });
  await refusable(`The paper record on ${number} was refused`, () =>
    stage.db.transaction().execute((tx) =>
      disposeCase(tx, {
        number,
        actor,
        now,
        seen: null,
        onPaper: {
          medium: 'paper',
          happenedAt: addWorkingMinutes(scene.calendar, opened, 75),
          reason: 'Listrik padam sampai sore; disposisi ditulis tangan dan dicatat keesokan harinya.',
          uploadId,
        },
        disposition: { instructions: ['process'], note: 'Proses lebih lanjut.', nature: 'ordinary', dueOn: null },
      }),
    ),
  );
  await drain(stage);
};

const refuse = (add: Add, { case: course }: DemoEntry): void => {
  const propose = (scene: Scene) => act(scene, 'division-head', 'refuse', course.refusal);
  add(60, propose, 'refusal-signing');
  if (course.reject_refusal !== '') {
    add(150, (scene) => act(scene, 'agency-head', 'reject-refusal', { remarks: course.reject_refusal }), 'completeness-check');
    add(120, propose, 'refusal-signing');
  }
  add(220, (scene) => act(scene, 'agency-head', 'sign-refusal'), 'refused');
};

const goesOn = (entry: DemoEntry): boolean =>
  !entry.case.half && entry.case.withdrawn_at === '' && entry.case.refusal === undefined;

/** Steps 4 to 6. */
const capacity: Part = (add, entry, slow) => {
  if (!goesOn(entry)) return;
  const kasi = 'application-section-head';
  if (entry.case.via === 'capacity' && entry.case.state !== 'server-provision') {
    return add(
      slow(4, 90),
      async (scene) => act(scene, kasi, 'capacity-available', { server_id: await roomyServer(scene) }),
      'installation',
    );
  }
  const note = 'Permohonan sebaiknya berjalan pada server tersendiri; mohon disediakan server virtual sesuai kebutuhan.';
  add(slow(4, 100), (scene) => act(scene, kasi, 'capacity-unavailable', { note }), 'server-provision');
  const infratek = 'infrastructure-section-head';
  add(
    slow(5, 850),
    async (scene) => act(scene, infratek, 'provide-server', { server: await newServer(scene) }),
    'infrastructure-documentation',
  );
  add(slow(6, 260), (scene) => act(scene, infratek, 'confirm-documents'), 'installation');
};

/** Step 7. */
const installation: Part = (add, entry, slow) => {
  if (!goesOn(entry)) return;
  const kasi = 'application-section-head';
  add(60, async (scene) => {
    await act(scene, kasi, 'edit-installation', { add: scene.stack.steps.map(({ title }) => ({ title })) });
  });
  // Every stack has at least six steps; what remains is done in one go before the end.
  for (let index = 0; index < 6; index += 1) add(70, (scene) => tick(scene, 1));
  add(30, (scene) => act(scene, kasi, 'publish-subdomain'));
  add(60, (scene) => tick(scene, 100));
  add(slow(7, 60), (scene) => act(scene, kasi, 'finish-installation'), 'application-documentation');
};

/** A technician does the next items of the list. */
const tick = async (scene: Scene, most: number): Promise<void> => {
  const items = await listInstallItems(scene.stage.db, scene.id);
  for (const item of items.filter((each) => each.done_at === null).slice(0, most)) {
    const evidence = scene.stack.steps[item.position - 1]?.evidence ?? 'Selesai.';
    await act(scene, 'technician', 'tick-item', { item_id: item.id, done: true, evidence, upload_id: null });
  }
};

/** Step 8. */
const documentation: Part = (add, entry, slow) => {
  if (!goesOn(entry)) return;
  const kasi = 'application-section-head';
  add(150, (scene) => {
    const { entry: described, office } = scene;
    const fields = {
      function: described.function,
      outputs: described.outputs,
      service: described.service,
      base: 'web',
      license: 'own',
      developer_unit: office.entry.name,
      operator_unit: office.entry.name,
      source_note: `Repositori kode pemerintah kota, proyek ${described.subdomain}`,
    };
    return act(scene, kasi, 'describe-application', { fields });
  });
  add(slow(8, 170), (scene) => act(scene, kasi, 'document-application'), 'reply-draft');
};

/** Steps 9 and 10. */
const answer: Part = (add, entry, slow) => {
  if (!goesOn(entry)) return;
  const { send_back, override } = entry.case;
  const drafted = (minutes: number) =>
    add(minutes, (scene) => act(scene, 'application-section-head', 'draft-reply', { note: '' }), 'reply-initial');
  const initialled = () => add(150, (scene) => act(scene, 'division-head', 'initial-reply'), 'reply-signing');
  drafted(slow(9, 200));
  if (send_back === 'draft') {
    const remarks = 'Sebutkan pula kewajiban melaporkan perubahan pengelola.';
    add(80, (scene) => act(scene, 'division-head', 'send-back-draft', { remarks }), 'reply-draft');
    drafted(100);
  }
  initialled();
  if (send_back === 'signing') {
    const remarks = 'Mohon dipastikan nama pengelola sesuai surat penunjukan.';
    add(90, (scene) => act(scene, 'agency-head', 'send-back-signing', { remarks }), 'reply-draft');
    drafted(60);
    initialled();
  }
  if (override !== '') add(60, (scene) => act(scene, 'agency-head', 'override-name', { reason: override }));
  add(slow(10, 200), (scene) => act(scene, 'agency-head', 'sign-reply'), 'completed');
};
