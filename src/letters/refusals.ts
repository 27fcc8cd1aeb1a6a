import { AppError } from '#lib/errors.ts';
import { type LetterStatus, letterStatuses } from './choices.ts';

/** The refusal of an act that a letter's status does not allow; says what is possible instead. */
export const notPossible = (action: string, status: string): AppError =>
  new AppError('not_possible_now', {
    action,
    state: letterStatuses[status as LetterStatus]?.label.id ?? status,
    possible: possible[status as LetterStatus] ?? '–',
  });

const possible: Readonly<Record<LetterStatus, string>> = {
  draft: 'mengubah, memaraf, menandatangani, membatalkan',
  initialled: 'mengubah, menandatangani, membatalkan',
  issued: 'mengirim, membatalkan',
  sent: 'mencatat tanda terima, membatalkan',
  void: 'melihat',
};
