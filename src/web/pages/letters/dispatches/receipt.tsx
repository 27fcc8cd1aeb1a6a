import { acceptAttribute, findUpload } from '#files/index.ts';
import { type DispatchRow, getDispatch, needKeeper, type ReceiptInput, recordReceipt } from '#letters/index.ts';
import { AppError } from '#lib/errors.ts';
import { shortMoment } from '#lib/format.ts';
import { say } from '#lib/words.ts';
import { act, freshForm } from '../../../act.ts';
import { Button, ButtonGroup } from '../../../components/button/button.tsx';
import { Card } from '../../../components/card/card.tsx';
import { DateField, TextField, TimeField } from '../../../components/field/field.tsx';
import { FileField } from '../../../components/field/file-field.tsx';
import { ActForm } from '../../../components/form/form.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { type FormState, toObject } from '../../../form.ts';
import { page, param, sayNext, signedIn } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { sendFile } from '../../files/send.ts';
import { scanUpload } from '../agenda/fields.tsx';
import { words } from './words.ts';

/** The dispatch whose receipt is entered, for who keeps its book. Throws not_found, `forbidden`. */
const dispatchOf = async (c: Ctx): Promise<DispatchRow> => {
  const actor = signedIn(c);
  const row = await getDispatch(c.var.services.db, actor, param(c, 'id'));
  needKeeper(actor, row.officeId);
  return row;
};

const show = async (c: Ctx, state: FormState, row: DispatchRow): Promise<Response> => {
  const { language, installation } = c.var;
  const when = shortMoment(row.sentAt, language, installation?.timeZone ?? 'UTC');
  return page(
    c,
    {
      title: words.receiptTitle,
      section: 'dispatches',
      breadcrumbs: [{ label: words.title, href: paths.dispatches() }],
      lead: say(words.receiptLead, language, { number: row.number ?? row.hal, to: row.to, when }),
      state,
      width: 'narrow',
    },
    <ActForm action={paths.dispatchReceipt(row.id)} state={state} class="g-stack" files>
      <Card>
        <TextField state={state} name="receivedBy" label={words.receivedBy} maxlength={200} autofocus />
        <div class="g-pair">
          <DateField state={state} name="receivedOn" label={words.receivedOn} />
          <TimeField state={state} name="receivedTime" label={words.receivedTime} optional />
        </div>
        <FileField
          state={state}
          name="scan"
          label={words.scan}
          hint={words.scanHint}
          accept={acceptAttribute('paper')}
          href={paths.file}
          optional
        />
      </Card>
      <ButtonGroup cancel={paths.letter(row.letterId)}>
        <Button label={words.submit} icon="mail-check" />
      </ButtonGroup>
    </ActForm>,
  );
};

/** Who received a dispatched letter, and when; with the scan of the receipt. */
export const receiptPage: Page = (app) => {
  app.get(paths.dispatchReceipt(':id'), async (c) => {
    const row = await dispatchOf(c);
    if (row.receivedAt) {
      sayNext(c, say(words.known, c.var.language));
      return c.redirect(paths.letter(row.letterId), 303);
    }
    const today = c.var.now.toZonedDateTimeISO(c.var.installation?.timeZone ?? 'UTC').toPlainDate();
    return show(c, freshForm(c, { receivedOn: today.toString() }), row);
  });

  app.post(paths.dispatchReceipt(':id'), (c) =>
    act(c, {
      uploads: [scanUpload],
      run: async (tx, { actor, values, now }) => {
        const row = await getDispatch(tx, actor, param(c, 'id'));
        const timeZone = c.var.installation?.timeZone ?? 'UTC';
        await recordReceipt(tx, { actor, dispatchId: row.id, receipt: toObject(values) as ReceiptInput, now, timeZone });
        return { to: paths.letter(row.letterId), said: words.done };
      },
      again: async (state) => show(c, state, await dispatchOf(c)),
    }),
  );

  app.get(paths.dispatchScan(':id'), async (c) => {
    const { db } = c.var.services;
    const row = await getDispatch(db, signedIn(c), param(c, 'id'));
    const upload = row.receiptUploadId ? await findUpload(db, row.receiptUploadId) : undefined;
    if (!upload) throw new AppError('not_found', { what: `receipt of ${row.id}` });
    return sendFile(c, db, { fileId: upload.fileId, name: upload.name, inline: true });
  });
};
