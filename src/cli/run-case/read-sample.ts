import { readFile, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { fault } from '#lib/fault.ts';
import { type EntryFault, readYaml } from '../stage/read-yaml.ts';
import { type Sample, sampleSchema } from './schema.ts';

/** A sample that can be played: its folder, what request.yaml says, and the files that it names, all of them there. */
export type ReadSample = { name: string; folder: string; sample: Sample };

/**
 * Reads FOLDER/request.yaml and looks for every file that it names. Throws a fault that lists everything which is wrong,
 * each with its line and the name of the entry.
 */
export const readSample = async (folder: string): Promise<ReadSample> => {
  const path = join(folder, 'request.yaml');
  const text = await readText(folder, path);
  const sample = await readYaml(path, text, sampleSchema, (data) => missingFiles(folder, data));
  return { name: basename(resolve(folder)), folder, sample };
};

const readText = async (folder: string, path: string): Promise<string> => {
  const there = await stat(folder).catch(() => null);
  if (!there) throw fault(`There is no folder ${folder}. Give the folder of a request, for example samples/siap-sehat.`);
  if (!there.isDirectory()) throw fault(`${folder} is not a folder. Give the folder that holds request.yaml.`);
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw fault(`${folder} has no readable request.yaml; samples/README.md tells what belongs into it.`, cause);
  }
};

type NamedFile = { path: (string | number)[]; file: string };

/** Every file that the request names, with the entry that names it. */
const namedFiles = (sample: Sample): NamedFile[] => {
  const of = (prefix: (string | number)[], files: Readonly<Record<string, string | undefined>>): NamedFile[] =>
    Object.entries(files).flatMap(([key, file]) => (file === undefined ? [] : [{ path: [...prefix, key], file }]));
  const { items, evidence } = sample.installation;
  return [
    ...of(['attachments'], sample.attachments),
    ...of(['returned', 'mended', 'attachments'], sample.returned?.mended.attachments ?? {}),
    ...items.flatMap(({ file }, index) => of(['installation', 'items', index], { file })),
    ...Object.entries(evidence).flatMap(([key, { file }]) => (file ? of(['installation', 'evidence', key], { file }) : [])),
  ];
};

const missingFiles = async (folder: string, sample: Sample): Promise<EntryFault[]> => {
  const faults: EntryFault[] = [];
  for (const { path, file } of namedFiles(sample)) {
    const found = await stat(join(folder, file)).catch(() => null);
    if (!found?.isFile()) faults.push({ path, message: `The file ${file} is not in the folder.` });
  }
  return faults;
};
