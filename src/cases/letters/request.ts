import { getOffice } from '#identity/index.ts';
import { issueNow, registerIncoming } from '#letters/index.ts';
import { AppError } from '#lib/errors.ts';
import { requirementOf } from '#sop/index.ts';
import type { ActContext } from '../perform.ts';
import { findRecommendation } from '../recommendations.ts';
import type { HostingRequest } from '../request.ts';

/** The request as it is called in letters and books. */
export const halOfRequest = (applicationName: string): string =>
  `Permohonan Penyediaan Layanan Hosting Aplikasi ${applicationName}`;

/**
 * Surat Permohonan (T1), issued by the head of the applying office with the submission, and its entry in the agency's
 * agenda. The office's own letter number is kept where one was given.
 */
export const requestLetter = async (context: ActContext, request: HostingRequest): Promise<string> => {
  const { tx, found, now, today, signer, doer } = context;
  const host = await getOffice(tx, found.host.officeId);
  const hal = halOfRequest(request.application_name);
  const enclosures = (found.definition.steps.find((step) => step.no === 1)?.kelengkapan ?? []).map(
    (each) => requirementOf(found.definition, each.key).label.id,
  );
  const { letterId, number } = await issueNow(tx, {
    kind: 'hosting-request',
    officeId: found.row.office_id,
    subjectId: found.row.id,
    hal,
    ...(request.letter_number === '' ? {} : { number: request.letter_number }),
    data: {
      attachments: { count: enclosures.length, unit: 'berkas' },
      addressee: { title: host.headTitle, place: found.host.place },
      purpose: request.purpose,
      application: request.application_name,
      domainName: `${request.subdomain}.${found.host.domain}`,
      resources: { cpu: request.cpu, memoryGb: request.memory_gb, diskGb: request.disk_gb },
      technology: [request.language, request.framework].filter((part) => part !== '').join(', '),
      database: request.database,
      access: request.audience,
      personalData: request.personal_data,
      personalDataNote: request.personal_data_note,
      administrator: {
        name: request.administrator_name,
        nip: request.administrator_nip,
        title: request.administrator_title,
        phone: request.administrator_phone,
        email: request.administrator_email,
      },
      recommendation: await recommendationOf(context, request),
      enclosures,
    },
    signer,
    today,
    now,
    doer,
  });
  await registerIncoming(tx, {
    officeId: found.host.officeId,
    from: found.office.name,
    number,
    date: today,
    hal,
    letterId,
    subjectId: found.row.id,
    now,
    doer,
  });
  return letterId;
};

const recommendationOf = async (
  { tx, found, today }: ActContext,
  request: HostingRequest,
): Promise<{ number: string; date: string }> => {
  if (found.row.recommendation_id) {
    const issued = await findRecommendation(tx, found.row.recommendation_id);
    if (!issued) throw new AppError('not_found', { what: `recommendation ${found.row.recommendation_id}` });
    return { number: issued.number, date: issued.issued_on.toString() };
  }
  return { number: request.recommendation_number || 'terlampir', date: (request.recommendation_date ?? today).toString() };
};
