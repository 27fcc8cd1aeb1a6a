import { currentSopVersion, findSopDocument, requestSopDocument } from '#cases/index.ts';
import { longDate } from '#lib/format.ts';
import { say, type Words } from '#lib/words.ts';
import { describeTimes, type LegalBasis, type SopDefinition } from '#sop/index.ts';
import { ButtonGroup, LinkButton } from '../../components/button/button.tsx';
import { Card } from '../../components/card/card.tsx';
import { Empty } from '../../components/empty/empty.tsx';
import { Facts } from '../../components/facts/facts.tsx';
import { type Colour, Status } from '../../components/status/status.tsx';
import type { Ctx, Page } from '../../context.ts';
import { page, signedIn } from '../../page.tsx';
import { paths } from '../../paths.ts';
import { useView, useWords } from '../../view.ts';
import { fill } from '../cases/shared/fill.ts';
import { sendFile } from '../files/send.ts';
import { WikiButton } from '../wiki/link.tsx';
import { Annex, Legend } from './annex.tsx';
import { words } from './words.ts';

const colours: Record<LegalBasis['status'], Colour> = {
  in_force: 'green',
  amended: 'yellow',
  revoked: 'red',
  unclear: 'secondary',
};

const Texts = ({ items }: { items: readonly Words[] }) => {
  const t = useWords();
  return (
    <ol class="g-list">
      {items.map((item) => (
        <li>{t(item)}</li>
      ))}
    </ol>
  );
};

const Bases = ({ bases }: { bases: readonly LegalBasis[] }) => {
  const t = useWords();
  return (
    <Card title={words.bases}>
      <p class="g-muted g-small">{t(words.basesLead)}</p>
      <ol class="g-bases">
        {bases.map((basis) => (
          <li>
            <span>{basis.text}</span> <Status label={words[basis.status]} colour={colours[basis.status]} />
            {basis.successor ? <span class="g-sub">{t(words.now, { successor: basis.successor })}</span> : null}
          </li>
        ))}
      </ol>
    </Card>
  );
};

const Identity = ({ definition }: { definition: SopDefinition }) => {
  const t = useWords();
  const { language, timeZone } = useView();
  const date = (day: string | null): string => (day ? longDate(Temporal.PlainDate.from(day), language, timeZone) : '');
  return (
    <div class="g-sopsheet">
      <Bases bases={definition.legalBases} />
      <div class="g-stack">
        <Card title={words.identity}>
          <Facts
            layout="list"
            facts={[
              { label: words.name, value: t(definition.title) },
              { label: words.number, value: definition.number },
              { label: words.enacted, value: date(definition.enactedOn) },
              { label: words.effective, value: date(definition.effectiveFrom) },
              { label: words.version, value: definition.version },
            ]}
          />
        </Card>
        <Card title={words.warning}>
          <p>{t(definition.warning)}</p>
        </Card>
        <Card title={words.qualifications}>
          <Texts items={definition.qualifications} />
        </Card>
        <Card title={words.equipment}>
          <Texts items={definition.equipment} />
        </Card>
        <Card title={words.related}>
          <Texts items={definition.related} />
        </Card>
        <Card title={words.recording}>
          <p>{t(definition.recording)}</p>
        </Card>
      </div>
    </div>
  );
};

const Readings = ({ definition }: { definition: SopDefinition }) => {
  const t = useWords();
  const steps = definition.steps.filter((step) => step.reading !== null);
  if (steps.length === 0) return null;
  return (
    <Card title={words.readings}>
      <p class="g-muted g-small">{t(words.readingsLead)}</p>
      <dl class="g-facts g-facts-list">
        {steps.map((step) => (
          <div class="g-fact" id={`reading-${step.no}`}>
            <dt>{t(words.step, { no: step.no })}</dt>
            <dd>{step.reading ? t(step.reading) : ''}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
};

const AnnexCard = ({ definition }: { definition: SopDefinition }) => {
  const t = useWords();
  const totals = {
    capacity: t(describeTimes(definition.totals.withCapacity)),
    server: t(describeTimes(definition.totals.withServer)),
  };
  return (
    <Card title={words.annex}>
      <p class="g-muted">{t(words.totals, totals)}</p>
      <Annex definition={definition} />
      <Legend />
    </Card>
  );
};

const current = (c: Ctx) =>
  currentSopVersion(c.var.services.db, c.var.now.toZonedDateTimeISO(c.var.installation?.timeZone ?? 'UTC').toPlainDate());

/** The SOP as enacted: identity sheet, annex with the flowchart, readings; and its printable form. */
export const sopPage: Page = (app) => {
  app.get(paths.sop(), async (c) => {
    signedIn(c);
    const { definition } = await current(c);
    return page(
      c,
      {
        title: fill(words.title, { title: definition.title }),
        section: 'sop',
        width: 'full',
        actions: (
          <ButtonGroup>
            {c.var.installation ? <WikiButton kind="sop" id={c.var.installation.hostOfficeId} /> : null}
            <LinkButton href={paths.sopPdf()} label={words.pdf} icon="printer" />
          </ButtonGroup>
        ),
      },
      <div class="g-stack">
        <AnnexCard definition={definition} />
        <Readings definition={definition} />
        <Identity definition={definition} />
      </div>,
    );
  });

  app.get(paths.sopPdf(), async (c) => {
    signedIn(c);
    const { db } = c.var.services;
    const { id, definition } = await current(c);
    const made = await findSopDocument(db, id);
    if (made?.file_id) return sendFile(c, db, { fileId: made.file_id, name: `SOP ${definition.title.id}.pdf`, inline: true });
    if (!made || made.render_state === 'failed') await requestSopDocument(db, id);
    c.status(202);
    c.header('retry-after', '3');
    const why = made?.render_error ? say(words.failed, c.var.language, { why: made.render_error }) : words.makingHow;
    return page(
      c,
      { title: words.making, section: 'sop', width: 'narrow' },
      <Empty icon="printer" title={words.making} text={why}>
        <LinkButton href={paths.sopPdf()} label={words.again} icon="refresh" />
      </Empty>,
    );
  });
};
