import {
  type Decommission,
  decommissionApplication,
  endLetterOf,
  endSigner,
  issueEndLetter,
  planDecommission,
} from '#cases/index.ts';
import { doerOf } from '#identity/index.ts';
import { letterStatuses } from '#letters/index.ts';
import { say } from '#lib/words.ts';
import { act, freshForm } from '../../../act.ts';
import { Alert } from '../../../components/alert/alert.tsx';
import { Button, ButtonGroup } from '../../../components/button/button.tsx';
import { Card, Stack } from '../../../components/card/card.tsx';
import { Facts } from '../../../components/facts/facts.tsx';
import { TextArea } from '../../../components/field/field.tsx';
import { ActForm } from '../../../components/form/form.tsx';
import { Status } from '../../../components/status/status.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { type FormState, text } from '../../../form.ts';
import { page, param, signedIn } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { useWords } from '../../../view.ts';
import { shared } from '../shared/words.ts';
import { words } from './words.ts';

const Blockers = ({ plan }: { plan: Decommission }) => {
  const t = useWords();
  if (plan.blockers.length === 0) return null;
  return (
    <Alert tone="danger" title={words.blocked}>
      <ul>
        {plan.blockers.map((blocker) => (
          <li>{t(blocker)}</li>
        ))}
      </ul>
    </Alert>
  );
};

const Freed = ({ plan }: { plan: Decommission }) => {
  const t = useWords();
  const servers = plan.servers.map(({ name, addresses }) => [name, ...addresses].join(' · '));
  return (
    <Card title={words.freed}>
      <Facts
        facts={[
          { label: words.name, value: plan.name ? [plan.name.fqdn, ...plan.name.records].join(' · ') : t(words.noName) },
          { label: words.freedServers, value: servers.length > 0 ? servers.join('; ') : t(words.none) },
          {
            label: words.keptServers,
            value:
              plan.staying.length > 0
                ? plan.staying
                    .map(
                      ({ name, shared, because }) =>
                        `${name} (${[...because, ...(shared ? [t(words.sharedServer)] : [])].join(', ')})`,
                    )
                    .join('; ')
                : t(words.none),
          },
        ]}
      />
      <p class="g-muted">{t(words.freedHow)}</p>
    </Card>
  );
};

type LetterProps = {
  applicationId: string;
  letter: NonNullable<Awaited<ReturnType<typeof endLetterOf>>>;
  /** Whether the reader may sign it. */
  signs: boolean;
  state: FormState;
};

const EndLetter = ({ applicationId, letter, signs, state }: LetterProps) => {
  const t = useWords();
  const status = letterStatuses[letter.status as keyof typeof letterStatuses];
  return (
    <Card title={words.letter}>
      <p>
        <a href={paths.letterPdf(letter.id)}>{letter.number || t(words.letterDraft)}</a>{' '}
        <Status label={status.label} colour={status.colour} />
      </p>
      {letter.status !== 'draft' ? null : signs ? (
        <ActForm action={paths.applicationEndLetter(applicationId)} state={state}>
          <Button label={words.letterSign} />
        </ActForm>
      ) : (
        <p class="g-muted">{t(words.letterWaits)}</p>
      )}
    </Card>
  );
};

const show = async (c: Ctx, state: FormState): Promise<Response> => {
  const actor = signedIn(c);
  const plan = await planDecommission(c.var.services.db, actor, param(c, 'id'));
  const { application } = plan;
  const back = paths.application(application.id);
  const ended = application.status === 'retired';
  const letter = ended ? await endLetterOf(c.var.services.db, application.id) : undefined;
  return page(
    c,
    {
      title: say(ended ? words.endTitle : words.retireTitle, c.var.language, { name: application.name }),
      section: 'applications',
      breadcrumbs: [
        { label: shared.applications, href: paths.applications() },
        { label: application.name, href: back },
      ],
      state,
      width: 'narrow',
    },
    <Stack>
      <Blockers plan={plan} />
      {ended ? (
        <Alert tone="info" title={say(words.endedTitle, c.var.language, { name: application.name })}>
          <p>{application.retiredReason}</p>
        </Alert>
      ) : (
        <Freed plan={plan} />
      )}
      {letter ? (
        <EndLetter applicationId={application.id} letter={letter} signs={endSigner(actor) !== undefined} state={state} />
      ) : null}
      {plan.blockers.length > 0 || ended ? null : (
        <Card>
          <ActForm action={paths.applicationRetirement(application.id)} state={state} version={application.version}>
            <TextArea state={state} name="reason" label={words.reason} hint={words.reasonHint} rows={3} />
            <ButtonGroup cancel={back}>
              <Button label={words.retire} tone="danger" confirm={words.retireSure} />
            </ButtonGroup>
          </ActForm>
        </Card>
      )}
    </Stack>,
  );
};

/** The end of an application: what it frees and what forbids it, then all of it in one act. */
export const applicationRetirementPage: Page = (app) => {
  app.get(paths.applicationRetirement(':id'), (c) => show(c, freshForm(c)));

  app.post(paths.applicationRetirement(':id'), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        const { application, letter } = await decommissionApplication(tx, {
          applicationId: param(c, 'id'),
          version: Number(text(values, 'version')),
          reason: text(values, 'reason'),
          actor,
          now,
        });
        const filled = { name: application.name, number: letter.number };
        const said = say(letter.number === '' ? words.retiredDraft : words.retired, c.var.language, filled);
        return { to: paths.application(application.id), said };
      },
      again: (state) => show(c, state),
    }),
  );

  app.post(paths.applicationEndLetter(':id'), (c) =>
    act(c, {
      run: async (tx, { actor, now }) => {
        const { application } = await planDecommission(tx, actor, param(c, 'id'));
        await issueEndLetter(tx, { applicationId: application.id, actor, doer: doerOf(actor), now });
        return { to: paths.applicationRetirement(application.id), said: words.letterSigned };
      },
      again: (state) => show(c, state),
    }),
  );
};
