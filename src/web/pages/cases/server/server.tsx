import { caseHistory, provideCaseServer, type ServerSpecification } from '#cases/index.ts';
import { freshForm } from '../../../act.ts';
import { Alert } from '../../../components/alert/alert.tsx';
import { Button, ButtonGroup } from '../../../components/button/button.tsx';
import { Columns } from '../../../components/card/card.tsx';
import { ActForm } from '../../../components/form/form.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { type FormState, type FormValues, text, ticked } from '../../../form.ts';
import { paths } from '../../../paths.ts';
import { caseAct, shownVersion } from '../shared/case-act.ts';
import { fill } from '../shared/fill.ts';
import { type OpenCase, openAct } from '../shared/open-case.ts';
import { PaperSection } from '../shared/paper.tsx';
import { AroundColumn, readAround, stepPage, stepTitle } from '../shared/step-page.tsx';
import { freshServer, type Offers, readOffers, ServerFields } from './form.tsx';
import { words } from './words.ts';

const no = 5;

const shared = [
  'name',
  'cpu',
  'diskGb',
  'operatingSystem',
  'usage',
  'ownership',
  'ownerOfficeId',
  'notes',
  'networkId',
  'interface',
];
const bareOnly = ['siteId', 'rack', 'rackUnit', 'serialNumber', 'assetNumber', 'processor', 'warrantyUntil'];

const inMegabytes = (gigabytes: string): string => (/^\d{1,7}$/.test(gigabytes) ? String(Number(gigabytes) * 1024) : gigabytes);

/** The specification as typed; the registry reads it by its own schema and names every fault. Fields of the other kind are left out. */
const readSpecification = (values: FormValues): ServerSpecification => {
  const kind = text(values, 'kind');
  const names = kind === 'virtual' ? [...shared, 'hostId'] : [...shared, ...bareOnly];
  const typed = Object.fromEntries(names.map((name) => [name, text(values, name)]));
  return {
    ...typed,
    kind,
    memoryMb: inMegabytes(text(values, 'memoryMb')),
    address: text(values, 'address') || 'next',
    acceptsApplications: ticked(values, 'acceptsApplications'),
  } as unknown as ServerSpecification;
};

/** What the application section head wrote when it passed the case on. */
const passingNote = async (c: Ctx, { found }: OpenCase): Promise<string> => {
  const events = await caseHistory(c.var.services.db, found.row.id, true);
  const note = events.findLast((event) => event.type === 'case.capacity-unavailable')?.data.note;
  return typeof note === 'string' ? note : '';
};

const show = async (c: Ctx, open: OpenCase, state: FormState, offers: Offers): Promise<Response> => {
  const [around, note] = await Promise.all([readAround(c, open, state), passingNote(c, open)]);
  const { row } = open.found;
  return stepPage(
    c,
    { open, state, title: stepTitle(open, no), changes: around.changes },
    <Columns
      main={
        <>
          {note ? (
            <Alert tone="info" title={words.note}>
              <p class="g-pre">{note}</p>
            </Alert>
          ) : null}
          <ActForm
            action={paths.caseStep(row.number, no)}
            state={state}
            version={shownVersion(state, open)}
            files
            class="g-stack g-serverform"
          >
            <ServerFields state={state} offers={offers} found={open.found} />
            <PaperSection state={state} />
            <ButtonGroup cancel={paths.case(row.number)}>
              <Button label={words.submit} icon="server" />
            </ButtonGroup>
          </ActForm>
        </>
      }
      side={<AroundColumn open={open} around={around} domain={c.var.installation?.domain ?? ''} />}
    />,
  );
};

/** SOP step 5: the server that was provided enters the register with its specification, its host and its address. */
export const provideServerPage: Page = (app) => {
  app.get(paths.caseStep(':number', no), async (c) => {
    const open = await openAct(c, ['provide-server']);
    if (open instanceof Response) return open;
    const offers = await readOffers(c.var.services.db, open.actor);
    return show(c, open, freshForm(c, freshServer(open.found, offers)), offers);
  });

  app.post(paths.caseStep(':number', no), (c) =>
    caseAct(c, {
      paper: true,
      run: async (tx, input, form) => {
        const server = readSpecification(form.values);
        await provideCaseServer(tx, { ...input, server });
        return { to: paths.case(input.number), said: fill(words.done, { name: text(form.values, 'name') }) };
      },
      again: async (open, state) => show(c, open, state, await readOffers(c.var.services.db, open.actor)),
    }),
  );
};
