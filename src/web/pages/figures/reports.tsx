import { longDate, shortMoment } from '#lib/format.ts';
import { say, type Words } from '#lib/words.ts';
import { toWorkbook } from '#lib/xlsx.ts';
import { getReport, listReports, maySignReports, type ReportRow, signReport } from '#reports/index.ts';
import { act, freshForm } from '../../act.ts';
import { Button, LinkButton } from '../../components/button/button.tsx';
import { Card, Stack } from '../../components/card/card.tsx';
import { Empty } from '../../components/empty/empty.tsx';
import { TextArea } from '../../components/field/field.tsx';
import { ActForm } from '../../components/form/form.tsx';
import { Status } from '../../components/status/status.tsx';
import { Table } from '../../components/table/table.tsx';
import type { Ctx, Page } from '../../context.ts';
import { type FormState, text } from '../../form.ts';
import { page, param, signedIn } from '../../page.tsx';
import { paths } from '../../paths.ts';
import { useView, useWords } from '../../view.ts';
import { sheetsOf } from './files.ts';
import { reportWords, words } from './words.ts';

const monthOf = (row: Pick<ReportRow, 'month'>, language: 'id' | 'en'): string =>
  longDate(row.month, language, 'UTC').replace(/^\d+ /, '');

const statusOf = ({ status, signState }: ReportRow): { label: Words; colour: 'orange' | 'blue' | 'green' | 'red' } => {
  if (status === 'void') return { label: reportWords.void, colour: 'red' };
  if (status === 'draft' || status === 'initialled') return { label: reportWords.awaits, colour: 'orange' };
  return signState === null || signState === 'signed'
    ? { label: reportWords.signed, colour: 'green' }
    : { label: reportWords.signing, colour: 'blue' };
};

const Reports = ({ rows }: { rows: readonly ReportRow[] }) => {
  const t = useWords();
  const { language, timeZone } = useView();
  return (
    <Table
      caption={words.reports}
      rows={rows}
      empty={<Empty icon="report" title={reportWords.none} text={reportWords.noneHow} />}
      columns={[
        {
          key: 'month',
          label: words.month,
          heading: true,
          cell: (row) => <a href={paths.monthlyReport(row.id)}>{monthOf(row, language)}</a>,
        },
        { key: 'state', label: words.state, cell: (row) => <Status {...statusOf(row)} /> },
        { key: 'signer', label: reportWords.signer, cell: (row) => row.signerName },
        { key: 'made', label: reportWords.made, tight: true, cell: (row) => shortMoment(row.madeAt, language, timeZone) },
        {
          key: 'files',
          label: reportWords.files,
          cell: (row) => (
            <>
              <a href={paths.letterPdf(row.letterId)}>PDF</a> · <a href={paths.monthlyReport(row.id, 'xlsx')}>XLSX</a>
              <span class="visually-hidden">
                {' '}
                {t(words.month)} {monthOf(row, language)}
              </span>
            </>
          ),
        },
      ]}
    />
  );
};

const show = async (c: Ctx, posted: FormState | null): Promise<Response> => {
  const actor = signedIn(c);
  const { language } = c.var;
  const report = await getReport(c.var.services.db, actor, param(c, 'id'));
  const awaits = report.status === 'draft' || report.status === 'initialled';
  const state = posted ?? freshForm(c);
  const month = monthOf(report, language);
  return page(
    c,
    {
      title: say(reportWords.of, language, { month }),
      section: 'figures',
      breadcrumbs: [
        { label: words.title, href: paths.figures() },
        { label: words.reports, href: paths.monthlyReports() },
      ],
      lead: <Status {...statusOf(report)} />,
      actions: <LinkButton href={paths.monthlyReport(report.id, 'xlsx')} label={words.xlsx} icon="download" />,
      ...(posted ? { state: posted } : {}),
    },
    <Stack>
      {awaits && maySignReports(actor) ? (
        <Card title={reportWords.sign}>
          <ActForm action={paths.monthlyReport(report.id, 'signature')} state={state}>
            <TextArea
              state={state}
              name="remarks"
              label={reportWords.remarks}
              hint={reportWords.remarksHint}
              rows={4}
              maxlength={4000}
              optional
            />
            <Button label={reportWords.sign} tone="primary" icon="signature" />
          </ActForm>
        </Card>
      ) : null}
      {report.fileId ? (
        <iframe class="g-viewer" src={paths.letterView(report.letterId)} title={say(reportWords.of, language, { month })} />
      ) : (
        <Empty icon="printer" title={reportWords.rendering} text={reportWords.renderingHow} />
      )}
    </Stack>,
  );
};

/** The monthly reports: their list, each as PDF and XLSX, and the signature of the head of the agency. */
export const monthlyReportsPage: Page = (app) => {
  app.get(paths.monthlyReports(), async (c) => {
    const rows = await listReports(c.var.services.db, signedIn(c));
    return page(
      c,
      {
        title: words.reports,
        section: 'figures',
        breadcrumbs: [{ label: words.title, href: paths.figures() }],
        lead: say(reportWords.lead, c.var.language),
      },
      <Card flush>
        <Reports rows={rows} />
      </Card>,
    );
  });

  app.get('/figures/reports/:file{[0-9a-f-]+\\.xlsx}', async (c) => {
    const report = await getReport(c.var.services.db, signedIn(c), param(c, 'file').replace(/\.xlsx$/, ''));
    const file = await toWorkbook(sheetsOf(report.tables, { language: 'id', unit: 'day' }));
    c.header('content-disposition', `attachment; filename="laporan-kinerja-${report.month.toString().slice(0, 7)}.xlsx"`);
    c.header('cache-control', 'private, no-store');
    return c.body(new Uint8Array(file), 200, {
      'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    });
  });

  app.get(paths.monthlyReport(':id'), (c) => show(c, null));

  app.post(paths.monthlyReport(':id', 'signature'), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        const reportId = param(c, 'id');
        await signReport(tx, { actor, reportId, remarks: text(values, 'remarks'), now });
        return { to: paths.monthlyReport(reportId), said: reportWords.nowSigned };
      },
      again: (state) => show(c, state),
    }),
  );
};
