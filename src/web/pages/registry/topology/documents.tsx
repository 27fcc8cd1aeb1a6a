import { applicationListOf, serverDocumentFor, serverTopologyOf } from '#cases/index.ts';
import { nameOf } from '#dns/index.ts';
import { say } from '#lib/words.ts';
import { applicationStatuses, getServer, type ServerPage } from '#registry/index.ts';
import { asked, askedChoice } from '../../../asked.ts';
import type { Ctx, Page } from '../../../context.ts';
import { param, signedIn } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { sendDocument } from './files.ts';
import { words } from './words.ts';

/** Names of the DNS whose holders have capacity on a server. */
export const namesLeadingTo = async (c: Ctx, server: ServerPage): Promise<string[]> => {
  const names = await Promise.all(server.claims.map((claim) => nameOf(c.var.services.db, claim.origin ?? claim.holder)));
  return names.flatMap((name) => (name && name.records.length > 0 ? [name.fqdn] : []));
};

/** The documents of the register as PDF at any time, without a request: of a server, of its network, of all applications. */
export const registerDocumentsPage: Page = (app) => {
  app.get(paths.serverDocument(':id', 'device'), async (c) => {
    const server = await getServer(c.var.services.db, signedIn(c), param(c, 'id'));
    const data = await serverDocumentFor(c.var.services.db, signedIn(c), server.id);
    return sendDocument(c, { kind: 'server-document', hal: `Dokumentasi Perangkat/Server ${server.name}`, data });
  });

  app.get(paths.serverDocument(':id', 'topology'), async (c) => {
    const server = await getServer(c.var.services.db, signedIn(c), param(c, 'id'));
    const data = await serverTopologyOf(c.var.services.db, server, await namesLeadingTo(c, server), '');
    return sendDocument(c, { kind: 'topology-document', hal: `Dokumentasi Topologi Jaringan ${server.name}`, data });
  });

  app.get(paths.applicationsPdf(), async (c) => {
    const { installation, now } = c.var;
    const timeZone = installation?.timeZone ?? 'UTC';
    const filter = { search: asked(c, 'q'), status: askedChoice(c, 'status', applicationStatuses), officeId: asked(c, 'office') };
    const narrowed = Object.values(filter).some((value) => value !== '');
    const data = await applicationListOf(c.var.services.db, signedIn(c), {
      today: now.toZonedDateTimeISO(timeZone).toPlainDate(),
      timeZone,
      scope: narrowed ? say(words.narrowed, 'id') : '',
      filter,
    });
    return sendDocument(c, { kind: 'application-list', hal: 'Daftar Seluruh Aplikasi', data });
  });
};
