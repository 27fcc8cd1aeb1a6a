import { listJournal } from '#audit/index.ts';
import { findCase, findSubject, type Subject } from '#cases/index.ts';
import { findUpload } from '#files/index.ts';
import {
  type AgendaRow,
  channels,
  type FilingRule,
  getAgendaEntry,
  linkAgenda,
  listFilings,
  listFormerScans,
  mayKeepBook,
  natures,
  retentionEnds,
  ruleFor,
} from '#letters/index.ts';
import { AppError, invalid } from '#lib/errors.ts';
import { longDate, shortMoment } from '#lib/format.ts';
import { say } from '#lib/words.ts';
import { act, freshForm } from '../../../act.ts';
import { Button, LinkButton } from '../../../components/button/button.tsx';
import { Card, Columns, Stack } from '../../../components/card/card.tsx';
import { Facts } from '../../../components/facts/facts.tsx';
import { TextField } from '../../../components/field/field.tsx';
import { ActForm } from '../../../components/form/form.tsx';
import { Status } from '../../../components/status/status.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { type FormState, text } from '../../../form.ts';
import { page, param, signedIn } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { useView, useWords } from '../../../view.ts';
import { sendFile } from '../../files/send.ts';
import { Filed } from '../shared/filed.tsx';
import { History } from '../shared/history.tsx';
import { SubjectLink } from '../shared/subject.tsx';
import { shared } from '../shared/words.ts';
import { words } from './words.ts';

const Entry = ({ entry, subject, rule }: { entry: AgendaRow; subject: Subject | undefined; rule: FilingRule }) => {
  const t = useWords();
  const { language, timeZone } = useView();
  const nature = natures[entry.nature];
  return (
    <Card>
      <Facts
        facts={[
          { label: shared.sender, value: entry.from },
          { label: shared.number, value: <span class="g-break">{entry.number}</span> },
          { label: shared.hal, value: entry.hal, wide: true },
          { label: shared.date, value: longDate(entry.date, language, timeZone) },
          { label: shared.nature, value: <Status label={nature.label} colour={nature.colour} /> },
          { label: shared.enclosures, value: entry.attachments || null },
          { label: words.received, value: shortMoment(entry.receivedAt, language, timeZone) },
          { label: shared.channel, value: t(channels[entry.channel].label) },
          { label: words.registered, value: shortMoment(entry.registeredAt, language, timeZone) },
          { label: words.forwardedTo, value: entry.forwardedTo },
          { label: shared.case, value: subject ? <SubjectLink subject={subject} /> : null },
          {
            label: shared.code,
            value: (
              <Filed code={entry.classification || rule.classification} rule={rule} endsOn={retentionEnds(rule, entry.date)} />
            ),
          },
          { label: shared.note, value: entry.note, wide: true },
        ]}
      />
    </Card>
  );
};

type ScanProps = { entry: AgendaRow; former: Awaited<ReturnType<typeof listFormerScans>>; mediaType: string };

