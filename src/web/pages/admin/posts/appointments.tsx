import { type Appointment, actingMark, appointmentKinds } from '#identity/index.ts';
import { shortDate } from '#lib/format.ts';
import type { Words } from '#lib/words.ts';
import { Empty } from '../../../components/empty/empty.tsx';
import { type Colour, Status } from '../../../components/status/status.tsx';
import { Table } from '../../../components/table/table.tsx';
import { paths } from '../../../paths.ts';
import { useView, useWords } from '../../../view.ts';
import { shared } from '../shared/words.ts';
import { words } from './words.ts';

export type Standing = 'current' | 'future' | 'past';

const colours: Record<Standing, Colour> = { current: 'green', future: 'azure', past: 'secondary' };

/** Whether an appointment holds on a day, is still to come or has ended. */
export const standingOf = (appointment: Appointment, today: Temporal.PlainDate): Standing => {
  if (appointment.endedAt) return 'past';
  if (Temporal.PlainDate.compare(appointment.validFrom, today) > 0) return 'future';
  return appointment.validUntil && Temporal.PlainDate.compare(appointment.validUntil, today) < 0 ? 'past' : 'current';
};

type AppointmentTableProps = {
  appointments: readonly Appointment[];
  /** Whether the list is of a post (shows people) or of a person (shows posts). */
  by: 'person' | 'post';
  empty: Words;
  /** Who may end one; readers may not. */
  mayEnd?: boolean;
};

/** Appointments with their period and whether they hold today. */
export const AppointmentTable = ({ appointments, by, empty, mayEnd = false }: AppointmentTableProps) => {
  const t = useWords();
  const { language, timeZone, now } = useView();
  const today = now.toZonedDateTimeISO(timeZone).toPlainDate();
  return (
    <Table
      caption={words.appointments}
      rows={appointments}
      empty={<Empty title={empty} icon="user-question" />}
      mark={(appointment) => (standingOf(appointment, today) === 'past' ? 'off' : null)}
      columns={[
        {
          key: 'who',
          label: by === 'person' ? words.person : words.postTitle,
          cell: (appointment) => (
            <>
              {by === 'person'
                ? `${actingMark[appointment.kind]} ${appointment.personName}`.trim()
                : `${actingMark[appointment.kind]} ${appointment.postTitle}`.trim()}
              <span class="g-sub">
                {t(appointmentKinds.find((kind) => kind.value === appointment.kind)?.label ?? '')}
                {appointment.letterNumber ? ` · ${appointment.letterNumber}` : ''}
                {appointment.letterDate ? `, ${shortDate(appointment.letterDate, language, timeZone)}` : ''}
                {appointment.letterUploadId ? (
                  <>
                    {' · '}
                    <a href={paths.appointmentLetter(appointment.id)}>{t(words.letterScan)}</a>
                  </>
                ) : null}
              </span>
            </>
          ),
        },
        {
          key: 'period',
          label: words.period,
          cell: (appointment) =>
            `${shortDate(appointment.validFrom, language, timeZone)} – ${appointment.validUntil ? shortDate(appointment.validUntil, language, timeZone) : t(words.open)}`,
        },
        {
          key: 'state',
          label: shared.state,
          tight: true,
          cell: (appointment) => {
            const standing = standingOf(appointment, today);
            return <Status label={words[standing]} colour={colours[standing]} />;
          },
        },
        ...(mayEnd
          ? [
              {
                key: 'end',
                label: shared.action,
                quiet: true,
                align: 'right' as const,
                cell: (appointment: Appointment) =>
                  standingOf(appointment, today) === 'past' ? null : (
                    <a href={paths.appointmentEnd(appointment.id)}>{t(words.end)}</a>
                  ),
              },
            ]
          : []),
      ]}
    />
  );
};
