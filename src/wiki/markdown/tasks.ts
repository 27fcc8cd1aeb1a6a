import { withoutCode } from './scan.ts';

/** A task of a text: the line on which it stands, where its box is in that line, and what is to be done. */
export type Task = { line: number; at: number; done: boolean; text: string };

const pattern = /^((?:[ \t]*>)*[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)+\[)([ xX])\][ \t]+(\S.*)$/;

/** The tasks of a text (`- [ ] …`), in order. */
export const tasksOf = (text: string): Task[] =>
  withoutCode(text)
    .split('\n')
    .flatMap((line, index) => {
      const [, before = '', box = '', words = ''] = pattern.exec(line) ?? [];
      return box === '' ? [] : [{ line: index, at: before.length, done: box !== ' ', text: words.trim() }];
    });

/** A text with one of its tasks done, or to do again. */
export const withTask = (text: string, { line, at }: Task, done: boolean): string =>
  text
    .split('\n')
    .map((each, index) => (index === line ? `${each.slice(0, at)}${done ? 'x' : ' '}${each.slice(at + 1)}` : each))
    .join('\n');

const drawn = /<span class="g-task( g-task-done)?">[^<]*<\/span>/g;

/**
 * The HTML of a text's rendering with each of its boxes in the hands of `box`; null when the boxes that are drawn are not
 * those found in the text, one by one: then nobody could say which line a box belongs to.
 */
export const withTaskBoxes = (html: string, text: string, box: (task: Task, n: number) => string): string | null => {
  const tasks = tasksOf(text);
  const boxes = [...html.matchAll(drawn)];
  if (boxes.length !== tasks.length || boxes.some(([, done], n) => (done !== undefined) !== tasks[n]?.done)) return null;
  let n = -1;
  return html.replace(drawn, (former) => {
    n += 1;
    const task = tasks[n];
    return task ? box(task, n) : former;
  });
};