const Scan = ({ entry, former, mediaType }: ScanProps) => {
  const t = useWords();
  const { language, timeZone } = useView();
  const href = entry.scanUploadId ? paths.agendaScan(entry.id, entry.scanUploadId) : null;
  return (
    <Card title={entry.letterId ? words.letterPart : shared.scan}>
      {entry.letterId ? (
        <p>
          {t(words.madeHere)} <a href={paths.letterPdf(entry.letterId)}>{t(words.openLetter)} (PDF)</a>
        </p>
      ) : null}
      {!href && !entry.letterId ? <p class="g-muted">{t(words.noScanBecause, { why: entry.noScanReason })}</p> : null}
      {href ? (
        <div class="g-pane">
          <p class="g-pane-head">
            <a href={href}>{t(shared.scan)}</a>
          </p>
          {mediaType === 'application/pdf' ? (
            <iframe class="g-viewer" src={href} title={t(shared.scan)} loading="lazy" />
          ) : (
            <img class="g-scan" src={href} alt={t(shared.scan)} loading="lazy" />
          )}
        </div>
      ) : null}
      {former.length > 0 ? (
        <>
          <h3 class="g-small">{t(words.formerScans)}</h3>
          <ul>
            {former.map(({ uploadId, replacedAt }) => (
              <li>
                <a href={paths.agendaScan(entry.id, uploadId)}>{t(shared.scan)}</a>{' '}
                <span class="g-muted">{t(words.former, { when: shortMoment(replacedAt, language, timeZone) })}</span>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </Card>
  );
};

const LinkForm = ({ entry, state }: { entry: AgendaRow; state: FormState }) => (
  <Card title={words.link}>
    <ActForm action={paths.agendaLink(entry.id)} state={state}>
      <TextField
        state={state}
        name="case"
        label={words.linkNumber}
        hint={words.linkHint}
        width="medium"
        maxlength={20}
        spellcheck={false}
      />
      <Button label={words.linkNow} tone="secondary" icon="link" />
    </ActForm>
  </Card>
);

const show = async (c: Ctx, state: FormState): Promise<Response> => {
  const { db } = c.var.services;
  const actor = signedIn(c);
  const entry = await getAgendaEntry(db, actor, param(c, 'id'));
  const [events, former, scan, subject, rules] = await Promise.all([
    listJournal(db, { kind: 'agenda', id: entry.id }),
    listFormerScans(db, entry.id),
    entry.scanUploadId ? findUpload(db, entry.scanUploadId) : undefined,
    entry.subjectId ? findSubject(db, actor, entry.subjectId) : undefined,
    listFilings(db),
  ]);
  const keeps = mayKeepBook(actor, entry.officeId);
  const rule = ruleFor(rules, 'incoming');
  return page(
    c,
    {
      title: say(words.entryTitle, c.var.language, { n: `${entry.seq}/${entry.year}` }),
      section: 'agenda',
      breadcrumbs: [{ label: words.title, href: paths.agenda() }],
      lead: entry.officeName,
      state,
      width: 'full',
      actions: keeps ? <LinkButton href={paths.agendaCorrection(entry.id)} label={words.correct} icon="pencil" /> : null,
    },
    <Columns
      main={
        <Stack>
          <Entry entry={entry} subject={subject} rule={rule} />
          <Scan entry={entry} former={former} mediaType={scan?.mediaType ?? ''} />
        </Stack>
      }
      side={
        <Stack>
          {keeps && !entry.letterId ? <LinkForm entry={entry} state={state} /> : null}
          <History events={events} />
        </Stack>
      }
    />,
  );
};

/** One entry of the agenda: what came, its scan, where it belongs, and what happened to the entry. */
export const agendaEntryPage: Page = (app) => {
  app.get(paths.agendaEntry(':id'), (c) => show(c, freshForm(c)));

  app.post(paths.agendaLink(':id'), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        const number = text(values, 'case').toUpperCase();
        const found = await findCase(tx, actor, number);
        if (!found) throw invalid([{ field: 'case', message: words.linkUnknown }]);
        const agendaId = param(c, 'id');
        await linkAgenda(tx, { actor, agendaId, subjectId: found.row.id, label: number, now });
        return { to: paths.agendaEntry(agendaId), said: say(words.linked, actor.language, { n: number }) };
      },
      again: (state) => show(c, state),
    }),
  );

  app.get(paths.agendaScan(':id', ':upload'), async (c) => {
    const { db } = c.var.services;
    const entry = await getAgendaEntry(db, signedIn(c), param(c, 'id'));
    const wanted = param(c, 'upload');
    const former = await listFormerScans(db, entry.id);
    const belongs = wanted === entry.scanUploadId || former.some((each) => each.uploadId === wanted);
    const upload = belongs ? await findUpload(db, wanted) : undefined;
    if (!upload) throw new AppError('not_found', { what: `scan ${wanted}` });
    return sendFile(c, db, { fileId: upload.fileId, name: upload.name, inline: true });
  });
};
