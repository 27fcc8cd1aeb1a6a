import { holdCaseCapacity, passToInfrastructure, requestOf } from '#cases/index.ts';
import { invalid } from '#lib/errors.ts';
import { say } from '#lib/words.ts';
import { choiceOf, listCapacity, type Resources, resourcesText, type ServerCapacity, serverKinds } from '#registry/index.ts';
import { freshForm } from '../../../act.ts';
import { Alert } from '../../../components/alert/alert.tsx';
import { Button, ButtonGroup } from '../../../components/button/button.tsx';
import { CapacityBar, CapacityLegend } from '../../../components/capacity/capacity-bar.tsx';
import { Card, Columns } from '../../../components/card/card.tsx';
import { Fault, TextArea } from '../../../components/field/field.tsx';
import { faultOf, fieldId, noteLabel } from '../../../components/field/wiring.ts';
import { ActForm } from '../../../components/form/form.tsx';
import { Status } from '../../../components/status/status.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { type FormState, text } from '../../../form.ts';
import { paths } from '../../../paths.ts';
import { useView, useWords } from '../../../view.ts';
import { caseAct, shownVersion } from '../shared/case-act.ts';
import { fill } from '../shared/fill.ts';
import { type OpenCase, openAct } from '../shared/open-case.ts';
import { PaperSection } from '../shared/paper.tsx';
import { AroundColumn, readAround, stepPage, stepTitle } from '../shared/step-page.tsx';
import { words } from './words.ts';

const no = 4;

const askedOf = ({ found }: OpenCase): Resources => {
  const request = requestOf(found.row.request);
  return { cpu: request.cpu, memoryMb: request.memory_gb * 1024, diskGb: request.disk_gb };
};

const Bars = ({ server, asked }: { server: ServerCapacity; asked: Resources }) => {
  const { total, allotted, virtual, held } = server;
  const gb = (megabytes: number): number => megabytes / 1024;
  return (
    <div class="g-capbars">
      <CapacityBar
        label="vCPU"
        unit="vCPU"
        total={total.cpu}
        used={allotted.cpu + virtual.cpu}
        held={held.cpu}
        asked={asked.cpu}
      />
      <CapacityBar
        label="RAM"
        unit="GB"
        total={gb(total.memoryMb)}
        used={gb(allotted.memoryMb + virtual.memoryMb)}
        held={gb(held.memoryMb)}
        asked={gb(asked.memoryMb)}
      />
      <CapacityBar
        label={{ id: 'Disk', en: 'Disk' }}
        unit="GB"
        total={total.diskGb}
        used={allotted.diskGb + virtual.diskGb}
        held={held.diskGb}
        asked={asked.diskGb}
      />
    </div>
  );
};

type ChoiceProps = { state: FormState; server: ServerCapacity; asked: Resources; first: boolean };

const ServerChoice = ({ state, server, asked, first }: ChoiceProps) => {
  const t = useWords();
  const fits = server.verdict?.fits ?? false;
  const usable = fits && server.acceptsApplications;
  const id = first ? fieldId('serverId') : `${fieldId('serverId')}-${server.serverId}`;
  const chosen = text(state.values, 'serverId') === server.serverId;
  const details = [t(choiceOf(serverKinds, server.kind).label), server.siteName, server.operatingSystem].filter(Boolean);
  const named = (
    <>
      <strong>{server.name}</strong>
      <span class="g-sub">{details.join(' · ')}</span>
    </>
  );
  return (
    <li class={usable ? 'g-server' : 'g-server g-server-off'}>
      <div class="g-server-head">
        {usable ? (
          <input
            class="form-check-input"
            type="radio"
            name="serverId"
            id={id}
            value={server.serverId}
            {...(chosen ? { checked: true } : {})}
          />
        ) : null}
        {usable ? (
          <label class="g-server-name" for={id}>
            {named}
          </label>
        ) : (
          <div class="g-server-name">{named}</div>
        )}
        {server.acceptsApplications ? (
          <Status label={fits ? words.fits : words.doesNotFit} colour={fits ? 'green' : 'secondary'} />
        ) : null}
      </div>
      <Bars server={server} asked={server.acceptsApplications ? asked : { cpu: 0, memoryMb: 0, diskGb: 0 }} />
      {server.acceptsApplications ? null : <p class="g-muted g-small">{t(words.notAccepting)}</p>}
      {server.acceptsApplications && !fits ? (
        <ul class="g-reasons">
          {server.verdict?.reasons.map((reason) => (
            <li>{t(reason)}</li>
          ))}
        </ul>
      ) : null}
    </li>
  );
};

