import type { Subject } from '#cases/index.ts';
import { paths } from '../../../paths.ts';
import { useWords } from '../../../view.ts';
import { shared } from './words.ts';

/** The case or recommendation that a letter belongs to, as a link; nothing where there is none that the person may see. */
export const SubjectLink = ({ subject }: { subject: Subject | undefined }) => {
  const t = useWords();
  if (!subject) return null;
  const [label, href] =
    subject.kind === 'case'
      ? [shared.case, paths.case(subject.number)]
      : [shared.recommendation, paths.recommendation(subject.id)];
  return (
    <a href={href}>
      {t(label)} {subject.number}
      {subject.name === '' ? '' : `, ${subject.name}`}
    </a>
  );
};
