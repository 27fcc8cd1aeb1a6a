import { doerOf, getInstallation, needAdministrator } from '#identity/index.ts';
import { countJobs, type JobRow, type JobState, listJobs, retryJob } from '#jobs/index.ts';
import { shortMoment } from '#lib/format.ts';
import { say } from '#lib/words.ts';
import { act, freshForm } from '../../../act.ts';
import { Button } from '../../../components/button/button.tsx';
import { Card, Stack } from '../../../components/card/card.tsx';
import { Empty } from '../../../components/empty/empty.tsx';
import { ActForm, Hidden } from '../../../components/form/form.tsx';
import { Stat } from '../../../components/stat/stat.tsx';
import { Status } from '../../../components/status/status.tsx';
import { Table } from '../../../components/table/table.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { type FormState, text } from '../../../form.ts';
import { page } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { useView } from '../../../view.ts';
import { adminReader } from '../shared/guard.ts';
import { shared } from '../shared/words.ts';
import { jobStates, words } from './words.ts';

const order: readonly JobState[] = ['failed', 'retrying', 'running', 'waiting'];

/** Only the first line: the rest of a stack is for the log. */
const firstLine = (error: string): string => error.split('\n', 1)[0]?.slice(0, 300) ?? '';

const Jobs = ({ jobs, states }: { jobs: readonly JobRow[]; states: ReadonlyMap<number, FormState> }) => {
  const { language, timeZone } = useView();
  return (
    <Table
      caption={words.title}
      rows={jobs}
      empty={<Empty title={words.empty} text={words.emptyHow} icon="circle-check" />}
      mark={(job) => (job.state === 'failed' ? 'late' : null)}
      columns={[
        {
          key: 'job',
          label: words.job,
          cell: (job) => (
            <>
              <code>{job.name}</code>
              {job.lastError ? <span class="g-sub g-break">{firstLine(job.lastError)}</span> : null}
            </>
          ),
        },
        {
          key: 'state',
          label: shared.state,
          tight: true,
          cell: (job) => <Status label={jobStates[job.state].label} colour={jobStates[job.state].colour} />,
        },
        { key: 'attempts', label: words.attempts, align: 'right', cell: (job) => `${job.attempts}/${job.maxAttempts}` },
        { key: 'next', label: words.next, tight: true, cell: (job) => shortMoment(job.runAt, language, timeZone) },
        {
          key: 'act',
          label: shared.action,
          quiet: true,
          align: 'right',
          cell: (job) => {
            const state = states.get(job.id);
            if (!state || job.state === 'running') return null;
            return (
              <ActForm action={paths.jobRetry()} state={state}>
                <Hidden name="job" value={job.id} />
                <Button label={words.retry} tone="secondary" small />
              </ActForm>
            );
          },
        },
      ]}
    />
  );
};

const show = async (c: Ctx): Promise<Response> => {
  const { mayChange } = adminReader(c);
  const { db } = c.var.services;
  const [jobs, counts] = await Promise.all([listJobs(db, { limit: 200 }), countJobs(db)]);
  const states = new Map(mayChange ? jobs.map((job) => [job.id, freshForm(c)]) : []);
  return page(
    c,
    { title: words.title, section: 'jobs', lead: say(words.lead, c.var.language) },
    <Stack>
      <div class="g-stats">
        {order.map((state) => (
          <Stat
            label={jobStates[state].label}
            value={counts[state]}
            tone={state === 'failed' && counts.failed > 0 ? 'late' : 'normal'}
          />
        ))}
      </div>
      <Card flush>
        <Jobs jobs={jobs} states={states} />
      </Card>
    </Stack>,
  );
};

/** What works in the background, with its last error and a way to run it again. */
export const jobsPage: Page = (app) => {
  app.get(paths.jobs(), (c) => show(c));

  app.post(paths.jobRetry(), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        needAdministrator(actor);
        const { hostOfficeId } = await getInstallation(tx);
        const id = Math.trunc(Number(text(values, 'job'))) || 0;
        await retryJob(tx, { id, now, doer: doerOf(actor), subjectId: hostOfficeId });
        return { to: paths.jobs(), said: words.retried };
      },
      again: () => show(c),
    }),
  );
};