const Servers = ({ state, servers, asked }: { state: FormState; servers: readonly ServerCapacity[]; asked: Resources }) => {
  const t = useWords();
  const { language } = useView();
  noteLabel(state, 'serverId', t(words.server));
  const usable = servers.filter((server) => server.acceptsApplications && server.verdict?.fits);
  if (servers.length === 0) return <p class="g-muted">{t(words.none)}</p>;
  return (
    <fieldset class="g-fieldset">
      <legend class="visually-hidden">{t(words.choose)}</legend>
      <p class="g-hint">{t(words.live)}</p>
      <CapacityLegend />
      <Fault name="serverId" fault={faultOf(state, 'serverId', language)} />
      <ul class="g-servers">
        {servers.map((server) => (
          <ServerChoice state={state} server={server} asked={asked} first={server === usable[0]} />
        ))}
      </ul>
    </fieldset>
  );
};

type Forms = { hold: FormState; pass: FormState };

const freshPass = (c: Ctx, open: OpenCase): FormState => {
  const values = { asked: resourcesText(askedOf(open)), name: open.found.row.application_name };
  return freshForm(c, { note: say(words.noteStart, 'id', values) });
};

const show = async (c: Ctx, open: OpenCase, forms: Forms, shown: FormState): Promise<Response> => {
  const asked = askedOf(open);
  const [around, servers] = await Promise.all([readAround(c, open, shown), listCapacity(c.var.services.db, { asked })]);
  const { row } = open.found;
  // Hypervisors come last: they answer another question, where a new server could stand.
  const ordered = servers.toSorted((a, b) => Number(b.acceptsApplications) - Number(a.acceptsApplications));
  const possible = servers.some((server) => server.acceptsApplications && server.verdict?.fits);
  return stepPage(
    c,
    { open, state: shown, title: stepTitle(open, no), changes: around.changes },
    <Columns
      main={
        <>
          {possible ? null : <Alert tone="warning" title={words.noneFits} />}
          <Card title={words.servers} aside={resourcesText(asked)}>
            <ActForm action={paths.caseStep(row.number, no)} state={forms.hold} version={shownVersion(forms.hold, open)} files>
              <Servers state={forms.hold} servers={ordered} asked={asked} />
              {possible ? (
                <>
                  <PaperSection state={forms.hold} />
                  <ButtonGroup cancel={paths.case(row.number)}>
                    <Button label={words.hold} icon="server-bolt" />
                  </ButtonGroup>
                </>
              ) : null}
            </ActForm>
          </Card>
          <Card title={words.unavailable}>
            <p class="g-lead">{say(words.unavailableLead, c.var.language)}</p>
            <ActForm
              action={paths.caseStep(row.number, no, 'unavailable')}
              state={forms.pass}
              version={shownVersion(forms.pass, open)}
            >
              <TextArea state={forms.pass} name="note" label={words.note} rows={4} maxlength={4000} />
              <ButtonGroup>
                <Button label={words.pass} tone={possible ? 'secondary' : 'primary'} icon="arrow-right" />
              </ButtonGroup>
            </ActForm>
          </Card>
        </>
      }
      side={<AroundColumn open={open} around={around} domain={c.var.installation?.domain ?? ''} />}
    />,
  );
};

/** SOP step 4: the free capacity of every server beside the request; one is held, or the case goes to server provision. */
export const capacityPage: Page = (app) => {
  app.get(paths.caseStep(':number', no), async (c) => {
    const open = await openAct(c, ['capacity-available', 'capacity-unavailable']);
    if (open instanceof Response) return open;
    const hold = freshForm(c);
    return show(c, open, { hold, pass: freshPass(c, open) }, hold);
  });

  app.post(paths.caseStep(':number', no), (c) =>
    caseAct(c, {
      paper: true,
      run: async (tx, input, form) => {
        const serverId = text(form.values, 'serverId');
        if (serverId === '') throw invalid([{ field: 'serverId', message: words.choose }]);
        await holdCaseCapacity(tx, { ...input, serverId });
        return { to: paths.case(input.number), said: fill(words.held, { number: input.number }) };
      },
      again: (open, state) => show(c, open, { hold: state, pass: freshPass(c, open) }, state),
    }),
  );

  app.post(paths.caseStep(':number', no, 'unavailable'), (c) =>
    caseAct(c, {
      run: async (tx, input, form) => {
        await passToInfrastructure(tx, { ...input, note: text(form.values, 'note') });
        return { to: paths.case(input.number), said: fill(words.passed, { number: input.number }) };
      },
      again: (open, state) => show(c, open, { hold: freshForm(c), pass: state }, state),
    }),
  );
};
