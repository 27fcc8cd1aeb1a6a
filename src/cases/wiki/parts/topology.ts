import type { Db } from '#db/index.ts';
import { nameOf } from '#dns/index.ts';
import type { Actor } from '#identity/index.ts';
import { say, type Words } from '#lib/words.ts';
import {
  applicationPicture,
  draw,
  drawTopology,
  findServer,
  getApplication,
  maySeeServers,
  topologyOf,
} from '#registry/index.ts';
import type { GeneratedPart } from '#wiki/index.ts';
import { namesOfApplication } from './names.ts';
import type { Reading } from './reading.ts';

const words = {
  topology: { id: 'Topologi', en: 'Topology' },
  ofServer: { id: 'Topologi jaringan di sekitar {name}', en: 'Network topology around {name}' },
  ofApplication: { id: 'Jalan dari pengguna ke {name}', en: 'The way from the users to {name}' },
} as const satisfies Record<string, Words>;

const picturePart = ({ language }: Reading, kind: string, about: { id: string; name: string }, alt: Words): GeneratedPart => ({
  key: 'topology',
  title: say(words.topology, language),
  place: 'below',
  picture: { kind, id: about.id, alt: say(alt, language, { name: about.name }) },
});

/** What stands around a server. */
export const serverTopology = (reading: Reading, server: { id: string; name: string }): GeneratedPart =>
  picturePart(reading, 'topology', server, words.ofServer);

/** The way from the users to an application, over all its servers. */
export const applicationTopology = (reading: Reading, application: { id: string; name: string }): GeneratedPart =>
  picturePart(reading, 'application-topology', application, words.ofApplication);

const drawApplication = async (db: Db, actor: Actor, id: string): Promise<string> => {
  const { language } = actor;
  const application = await getApplication(db, actor, id);
  const names = await namesOfApplication(db, application);
  const picture = await applicationPicture(db, actor, { applicationId: id, names, language });
  return (await draw(picture, { language, gather: false })).svg;
};

/** The drawing of a generated part as SVG; null for who may not see servers, and for what there is no drawing of. */
export const drawingOf = async (db: Db, actor: Actor, { kind, id }: { kind: string; id: string }): Promise<string | null> => {
  if (!maySeeServers(actor)) return null;
  if (kind === 'application-topology') return drawApplication(db, actor, id);
  const server = kind === 'topology' ? await findServer(db, id) : null;
  if (!server) return null;
  const names = await Promise.all(server.claims.map((claim) => nameOf(db, claim.origin ?? claim.holder)));
  const leading = names.flatMap((name) => (name && name.records.length > 0 ? [name.fqdn] : []));
  return (await drawTopology(await topologyOf(db, id, leading), actor.language)).svg;
};
