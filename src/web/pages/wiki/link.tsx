import type { RecordKind } from '#wiki/index.ts';
import { LinkButton } from '../../components/button/button.tsx';
import { paths } from '../../paths.ts';
import { words } from './words.ts';

/** From a record to what people wrote about it. */
export const WikiButton = ({ kind, id }: { kind: RecordKind; id: string }) => (
  <LinkButton href={paths.wikiRecord(kind, id)} label={words.title} icon="notebook" />
);
