import { describeDue, describeRemaining, remaining, type SopState, type WorkingCalendar } from '#sop/index.ts';
import { Deadline, type DeadlineState } from '../../../components/deadline/deadline.tsx';
import { useView } from '../../../view.ts';

/** Working minutes before the due moment from which a deadline is said to be near: half a working day. */
const soonMinutes = 225;

/** How urgent a step is: its clock stands, has no limit, or so much of it is left. */
export const urgencyOf = (
  calendar: WorkingCalendar,
  now: Temporal.Instant,
  due: Temporal.Instant | null,
  clock: SopState['clock'],
): DeadlineState | 'none' => {
  if (clock === 'standing') return 'standing';
  if (!due || clock === 'none') return 'none';
  const left = remaining(calendar, now, due);
  if (left.late) return 'late';
  return left.minutes <= soonMinutes ? 'soon' : 'ample';
};

type Props = {
  calendar: WorkingCalendar;
  due: Temporal.Instant | null;
  clock: SopState['clock'];
  /** Only what is left, for a card; the due moment is then said to screen readers. */
  short?: boolean;
};

const words = { waits: { id: 'menunggu OPD', en: 'waits for the office' } } as const;

/** Until when the open step must be done and how much working time is left, in the words of the SOP. */
export const StepDeadline = ({ calendar, due, clock, short = false }: Props) => {
  const { now } = useView();
  const urgency = urgencyOf(calendar, now, due, clock);
  if (urgency === 'none') return null;
  if (urgency === 'standing' || !due) return <Deadline due={null} state="standing" remaining={words.waits} />;
  const left = describeRemaining(calendar, now, due);
  if (short) return <Deadline due={null} state={urgency} remaining={left} />;
  return <Deadline due={due} state={urgency} when={describeDue(calendar, now, due)} remaining={left} />;
};
