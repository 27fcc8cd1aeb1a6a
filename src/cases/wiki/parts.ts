import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import { AppError } from '#lib/errors.ts';
import type { GeneratedPart, RecordKind } from '#wiki/index.ts';
import { openWikiParts } from './open-facts.ts';
import { applicationParts } from './parts/application.ts';
import { endedPart } from './parts/ended.ts';
import type { Reading } from './parts/reading.ts';
import { serverParts } from './parts/server.ts';
import { siteParts } from './parts/site.ts';
import { sopParts } from './parts/sop.ts';
import { zoneParts } from './parts/zone.ts';

type About = { recordKind: RecordKind | null; recordId: string | null; part: string };

const partsOf = (reading: Reading, kind: RecordKind, id: string, part: string): Promise<GeneratedPart[]> => {
  if (kind === 'application') return applicationParts(reading, id, part);
  if (kind === 'server') return serverParts(reading, id);
  if (kind === 'site') return siteParts(reading, id);
  if (kind === 'zone') return zoneParts(reading, id);
  return sopParts(reading);
};

/**
 * What the registers know of a page's record now, as far as this reader may see it. Who reads the page of an application of
 * another office is told what the public list of names tells everybody; of a record that is gone, that it is.
 */
export const wikiParts = async (
  db: Db,
  actor: Actor,
  page: About,
  { now, timeZone }: { now: Temporal.Instant; timeZone: string },
): Promise<GeneratedPart[]> => {
  const { recordKind: kind, recordId: id, part } = page;
  if (!kind || !id) return [];
  const { language } = actor;
  const reading: Reading = { db, actor, now, timeZone, language };
  const ended = await endedPart(reading, kind, id);
  try {
    return [...ended, ...(await partsOf(reading, kind, id, part))];
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'not_found')) throw error;
    return [...ended, ...(part === '' ? await openWikiParts(db, page, { language, timeZone }) : [])];
  }
};
