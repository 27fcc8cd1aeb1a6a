import type { Db } from '#db/index.ts';
import { type Actor, listOffices, listViews, type Office, type SavedView } from '#identity/index.ts';
import { FilterBar, FilterCheck, FilterSelect, FilterText } from '../../components/filter/filter.tsx';
import { Tabs } from '../../components/tabs/tabs.tsx';
import { paths } from '../../paths.ts';
import type { Asked } from '../cases/shared/filters.ts';
import { toQuery } from '../cases/shared/filters.ts';
import { familyOf } from '../views/families.ts';
import { words } from './words.ts';

export type BoardKind = 'kanban' | 'calendar' | 'timeline';

const pathOf = {
  kanban: paths.board,
  calendar: paths.boardCalendar,
  timeline: paths.boardTimeline,
} as const;

/** What the three ways of the board have in common: offices to filter by, kept filters. */
export const readFrame = async (db: Db, actor: Actor): Promise<{ offices: readonly Office[]; views: readonly SavedView[] }> => {
  const [offices, views] = await Promise.all([
    actor.host || actor.auditor ? listOffices(db, { active: true, kind: 'applicant' }) : [],
    listViews(db, actor, familyOf(paths.board())),
  ]);
  return { offices, views };
};

type FrameProps = { kind: BoardKind; asked: Asked; offices: readonly Office[] };

/** The filter of the board and the ways to look at it; the filter goes along from one to the other. */
export const BoardFrame = ({ kind, asked, offices }: FrameProps) => {
  const query = toQuery({ ...asked, state: '', step: '', open: '', due: '' });
  return (
    <>
      <Tabs
        label={words.ways}
        current={kind}
        tabs={(Object.keys(pathOf) as BoardKind[]).map((key) => ({ key, label: words[key], href: pathOf[key](query) }))}
      />
      <FilterBar action={pathOf[kind]()} active={Boolean(asked.office || asked.q || asked.late)}>
        <FilterText name="q" label={words.search} value={asked.q} />
        {offices.length > 0 ? (
          <FilterSelect
            name="office"
            label={words.office}
            value={asked.office}
            options={offices.map((office) => ({ value: office.id, label: office.name }))}
          />
        ) : null}
        <FilterCheck name="late" label={words.late} checked={asked.late} />
      </FilterBar>
    </>
  );
};
