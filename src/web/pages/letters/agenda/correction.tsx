import { listUploads } from '#files/index.ts';
import { listPosts } from '#identity/index.ts';
import { type AgendaRow, correctAgenda, getAgendaEntry, needKeeper } from '#letters/index.ts';
import { say } from '#lib/words.ts';
import { act, freshForm } from '../../../act.ts';
import { Button, ButtonGroup } from '../../../components/button/button.tsx';
import { Card } from '../../../components/card/card.tsx';
import { TextArea, TextField } from '../../../components/field/field.tsx';
import { ActForm } from '../../../components/form/form.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { type FormState, text, toObject } from '../../../form.ts';
import { page, param, signedIn } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { shared } from '../shared/words.ts';
import { ArrivalFields, ForwardedField, LetterFields, ScanFields, scanUpload } from './fields.tsx';
import { words } from './words.ts';

const show = async (c: Ctx, state: FormState, entry: AgendaRow): Promise<Response> => {
  const posts = await listPosts(c.var.services.db, { officeId: entry.officeId, active: true });
  const title = say(words.entryTitle, c.var.language, { n: `${entry.seq}/${entry.year}` });
  const seen = Number(text(state.values, 'version'));
  return page(
    c,
    {
      title: words.correctTitle,
      section: 'agenda',
      breadcrumbs: [
        { label: words.title, href: paths.agenda() },
        { label: title, href: paths.agendaEntry(entry.id) },
      ],
      state,
      width: 'narrow',
      lead: say(entry.letterId ? words.correctOwn : words.correctLead, c.var.language),
    },
    <ActForm
      action={paths.agendaCorrection(entry.id)}
      state={state}
      class="g-stack"
      version={state.error?.code === 'stale_page' || !seen ? entry.version : seen}
      files
    >
      {entry.letterId ? (
        <Card>
          <ForwardedField state={state} posts={posts} />
          <TextField state={state} name="classification" label={shared.code} width="short" spellcheck={false} optional />
          <TextArea state={state} name="note" label={shared.note} rows={2} maxlength={1000} optional />
        </Card>
      ) : (
        <>
          <LetterFields state={state} />
          <ArrivalFields state={state} posts={posts} when={false} />
          <ScanFields
            state={state}
            href={(uploadId) => (uploadId === entry.scanUploadId ? paths.agendaScan(entry.id, uploadId) : paths.file(uploadId))}
          />
        </>
      )}
      <Card>
        <TextArea state={state} name="reason" label={words.correctReason} rows={2} maxlength={1000} />
      </Card>
      <ButtonGroup cancel={paths.agendaEntry(entry.id)}>
        <Button label={shared.save} />
      </ButtonGroup>
    </ActForm>,
  );
};

/** The entry that is corrected, for who keeps its book. Throws not_found, `forbidden`. */
const entryOf = async (c: Ctx): Promise<AgendaRow> => {
  const actor = signedIn(c);
  const entry = await getAgendaEntry(c.var.services.db, actor, param(c, 'id'));
  needKeeper(actor, entry.officeId);
  return entry;
};

/** Corrects an entry of the agenda, with the reason. */
export const agendaCorrectionPage: Page = (app) => {
  app.get(paths.agendaCorrection(':id'), async (c) => {
    const entry = await entryOf(c);
    const { from, number, date, hal, nature, channel, attachments, forwardedTo, note, classification, noScanReason } = entry;
    const record = {
      from,
      number,
      date: date.toString(),
      hal,
      nature,
      channel,
      attachments,
      forwardedTo,
      note,
      classification,
      noScanReason,
    };
    const scans = entry.scanUploadId ? await listUploads(c.var.services.db, [entry.scanUploadId]) : [];
    return show(c, freshForm(c, { ...record, scan: entry.scanUploadId }, scans), entry);
  });

  app.post(paths.agendaCorrection(':id'), (c) =>
    act(c, {
      uploads: [scanUpload],
      run: async (tx, { actor, values, now }) => {
        const entry = await getAgendaEntry(tx, actor, param(c, 'id'));
        const seen = Number(text(values, 'version')) || null;
        const timeZone = c.var.installation?.timeZone ?? 'UTC';
        const correction = toObject(values, entry.letterId ? ['scan'] : []);
        await correctAgenda(tx, { actor, agendaId: entry.id, seen, correction, now, timeZone });
        return { to: paths.agendaEntry(entry.id), said: words.corrected };
      },
      again: async (state) => show(c, state, await entryOf(c)),
    }),
  );
};
