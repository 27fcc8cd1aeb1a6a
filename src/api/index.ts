import type { Hono } from 'hono';
import { AppError } from '#lib/errors.ts';
import { type ApiOptions, newApi } from './context.ts';
import { gate, openGate } from './gate.ts';
import { actRoutes } from './v1/acts.ts';
import { agendaRoutes } from './v1/agenda.ts';
import { applicationLifeRoutes } from './v1/application-life.ts';
import { appointmentRoutes } from './v1/appointment.ts';
import { assignmentRoutes } from './v1/assignment.ts';
import { caseRoutes } from './v1/cases.ts';
import { commentRoutes } from './v1/comments.ts';
import { dispatchRoutes } from './v1/dispatches.ts';
import { dnsRoutes } from './v1/dns.ts';
import { dnsActRoutes } from './v1/dns-acts.ts';
import { documentRoutes } from './v1/documents.ts';
import { figureRoutes } from './v1/figures.ts';
import { letterRoutes } from './v1/letters.ts';
import { meRoutes } from './v1/me.ts';
import { officeRoutes } from './v1/offices.ts';
import { outgoingRoutes } from './v1/outgoing.ts';
import { recommendationRoutes } from './v1/recommendations.ts';
import { registryRoutes } from './v1/registry.ts';
import { signatureRoutes } from './v1/signatures.ts';
import { subTaskRoutes } from './v1/sub-tasks.ts';
import { uploadRoutes } from './v1/uploads.ts';
import { wikiRoutes } from './v1/wiki.ts';

export type { ApiOptions } from './context.ts';

const parts = [
  meRoutes,
  caseRoutes,
  actRoutes,
  documentRoutes,
  appointmentRoutes,
  letterRoutes,
  outgoingRoutes,
  signatureRoutes,
  agendaRoutes,
  dispatchRoutes,
  commentRoutes,
  subTaskRoutes,
  assignmentRoutes,
  uploadRoutes,
  recommendationRoutes,
  registryRoutes,
  applicationLifeRoutes,
  officeRoutes,
  figureRoutes,
  wikiRoutes,
  dnsRoutes,
  dnsActRoutes,
];

const description = `The hosting SOP as an interface for programs: every act that a page offers is a call here, decided by the same rules.

A key belongs to an account and is made on its profile page; it may do what its owner may do at that moment. Errors are problems (RFC 9457) in the language of the account, with a \`code\` of a closed list.

Send \`Idempotency-Key\` (a UUID of your own) with every change and repeat a call whose answer was lost with the same key: it is carried out once. Send \`version\` with an act to be refused (409 \`stale_page\`) when the case has changed since you read it.`;

const about = {
  openapi: '3.1.0',
  info: { title: 'Griya', version: '1', description },
  servers: [{ url: '/api/v1' }],
  security: [{ key: [] }],
};

/** The programs' interface: `/v1/…` below wherever it is mounted, described at `/v1/openapi.json`, which needs no key. */
export const createApi = (options: ApiOptions): Hono => {
  const described = newApi();
  for (const add of parts) add(described);
  described.openAPIRegistry.registerComponent('securitySchemes', 'key', { type: 'http', scheme: 'bearer' });
  const v1 = newApi();
  gate(v1, described, options);
  v1.route('/', described);
  let document: unknown;
  v1.use('/openapi.json', openGate(['GET']));
  v1.get('/openapi.json', (c) => {
    document ??= described.getOpenAPI31Document(about);
    return c.json(document);
  });
  const root = newApi();
  root.route('/v1', v1);
  root.all('*', (c) => {
    throw new AppError('not_found', { what: c.req.path });
  });
  return root as unknown as Hono;
};
