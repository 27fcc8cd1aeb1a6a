import { longDate } from '#lib/format.ts';
import type { PlanApplicationInput } from '#registry/index.ts';
import type { FoundCase } from './find-case.ts';
import { requestOf } from './request.ts';

/** What the request already tells of the application, as its entry in the register begins. */
export const applicationFromRequest = (found: FoundCase): Omit<PlanApplicationInput, 'now' | 'doer'> => {
  const request = requestOf(found.row.request);
  return {
    name: request.application_name,
    officeId: found.row.office_id,
    origin: found.row.id,
    fields: {
      description: request.purpose,
      url: `https://${found.row.subdomain}.${found.host.domain}`,
      language: request.language,
      framework: request.framework,
      database: request.database,
      audience: request.audience,
      personal_data: request.personal_data,
      personal_data_note: request.personal_data_note,
      administrator_name: request.administrator_name,
      administrator_nip: request.administrator_nip,
      administrator_title: request.administrator_title,
      administrator_phone: request.administrator_phone,
      administrator_email: request.administrator_email,
    },
  };
};

/** What the request tells for the parts of the application's wiki page that must be written; people go on from there. */
export const textsFromRequest = (found: FoundCase): { background: string; legalBasis: string } => {
  const {
    purpose,
    recommendation_number: number,
    recommendation_date: date,
    letter_number: letter,
  } = requestOf(found.row.request);
  const recommendation = [number && `nomor ${number}`, date && `tanggal ${longDate(date, 'id', found.host.timeZone)}`]
    .filter(Boolean)
    .join(' ');
  const lines = [
    `- Rekomendasi Tim Teknis ${recommendation}`.trim(),
    `- Surat permohonan ${letter ? `nomor ${letter}` : found.row.number}`,
  ];
  return { background: purpose, legalBasis: lines.join('\n') };
};
