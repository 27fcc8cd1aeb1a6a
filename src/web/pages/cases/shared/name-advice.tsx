import type { NameJudgement } from '#dns/index.ts';
import type { Words } from '#lib/words.ts';
import { Alert } from '../../../components/alert/alert.tsx';
import { useWords } from '../../../view.ts';

const title: Words = { id: 'Periksa subdomain', en: 'Check the subdomain' };

/** What may be a mistake about a name without being against the rules: it is like another, or the application has one already. */
export const NameAdvice = ({ judged }: { judged: NameJudgement | null }) => {
  const t = useWords();
  if (!judged || judged.warnings.length === 0) return null;
  return (
    <Alert tone="warning" title={title}>
      {judged.warnings.map((warning) => (
        <p>{t(warning)}</p>
      ))}
    </Alert>
  );
};
