import { getPerson, getPost } from '#identity/index.ts';
import { dispatchLetter, issueNow, listLettersOf, withoutSecrets } from '#letters/index.ts';
import { findServer, type ServerPage } from '#registry/index.ts';
import type { ActContext } from '../perform.ts';
import { listInstallItems } from '../queries/case-history.ts';
import { requestOf } from '../request.ts';

/** How the letters call what the application runs on. */
export const serviceOf = (server: Pick<ServerPage, 'kind'>, ownServer: boolean): 'bare_metal' | 'virtual' | 'shared' => {
  if (server.kind === 'bare_metal') return 'bare_metal';
  return ownServer ? 'virtual' : 'shared';
};

/**
 * Berita acara instalasi dan serah terima: an additional document of the case, issued with the end of step 8 by who closes
 * it. The owner's administrator signs on the print. The checklist goes with it, without what may not leave the office.
 */
export const handoverLetter = async (context: ActContext): Promise<string> => {
  const { tx, found, now, today, signer, doer } = context;
  const request = requestOf(found.row.request);
  const server = found.row.server_id ? await findServer(tx, found.row.server_id) : null;
  if (!server) throw new Error(`case ${found.row.number} has come to its handover without a server`);
  const [person, post] = [await getPerson(tx, signer.personId), await getPost(tx, signer.postId)];
  const items = await listInstallItems(tx, found.row.id);
  const { letterId } = await issueNow(tx, {
    kind: 'handover',
    officeId: found.host.officeId,
    subjectId: found.row.id,
    hal: `Berita Acara Instalasi dan Serah Terima Layanan Hosting Aplikasi ${found.row.application_name}`,
    data: {
      heldOn: today.toString(),
      first: {
        name: person.name,
        nip: person.nip ?? '',
        rank: person.rank ?? '',
        title: post.title,
        office: `${post.officeName} ${found.host.cityName}`,
      },
      second: {
        name: request.administrator_name,
        nip: request.administrator_nip,
        title: request.administrator_title,
        office: `${found.office.name} ${found.host.cityName}`,
      },
      application: found.row.application_name,
      domainName: `${found.row.subdomain}.${found.host.domain}`,
      service: serviceOf(server, found.row.server_branch === true),
      results: items.map((item) => ({ item: withoutSecrets(item.title), result: 'Selesai', note: '' })),
    },
    signer,
    today,
    now,
    doer,
  });
  return letterId;
};

/** Sends the record of the handover along with the reply, as far as its file needs no other signature first. */
export const dispatchHandover = async ({
  tx,
  found,
  now,
  doer,
}: Pick<ActContext, 'tx' | 'found' | 'now' | 'doer'>): Promise<void> => {
  const letter = (await listLettersOf(tx, found.row.id)).filter((each) => each.kind === 'handover').at(-1);
  if (letter?.status !== 'issued' || (letter.sign_state !== null && letter.sign_state !== 'signed')) return;
  await dispatchLetter(tx, { letterId: letter.id, toOfficeId: found.row.office_id, channel: 'inbox', now, doer });
};
