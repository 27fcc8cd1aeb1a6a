import type { Words } from '#lib/words.ts';
import { type AllowedAction, requirementOf, type SopDefinition } from '#sop/index.ts';
import { Alert } from '../../../components/alert/alert.tsx';
import { useWords } from '../../../view.ts';

const words = {
  title: { id: 'Belum dapat diselesaikan', en: 'Cannot be finished yet' },
  back: { id: 'Lengkapi', en: 'Complete it' },
} as const satisfies Record<string, Words>;

type Props = { allowed: readonly AllowedAction[]; definition: SopDefinition /** Where it can be completed. */; back?: string };

/** What still stands against the acts of this page: the requirements that are not met. */
export const MissingNotice = ({ allowed, definition, back }: Props) => {
  const t = useWords();
  const keys = new Set(allowed.flatMap(({ refusal }) => (refusal?.code === 'missing' ? refusal.requirements : [])));
  if (keys.size === 0) return null;
  return (
    <Alert tone="warning" title={words.title}>
      <ul>
        {[...keys].map((key) => (
          <li>{t(requirementOf(definition, key).label)}</li>
        ))}
      </ul>
      {back ? <a href={back}>{t(words.back)}</a> : null}
    </Alert>
  );
};

/** Whether nothing but the person's own word is lacking for an act. */
export const isReady = (allowed: readonly AllowedAction[], key: string): boolean =>
  allowed.some((each) => each.action.key === key && each.refusal === null);
