import { type Decommission, decommissionApplication, planDecommission } from '#cases/index.ts';
import { say } from '#lib/words.ts';
import { act, freshForm } from '../../../act.ts';
import { Alert } from '../../../components/alert/alert.tsx';
import { Button, ButtonGroup } from '../../../components/button/button.tsx';
import { Card, Stack } from '../../../components/card/card.tsx';
import { Facts } from '../../../components/facts/facts.tsx';
import { TextArea } from '../../../components/field/field.tsx';
import { ActForm } from '../../../components/form/form.tsx';
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

const show = async (c: Ctx, state: FormState): Promise<Response> => {
  const plan = await planDecommission(c.var.services.db, signedIn(c), param(c, 'id'));
  const { application } = plan;
  const back = paths.application(application.id);
  return page(
    c,
    {
      title: say(words.retireTitle, c.var.language, { name: application.name }),
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
      <Freed plan={plan} />
      {plan.blockers.length > 0 || application.status === 'retired' ? null : (
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
        const { application } = await decommissionApplication(tx, {
          applicationId: param(c, 'id'),
          version: Number(text(values, 'version')),
          reason: text(values, 'reason'),
          actor,
          now,
        });
        const said = say(words.retired, c.var.language, { name: application.name });
        return { to: paths.application(application.id), said };
      },
      again: (state) => show(c, state),
    }),
  );
};
