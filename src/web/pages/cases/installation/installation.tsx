import type { Child } from 'hono/jsx';
import { editInstallation, finishInstallation, publishSubdomain, tickItem } from '#cases/index.ts';
import { resourcesText } from '#registry/index.ts';
import type { AllowedAction } from '#sop/index.ts';
import { freshForm } from '../../../act.ts';
import { Button, ButtonGroup, LinkButton } from '../../../components/button/button.tsx';
import { Card } from '../../../components/card/card.tsx';
import { Empty } from '../../../components/empty/empty.tsx';
import { Facts } from '../../../components/facts/facts.tsx';
import { TextArea, TextField } from '../../../components/field/field.tsx';
import { ActForm } from '../../../components/form/form.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { type FormState, text, ticked } from '../../../form.ts';
import { paths } from '../../../paths.ts';
import { useWords } from '../../../view.ts';
import { caseAct, shownVersion } from '../shared/case-act.ts';
import { changesFor } from '../shared/changes.tsx';
import { fill } from '../shared/fill.ts';
import { isReady, MissingNotice } from '../shared/missing.tsx';
import { NameState } from '../shared/name-state.tsx';
import { allowedOf, type OpenCase, openAct } from '../shared/open-case.ts';
import { PaperSection } from '../shared/paper.tsx';
import { stepPage, stepTitle } from '../shared/step-page.tsx';
import { opensInPage } from '../shared/summary.tsx';
import { Item } from './item.tsx';
import { type Installation, readInstallation } from './read.ts';
import { words } from './words.ts';

const no = 7;
const acts = ['edit-installation', 'tick-item', 'publish-subdomain', 'finish-installation'];
const path = (number: string, part?: string): string => paths.caseStep(number, no, part);

/** The guide beside the list: a text as text, a PDF in the browser's viewer, anything else to download. */
export const GuidePane = ({ installation }: { installation: Installation }): Child => {
  const t = useWords();
  const { guide, guideText } = installation;
  if (!guide) return <p class="g-bad">{t(words.noGuide)}</p>;
  return (
    <div class="g-pane">
      <p class="g-pane-head">
        <strong>{t(words.guide)}</strong> <a href={paths.file(guide.upload_id)}>{guide.file_name}</a>
      </p>
      {guideText !== null ? (
        <pre class="g-guide" tabindex={0}>
          {guideText}
        </pre>
      ) : opensInPage(guide.media_type) ? (
        <iframe class="g-viewer" src={paths.fileView(guide.upload_id)} title={t(words.guide)} loading="lazy" />
      ) : (
        <LinkButton href={paths.file(guide.upload_id)} label={words.download} icon="download" />
      )}
    </div>
  );
};

type Shown = {
  open: OpenCase;
  installation: Installation;
  allowed: readonly AllowedAction[];
  /** The form that was posted and its place, '' on a fresh page. */
  posted: FormState;
  place: string;
  fresh: () => FormState;
};

const formOf = ({ posted, place, fresh }: Shown, wanted: string): FormState => (place === wanted ? posted : fresh());

const may = (allowed: readonly AllowedAction[], key: string): boolean => allowed.some((each) => each.action.key === key);

const List = (shown: Shown) => {
  const t = useWords();
  const { open, installation, place } = shown;
  const { items } = installation;
  const { number } = open.found.row;
  const version = shownVersion(shown.posted, open);
  const firstOpen = items.find((item) => item.done_at === null);
  const add = formOf(shown, 'items');
  return (
    <Card
      title={words.list}
      aside={t(words.progress, { done: items.filter((item) => item.done_at !== null).length, all: items.length })}
      flush
    >
      {items.length === 0 ? (
        <Empty icon="list-check" title={words.empty} text={words.emptyHow}>
          <LinkButton href={path(number, 'proposal')} label={words.propose} tone="primary" icon="wand" />
        </Empty>
      ) : null}
      <ol class="g-items">
        {items.map((item) => (
          <Item
            item={item}
            number={number}
            version={version}
            state={formOf(shown, item.id)}
            plain={shown.fresh()}
            open={place === item.id || (place === '' && item === firstOpen)}
          />
        ))}
      </ol>
      <details class="g-details g-additem" {...(place === 'items' ? { open: true } : {})}>
        <summary>{t(words.add)}</summary>
        <ActForm action={path(number, 'items')} state={add} version={version}>
          <TextField state={add} name="title" label={words.title} maxlength={300} />
          <TextArea state={add} name="detail" label={words.detail} rows={2} maxlength={4000} optional />
          <ButtonGroup>
            <Button label={words.addOne} tone="secondary" icon="plus" />
            {items.length > 0 ? <LinkButton href={path(number, 'proposal')} label={words.propose} icon="wand" /> : null}
          </ButtonGroup>
        </ActForm>
      </details>
    </Card>
  );
};

const Server = ({ installation }: { installation: Installation }) => {
  const { server } = installation;
  if (!server) return null;
  return (
    <Card title={words.server}>
      <Facts
        layout="list"
        facts={[
          { label: words.server, value: server.name },
          { label: 'IP', value: server.addresses.join(', ') },
          { label: 'OS', value: server.operatingSystem },
          { label: { id: 'Ukuran', en: 'Size' }, value: resourcesText(server.capacity.total) },
        ]}
      />
    </Card>
  );
};

