import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';
import { readYaml } from '../stage/read-yaml.ts';
import {
  booksSchema,
  casesSchema,
  citySchema,
  type DemoBooks,
  type DemoCity,
  type DemoEntry,
  type Stacks,
  stacksSchema,
} from './schema.ts';

export type DemoData = { city: DemoCity; stacks: Stacks; entries: DemoEntry[]; books: DemoBooks };

/** The sample city, as it lies in samples/demo. Throws a fault that names the line of what is wrong. */
export const readDemo = async (): Promise<DemoData> => {
  const [city, stacks, ended, running, books] = await Promise.all([
    read('city.yaml', citySchema),
    read('stacks.yaml', stacksSchema),
    read('cases-1.yaml', casesSchema),
    read('cases-2.yaml', casesSchema),
    read('books.yaml', booksSchema),
  ]);
  return { city, stacks, entries: [...ended, ...running], books };
};

const read = async <Schema extends z.ZodType>(name: string, schema: Schema): Promise<z.output<Schema>> => {
  const path = fileURLToPath(new URL(`../../../samples/demo/${name}`, import.meta.url));
  return readYaml(path, await readFile(path, 'utf8'), schema);
};
