import { confirmDocuments, makeInfrastructureDocuments } from '#cases/index.ts';
import { say } from '#lib/words.ts';
import { choiceOf, findServer, resourcesText, serverKinds } from '#registry/index.ts';
import { freshForm } from '../../../act.ts';
import { Button, ButtonGroup } from '../../../components/button/button.tsx';
import { Card, Columns } from '../../../components/card/card.tsx';
import { Facts } from '../../../components/facts/facts.tsx';
import { ActForm } from '../../../components/form/form.tsx';
import type { Ctx, Page } from '../../../context.ts';
import type { FormState } from '../../../form.ts';
import { paths } from '../../../paths.ts';
import { useWords } from '../../../view.ts';
import { caseAct, shownVersion } from '../shared/case-act.ts';
import { changesFor } from '../shared/changes.tsx';
import { fill } from '../shared/fill.ts';
import { latestLetter, PdfPane, readableLetters } from '../shared/letters.tsx';
import { isReady, MissingNotice } from '../shared/missing.tsx';
import { allowedOf, type OpenCase, openAct } from '../shared/open-case.ts';
import { PaperSection } from '../shared/paper.tsx';
import { stepPage, stepTitle } from '../shared/step-page.tsx';
import { words } from './words.ts';

const no = 6;
const acts = ['confirm-documents', 'make-infrastructure-documents'];

const ServerFacts = ({ server }: { server: NonNullable<Awaited<ReturnType<typeof findServer>>> }) => {
  const t = useWords();
  return (
    <Facts
      facts={[
        { label: words.server, value: <strong>{server.name}</strong> },
        { label: words.kind, value: t(choiceOf(serverKinds, server.kind).label) },
        { label: words.addresses, value: server.addresses.join(', ') },
        { label: words.size, value: resourcesText(server.capacity.total) },
        { label: words.os, value: server.operatingSystem },
        { label: words.host, value: server.hostName },
        { label: words.site, value: server.siteName },
      ]}
    />
  );
};

type Forms = { confirm: FormState; remake: FormState };

const show = async (c: Ctx, open: OpenCase, forms: Forms, shown: FormState): Promise<Response> => {
  const { db } = c.var.services;
  const { row, definition } = open.found;
  const [letters, changes, allowed, server] = await Promise.all([
    readableLetters(db, open.actor, row.id),
    changesFor(db, open, shown),
    allowedOf(c, open, acts),
    row.server_id ? findServer(db, row.server_id) : null,
  ]);
  const { language } = c.var;
  return stepPage(
    c,
    { open, state: shown, title: stepTitle(open, no), changes, width: 'full' },
    <div class="g-stack">
      <Columns
        main={
          <Card title={words.server}>
            {server ? <ServerFacts server={server} /> : null}
            <div class="g-under">
              <p class="g-muted">{say(words.remakeLead, language)}</p>
              <ActForm
                action={paths.caseStep(row.number, no, 'documents')}
                state={forms.remake}
                version={shownVersion(forms.remake, open)}
              >
                <Button label={words.remake} tone="secondary" icon="refresh" />
              </ActForm>
            </div>
          </Card>
        }
        side={
          <Card title={words.confirm}>
            <p class="g-muted">{say(words.confirmLead, language)}</p>
            <MissingNotice allowed={allowed} definition={definition} />
            {isReady(allowed, 'confirm-documents') ? (
              <ActForm
                action={paths.caseStep(row.number, no)}
                state={forms.confirm}
                version={shownVersion(forms.confirm, open)}
                files
              >
                <PaperSection state={forms.confirm} />
                <ButtonGroup>
                  <Button label={words.confirm} icon="file-check" />
                </ButtonGroup>
              </ActForm>
            ) : null}
          </Card>
        }
      />
      <div class="g-two">
        <PdfPane letter={latestLetter(letters, 'server-document')} absent={words.serverDocument} />
        <PdfPane letter={latestLetter(letters, 'topology-document')} absent={words.topologyDocument} />
      </div>
    </div>,
  );
};

/** SOP step 6: both documents, made from the register, are looked at and confirmed, or made again. */
export const infrastructurePage: Page = (app) => {
  app.get(paths.caseStep(':number', no), async (c) => {
    const open = await openAct(c, acts);
    if (open instanceof Response) return open;
    const confirm = freshForm(c);
    return show(c, open, { confirm, remake: freshForm(c) }, confirm);
  });

  app.post(paths.caseStep(':number', no), (c) =>
    caseAct(c, {
      paper: true,
      run: async (tx, input) => {
        await confirmDocuments(tx, input);
        return { to: paths.case(input.number), said: fill(words.confirmed, { number: input.number }) };
      },
      again: (open, state) => show(c, open, { confirm: state, remake: freshForm(c) }, state),
    }),
  );

  app.post(paths.caseStep(':number', no, 'documents'), (c) =>
    caseAct(c, {
      run: async (tx, input) => {
        await makeInfrastructureDocuments(tx, input);
        return { to: paths.caseStep(input.number, no), said: words.remade };
      },
      again: (open, state) => show(c, open, { confirm: freshForm(c), remake: state }, state),
    }),
  );
};
