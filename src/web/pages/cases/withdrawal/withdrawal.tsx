import { withdraw } from '#cases/index.ts';
import { say, type Words } from '#lib/words.ts';
import { freshForm } from '../../../act.ts';
import { Alert } from '../../../components/alert/alert.tsx';
import { Button, ButtonGroup } from '../../../components/button/button.tsx';
import { TextArea } from '../../../components/field/field.tsx';
import { ActForm } from '../../../components/form/form.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { type FormState, text } from '../../../form.ts';
import { page } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { caseAct, shownVersion } from '../shared/case-act.ts';
import { Changes, changesFor } from '../shared/changes.tsx';
import { fill } from '../shared/fill.ts';
import { crumbsOf, type OpenCase, openAct } from '../shared/open-case.ts';
import { PaperSection } from '../shared/paper.tsx';

const words = {
  title: { id: 'Tarik kembali permohonan', en: 'Withdraw the request' },
  warning: { id: 'Tidak dapat dibatalkan', en: 'This cannot be undone' },
  lead: {
    id: 'Permohonan berakhir, subdomain dan kapasitas yang dipesan dilepas. Catatannya tetap tersimpan. Untuk hosting kelak diperlukan permohonan baru.',
    en: 'The request ends, and the subdomain and capacity reserved for it are free again. Its records stay. Hosting will need a new request.',
  },
  reason: { id: 'Alasan penarikan', en: 'Why it is withdrawn' },
  submit: { id: 'Ya, tarik kembali', en: 'Yes, withdraw it' },
  done: { id: 'Permohonan {number} ditarik kembali.', en: 'Request {number} has been withdrawn.' },
} as const satisfies Record<string, Words>;

const show = async (c: Ctx, open: OpenCase, state: FormState): Promise<Response> => {
  const { row, definition } = open.found;
  const changes = await changesFor(c.var.services.db, open, state);
  return page(
    c,
    {
      title: words.title,
      section: 'cases',
      breadcrumbs: crumbsOf(row.number),
      lead: [row.application_name, open.found.office.name].filter(Boolean).join(' · '),
      state,
      width: 'narrow',
    },
    <>
      <Changes definition={definition} events={changes} />
      <Alert tone="warning" title={words.warning}>
        <p>{say(words.lead, c.var.language)}</p>
      </Alert>
      <div class="g-gap" />
      <ActForm action={paths.caseWithdrawal(row.number)} state={state} version={shownVersion(state, open)} files>
        <TextArea state={state} name="reason" label={words.reason} rows={3} maxlength={1000} />
        <PaperSection state={state} />
        <ButtonGroup cancel={paths.case(row.number)}>
          <Button label={words.submit} tone="danger" icon="arrow-back-up" />
        </ButtonGroup>
      </ActForm>
    </>,
  );
};

/** The applicant takes the request back, with a reason, after having read what that means. */
export const withdrawalPage: Page = (app) => {
  app.get(paths.caseWithdrawal(':number'), async (c) => {
    const open = await openAct(c, ['withdraw']);
    return open instanceof Response ? open : show(c, open, freshForm(c));
  });

  app.post(paths.caseWithdrawal(':number'), (c) =>
    caseAct(c, {
      paper: true,
      run: async (tx, input, { values }) => {
        await withdraw(tx, { ...input, reason: text(values, 'reason') });
        return { to: paths.case(input.number), said: fill(words.done, { number: input.number }) };
      },
      again: (open, state) => show(c, open, state),
    }),
  );
};
