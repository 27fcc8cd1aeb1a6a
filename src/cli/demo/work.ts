import { addCheckItem, addFromSop, addSubTask, commentSubTask, explainDelay, finishSubTask, listSubTasks } from '#cases/index.ts';
import { goOnLeave, saveView } from '#identity/index.ts';
import { createWebhook } from '#notify/index.ts';
import { isWorkingDay, isWorkingMoment, type WorkingCalendar } from '#sop/index.ts';
import { actorOf, drain, refusable, type Stage } from '../stage/stage.ts';
import { type DemoCast, playerFor } from './set-up.ts';

type WorkCue = { at: Temporal.Instant; does: () => Promise<void> };

/** The n-th working day from a day on. */
const workingDay = (calendar: WorkingCalendar, from: Temporal.PlainDate, count: number): Temporal.PlainDate => {
  let day = from;
  for (let left = count; left > 0; ) {
    day = day.add({ days: 1 });
    if (isWorkingDay(calendar, day)) left -= 1;
  }
  return day;
};

/** The latest moment of work up to a moment, to five minutes: what people do at night would be mailed in the morning only. */
const lastWorkingMoment = (calendar: WorkingCalendar, until: Temporal.Instant): Temporal.Instant => {
  let at = until;
  while (!isWorkingMoment(calendar, at)) at = at.subtract({ minutes: 5 });
  return at;
};

/** Why steps were late, in the order in which the city tells it. */
const reasons = [
  { reason: 'other-party', note: 'Menunggu pengadaan diska tambahan dari rekanan.' },
  { reason: 'workload', note: '' },
  { reason: 'holder-absent', note: 'Pejabat mengikuti diklat; Plh. baru ditunjuk keesokan harinya.' },
  { reason: 'technical', note: 'Versi PHP aplikasi belum didukung server; disepakati pemutakhiran.' },
] as const;

/**
 * How the sample city works inside its steps in the last hours before now: sub-tasks of an installation, an absence that is to
 * come with its Plh., reasons of lateness, a kept filter, a webhook that is switched off.
 */
export const workCues = (stage: Stage, calendar: WorkingCalendar, cast: DemoCast, now: Temporal.Instant): WorkCue[] => {
  const at = lastWorkingMoment(calendar, now.subtract({ minutes: 10 }));
  const inOne = <Result>(what: string, work: (tx: Stage['db']) => Promise<Result>): Promise<Result> =>
    refusable(what, () => stage.db.transaction().execute((tx) => work(tx)));
  const player = (role: string) => actorOf(stage, playerFor(cast, role, stage.clock.now()));
  const today = now.toZonedDateTimeISO(calendar.timeZone).toPlainDate();

  const subTasks = async (): Promise<void> => {
    const found = await stage.db
      .selectFrom('hosting_case')
      .select(['id', 'number'])
      .where('state', '=', 'installation')
      .orderBy('number')
      .executeTakeFirst();
    if (!found) return;
    const [head, technician] = [await player('application-section-head'), await player('technician')];
    const base = { number: found.number, actor: head, now: stage.clock.now() };
    const dueOn = workingDay(calendar, today, 1).toString();
    await inOne('Sub-tasks could not be made', async (tx) => {
      await addFromSop(tx, base);
      const { taskId } = await addSubTask(tx, {
        ...base,
        task: { title: 'Salin basis data dan uji pemulihannya', assignee: technician.personId, dueOn, effort: '4', spent: '1,5' },
      });
      for (const title of ['Cadangan lama dipindahkan', 'Skema diimpor', 'Pemulihan dicoba']) {
        await addCheckItem(tx, { ...base, taskId, title });
      }
      await commentSubTask(tx, {
        ...base,
        taskId,
        body: `@${technician.personName.replace(/,.*$/, '')} mohon hasil uji pemulihan dilampirkan sebelum langkah ditutup.`,
      });
      await addSubTask(tx, {
        ...base,
        task: { title: 'Buka porta 443 dari proksi', assignee: technician.personId, effort: '1' },
      });
      const [first] = await listSubTasks(tx, found.id);
      if (first) await finishSubTask(tx, { ...base, taskId: first.id, done: true });
    });
  };

  const absence = async (): Promise<void> => {
    const [holder, standIn] = [await player('infrastructure-section-head'), await player('technician')];
    const post = holder.posts.find((each) => each.role === 'infrastructure-section-head' && each.kind === 'definitive');
    if (!post || standIn.personId === holder.personId) return;
    const [firstDay, lastDay] = [workingDay(calendar, today, 5), workingDay(calendar, today, 9)];
    await inOne('An absence could not be entered', (tx) =>
      goOnLeave(tx, {
        personId: holder.personId,
        leave: {
          kind: 'annual',
          firstDay,
          lastDay,
          note: 'Cuti tahunan',
          handOver: true,
          letterNumber: `800.1.3.1/${today.day}/SPT/${today.year}`,
          letterDate: today,
          standIns: [{ postId: post.postId, personId: standIn.personId }],
        },
        by: holder,
        now: stage.clock.now(),
      }),
    );
  };

  const lateness = async (): Promise<void> => {
    const late = await stage.db
      .selectFrom('case_step')
      .innerJoin('hosting_case', 'hosting_case.id', 'case_step.case_id')
      .innerJoin('post', 'post.id', 'case_step.closed_by_post_id')
      .select(['case_step.id', 'number', 'post.role'])
      .where('late', '=', true)
      .where('post.office_id', '=', cast.hostOfficeId)
      .orderBy('case_step.closed_at')
      .execute();
    // The last one is left without: its holder finds the question among the tasks.
    for (const [index, { id, number, role }] of late.slice(0, -1).entries()) {
      const actor = await player(role ?? '');
      const delay = reasons[index % reasons.length] ?? reasons[0];
      await inOne('A reason could not be given', (tx) =>
        explainDelay(tx, { number, stepId: id, actor, delay, now: stage.clock.now() }),
      );
    }
  };

  const others = async (): Promise<void> => {
    const actor = await player('division-head');
    const view = { name: 'Terlambat di bidang saya', path: '/cases', query: 'late=yes', shared: true };
    await inOne('A view could not be kept', (tx) => saveView(tx, { actor, view, now: stage.clock.now() }));
    const [administrator] = cast.accounts;
    if (!administrator) return;
    const by = await actorOf(stage, administrator);
    const webhook = {
      name: 'Dasbor kota (contoh, dimatikan)',
      url: `https://dasbor.${cast.city.city.domain}/griya`,
      kinds: ['case.completed', 'case.late'] as ('case.completed' | 'case.late')[],
      networks: '',
      active: false,
    };
    const { secret } = stage.services.config;
    await inOne('A webhook could not be added', (tx) => createWebhook(tx, { webhook, secret, by, now: stage.clock.now() }));
  };

  return [subTasks, absence, lateness, others].map((work) => ({
    at,
    does: async () => {
      await work();
      // What they caused (mails) is done before the next thing happens.
      await drain(stage);
    },
  }));
};
