import type { Vacancy } from '#identity/index.ts';
import { longDate, number } from '#lib/format.ts';
import { Table } from '../../../components/table/table.tsx';
import { paths } from '../../../paths.ts';
import { useView, useWords } from '../../../view.ts';
import { words } from './words.ts';

type VacancyTableProps = {
  vacancies: readonly Vacancy[];
  /** Open cases whose turn is a role's, by office and role. */
  waiting: ReadonlyMap<string, number>;
  mayChange: boolean;
};

/** Posts for which nobody acts, or soon nobody will, and what lies still meanwhile. */
export const VacancyTable = ({ vacancies, waiting, mayChange }: VacancyTableProps) => {
  const t = useWords();
  const { language } = useView();
  const day = (date: Temporal.PlainDate): string => longDate(date, language, 'UTC');
  return (
    <Table
      caption={words.vacancies}
      rows={vacancies}
      mark={(vacancy) => (vacancy.fault === 'ending' ? null : 'late')}
      columns={[
        {
          key: 'title',
          label: words.postTitle,
          heading: true,
          cell: (vacancy) => (
            <>
              <a href={`${paths.post(vacancy.postId)}${mayChange ? '#appoint' : ''}`}>{vacancy.title}</a>
              <span class="g-sub">{vacancy.officeName}</span>
            </>
          ),
        },
        {
          key: 'fault',
          label: words.fault,
          cell: (vacancy) => (
            <>
              {t(words[`fault-${vacancy.fault}`], { until: vacancy.until ? day(vacancy.until) : '' })}
              {vacancy.next ? <span class="g-sub">{t(words.nextFrom, { next: day(vacancy.next) })}</span> : null}
            </>
          ),
        },
        {
          key: 'waiting',
          label: words.waiting,
          align: 'right',
          tight: true,
          cell: (vacancy) => number(waiting.get(`${vacancy.officeId}:${vacancy.role}`) ?? 0, language),
        },
      ]}
    />
  );
};
