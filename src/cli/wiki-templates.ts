import { readFile } from 'node:fs/promises';
import { addHeadingsAndTell } from '#cases/index.ts';
import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import { fault } from '#lib/fault.ts';
import { isId } from '#lib/ids.ts';
import {
  activateTemplate,
  checkTemplate,
  discardTemplate,
  endTemplate,
  getTemplateVersion,
  listLackingPages,
  listTemplates,
  listTemplateVersions,
  saveTemplate,
  startTemplate,
  type TemplateVersion,
} from '#wiki/index.ts';

export const templateUsage = `griya wiki templates list --as MAIL
griya wiki templates show|draft|activate|discard|end|lacking|add-headings ID --as MAIL
griya wiki templates check|save ID --file TEXT [--title TITLE] [--reason WHY] --as MAIL
    templates of pages; ID: a version, or a template (what is in force of it; for check, save, activate, discard: its draft)`;

type Options = { print: (line: string) => void; now: Temporal.Instant; actor: Actor };

const onDrafts = ['check', 'save', 'activate', 'discard'];

const option = (rest: readonly string[], name: string): string | null =>
  rest.includes(`--${name}`) ? (rest[rest.indexOf(`--${name}`) + 1] ?? '') : null;

/** The version that is meant by an id of its own or of its template. Throws a fault that says what is wrong. */
const meant = async (db: Db, actor: Actor, act: string, id: string | undefined): Promise<TemplateVersion> => {
  if (!id || !isId(id)) throw fault(`ID must be one that “list” shows.\n\n${templateUsage}`);
  const versions = await listTemplateVersions(db, actor, id).catch(() => null);
  if (!versions) return getTemplateVersion(db, actor, id);
  const wanted = onDrafts.includes(act) ? 'draft' : 'active';
  const found = versions.find(({ status }) => status === wanted) ?? (wanted === 'active' ? versions[0] : undefined);
  if (!found) throw fault('This template has no draft. Begin one: griya wiki templates draft ID --as MAIL');
  return found;
};

const list = async (db: Db, { print, actor }: Options): Promise<number> => {
  for (const { templateId, kind, part, name, no, inForce, draftId } of await listTemplates(db, actor)) {
    const state = inForce ? `version ${no}` : 'not in force';
    print(`${templateId}  ${[kind, part].filter(Boolean).join('/')}  ${name}  (${state}${draftId ? `, draft ${draftId}` : ''})`);
  }
  return 0;
};

/** What a draft says with what the command line changes of it. */
const typedOf = async (version: TemplateVersion, rest: readonly string[]) => {
  const { name, title, body, required, spaceId, forOffice, reason } = version;
  const file = option(rest, 'file');
  return {
    ...{ name, spaceId, forOffice, required: required.join('\n') },
    title: option(rest, 'title') ?? title,
    body: file === null ? body : await readFile(file, 'utf8'),
    reason: option(rest, 'reason') ?? reason,
  };
};

const show = (version: TemplateVersion, print: Options['print']): void => {
  const { id, kind, part, no, status, name, title, required, space, version: seen, body } = version;
  print(`${id}  ${name}, version ${no} (${status}, ${seen})  ${[kind, part].filter(Boolean).join('/')}`);
  print(`title: ${title}`);
  print(`space: ${space?.key ?? 'every space'}`);
  if (required.length > 0) print(`required: ${required.join(', ')}`);
  print('');
  print(body);
};

const lacking = async (db: Db, version: TemplateVersion, { print, actor }: Options): Promise<void> => {
  const rows = await listLackingPages(db, actor, version);
  for (const { title, spaceKey, headings } of rows) print(`${spaceKey}  ${title}: ${headings.join(', ')}`);
  print(`${rows.length} pages lack headings of version ${version.no}.`);
};

/** Templates of pages by the command line, in the name of an account. Throws a fault that says how it is called. */
export const runWikiTemplates = async (db: Db, rest: readonly string[], options: Options): Promise<number> => {
  const { actor, now, print } = options;
  const act = rest[0] ?? '';
  if (act === 'list') return list(db, options);
  const version = await meant(db, actor, act, rest[1]);
  const { id: versionId, version: seen } = version;
  if (act === 'check') {
    const faults = await checkTemplate(db, actor, version, await typedOf(version, rest));
    for (const { field, line, message } of faults) print(`${line === null ? field : `${field}, line ${line}`}: ${message.en}`);
    print(faults.length === 0 ? 'Every check holds.' : `${faults.length} faults.`);
    return faults.length === 0 ? 0 : 1;
  }
  const acts: Readonly<Record<string, () => Promise<void>>> = {
    show: async () => show(version, print),
    lacking: () => lacking(db, version, options),
    draft: async () => {
      const made = await db.transaction().execute((tx) => startTemplate(tx, { now, actor, fromId: versionId }));
      print(`${made.versionId}: a draft, version ${made.no}.`);
    },
    save: async () => {
      const template = await typedOf(version, rest);
      await db.transaction().execute((tx) => saveTemplate(tx, { now, actor, versionId, seen, template }));
      print(`${versionId}: saved.`);
    },
    activate: async () => {
      await db.transaction().execute((tx) => activateTemplate(tx, { now, actor, versionId, seen }));
      print(`${version.name}: version ${version.no} is in force.`);
    },
    discard: async () => {
      await db.transaction().execute((tx) => discardTemplate(tx, { now, actor, versionId, seen }));
      print(`${versionId}: discarded.`);
    },
    end: async () => {
      await db.transaction().execute((tx) => endTemplate(tx, { now, actor, versionId }));
      print(`${version.name}: out of use.`);
    },
    'add-headings': async () => {
      const done = await db.transaction().execute((tx) => addHeadingsAndTell(tx, { now, actor, versionId }));
      print(
        `${done.added} pages changed or proposed, ${done.waiting} proposed already, ${done.skipped} left alone for a draft, ${done.left} left over.`,
      );
    },
  };
  const run = Object.hasOwn(acts, act) ? acts[act] : undefined;
  if (!run) throw fault(templateUsage);
  await run();
  return 0;
};
