import type { Db } from '#db/index.ts';
import { AppError } from '#lib/errors.ts';
import { getRevision, joinSection, type Section } from '#wiki/index.ts';
import { type FormValues, text } from '../../../form.ts';

export const bodyOf = (values: FormValues): string => values.get('body')?.[0] ?? '';

/** The lines of its base that a form writes anew; null for a form about the whole page. */
export const sectionIn = (values: FormValues): Section | null => {
  const [from, to] = [text(values, 'from'), text(values, 'to')];
  return from === '' || to === '' ? null : { from: Number(from), to: Number(to) };
};

/** The text of the whole page that a form stands for: with the section that it writes in its place in the version it was made from. */
export const wholeBody = async (db: Db, pageId: string, values: FormValues): Promise<string> => {
  const section = sectionIn(values);
  if (!section) return bodyOf(values);
  const base = await getRevision(db, pageId, Number(text(values, 'base')));
  const whole = joinSection(base.body, section, bodyOf(values));
  if (whole === null) throw new AppError('bad_request', { why: 'from, to' });
  return whole;
};