const Subdomain = (shown: Shown) => {
  const t = useWords();
  const { open, installation, allowed } = shown;
  const { number } = open.found.row;
  const state = formOf(shown, 'subdomain');
  const asked = (installation.name?.records.length ?? 0) > 0;
  return (
    <Card title={words.subdomain}>
      <NameState name={installation.name} />
      {asked ? null : may(allowed, 'publish-subdomain') ? (
        <ActForm action={path(number, 'subdomain')} state={state} version={shownVersion(state, open)}>
          <Button label={words.publish} icon="world-upload" tone="secondary" />
        </ActForm>
      ) : (
        <p class="g-muted">{t(words.onlyHead)}</p>
      )}
    </Card>
  );
};

const Finish = (shown: Shown) => {
  const t = useWords();
  const { open, allowed } = shown;
  if (!may(allowed, 'finish-installation')) return null;
  const state = formOf(shown, 'finish');
  const finish = allowed.filter((each) => each.action.key === 'finish-installation');
  return (
    <Card title={words.finish}>
      <p class="g-muted">{t(words.finishLead)}</p>
      <MissingNotice allowed={finish} definition={open.found.definition} />
      {isReady(allowed, 'finish-installation') ? (
        <ActForm action={path(open.found.row.number)} state={state} version={shownVersion(state, open)} files>
          <PaperSection state={state} />
          <ButtonGroup>
            <Button label={words.finish} icon="circle-check" />
          </ButtonGroup>
        </ActForm>
      ) : null}
    </Card>
  );
};

const show = async (c: Ctx, open: OpenCase, posted: FormState, place: string): Promise<Response> => {
  const { db } = c.var.services;
  const [installation, changes, allowed] = await Promise.all([
    readInstallation(db, open),
    changesFor(db, open, posted),
    allowedOf(c, open, acts),
  ]);
  const shown: Shown = { open, installation, allowed, posted, place, fresh: () => freshForm(c) };
  return stepPage(
    c,
    { open, state: posted, title: stepTitle(open, no), changes, width: 'full' },
    <div class="g-work">
      <div class="g-stack">
        <List {...shown} />
        <Finish {...shown} />
      </div>
      <div class="g-stack">
        <Server installation={installation} />
        <Subdomain {...shown} />
        <GuidePane installation={installation} />
      </div>
    </div>,
  );
};

const itemPath = path(':number', 'items/:item');

/** SOP step 7: the guide beside the list, evidence per item, the subdomain's record, and the end of the installation. */
export const installationPage: Page = (app) => {
  app.get(path(':number'), async (c) => {
    const open = await openAct(c, acts);
    return open instanceof Response ? open : show(c, open, freshForm(c), '');
  });

  app.post(path(':number', 'items'), (c) =>
    caseAct(c, {
      run: async (tx, input, { values }) => {
        const item = { title: text(values, 'title'), detail: text(values, 'detail') };
        await editInstallation(tx, { ...input, edit: { kind: 'add', items: [item] } });
        return { to: path(input.number), said: fill(words.added, { n: 1 }) };
      },
      again: (open, state) => show(c, open, state, 'items'),
    }),
  );

  app.post(itemPath, (c) => {
    const itemId = c.req.param('item') ?? '';
    return caseAct(c, {
      uploads: [{ field: `file_${itemId}`, purpose: 'evidence' }],
      run: async (tx, input, { values }) => {
        const reopen = ticked(values, 'reopen');
        const evidence = text(values, `evidence_${itemId}`);
        const uploadId = text(values, `file_${itemId}`) || null;
        await tickItem(tx, { ...input, itemId, done: !reopen, evidence, uploadId });
        return { to: `${path(input.number)}#item-${itemId}`, said: reopen ? words.reopened : words.ticked };
      },
      again: (open, state) => show(c, open, state, itemId),
    });
  });

  app.post(`${itemPath}/removal`, (c) =>
    caseAct(c, {
      run: async (tx, input) => {
        await editInstallation(tx, { ...input, edit: { kind: 'remove', itemId: c.req.param('item') ?? '' } });
        return { to: path(input.number), said: words.removed };
      },
      again: (open, state) => show(c, open, state, ''),
    }),
  );

  app.post(path(':number', 'subdomain'), (c) =>
    caseAct(c, {
      run: async (tx, input) => {
        await publishSubdomain(tx, input);
        return { to: path(input.number), said: fill(words.published, { name: words.subdomain }) };
      },
      again: (open, state) => show(c, open, state, 'subdomain'),
    }),
  );

  app.post(path(':number'), (c) =>
    caseAct(c, {
      paper: true,
      run: async (tx, input) => {
        await finishInstallation(tx, input);
        return { to: paths.case(input.number), said: fill(words.finished, { number: input.number }) };
      },
      again: (open, state) => show(c, open, state, 'finish'),
    }),
  );
};
