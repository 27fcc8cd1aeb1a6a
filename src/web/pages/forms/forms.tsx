import { downloadHeaders } from '#files/index.ts';
import type { Actor } from '#identity/index.ts';
import { blankFormKinds, letterKinds, renderBlankForm } from '#letters/index.ts';
import { AppError } from '#lib/errors.ts';
import { say } from '#lib/words.ts';
import { Card } from '../../components/card/card.tsx';
import { Table } from '../../components/table/table.tsx';
import type { Ctx, Page } from '../../context.ts';
import { page, signedIn } from '../../page.tsx';
import { paths } from '../../paths.ts';
import { useWords } from '../../view.ts';
import { words } from './words.ts';

/** Kinds that the applicant's office writes; the hosting office writes all others. */
const byApplicant = ['hosting-request', 'appointment-letter'];

/** Under whose letterhead this reader's form stands. */
const officeOf = (kind: string, actor: Actor, hostOfficeId: string): string =>
  byApplicant.includes(kind) ? actor.officeId : hostOfficeId;

const Forms = () => {
  const t = useWords();
  return (
    <Card flush>
      <Table
        caption={words.title}
        rows={blankFormKinds}
        columns={[
          { key: 'kind', label: words.kind, cell: (kind) => t(letterKinds[kind].label) },
          {
            key: 'open',
            label: words.open,
            quiet: true,
            cell: (kind) => (
              <a href={paths.formPdf(kind)}>
                {t(words.open)}
                <span class="visually-hidden"> {t(letterKinds[kind].label)}</span>
              </a>
            ),
          },
        ]}
      />
    </Card>
  );
};

const sendForm = async (c: Ctx, name: string): Promise<Response> => {
  const actor = signedIn(c);
  const { installation, services, now } = c.var;
  const kind = blankFormKinds.find((each) => each === name);
  if (!kind || !installation) throw new AppError('not_found', { what: `form ${name}` });
  const today = now.toZonedDateTimeISO(installation.timeZone).toPlainDate();
  const officeId = officeOf(kind, actor, installation.hostOfficeId);
  const { pdf } = await renderBlankForm(services.db, { kind, officeId, today });
  const file = {
    name: `Formulir ${letterKinds[kind].label.id}.pdf`.replaceAll('/', '-'),
    mediaType: 'application/pdf',
    size: pdf.length,
  };
  return c.body(Uint8Array.from(pdf), 200, downloadHeaders(file, { inline: true }));
};

/** Blank forms of every kind, for work on paper. */
export const formsPage: Page = (app) => {
  app.get(paths.forms(), (c) => {
    signedIn(c);
    return page(c, { title: words.title, section: 'forms', lead: say(words.lead, c.var.language), width: 'narrow' }, <Forms />);
  });
  app.get('/forms/:name{.+\\.pdf}', (c) => sendForm(c, c.req.param('name').replace(/\.pdf$/, '')));
};
