import type { Child } from 'hono/jsx';
import { type Children, type Phrase, useWords } from '../../view.ts';

type CardProps = Children & {
  title?: Phrase;
  /** Stands right of the title: a link, a status. */
  aside?: Child;
  /** No padding: for a table or a list that reaches the edges. */
  flush?: boolean;
  id?: string;
  level?: 2 | 3;
};

/** A part of a page with its own heading. */
export const Card = ({ title, aside, flush = false, id, level = 2, children }: CardProps) => {
  const t = useWords();
  const heading = title ? level === 2 ? <h2>{t(title)}</h2> : <h3>{t(title)}</h3> : null;
  return (
    <section class={flush ? 'g-card g-card-flush' : 'g-card'} {...(id ? { id } : {})}>
      {heading || aside ? (
        <div class="g-card-head">
          {heading}
          {aside ? <div class="g-card-aside">{aside}</div> : null}
        </div>
      ) : null}
      <div class="g-card-body">{children}</div>
    </section>
  );
};

/** Main matter left, a narrower column right; one under the other on small screens. */
export const Columns = ({ main, side }: { main: Child; side: Child }) => (
  <div class="g-columns">
    <div class="g-columns-main">{main}</div>
    <div class="g-columns-side">{side}</div>
  </div>
);

/** Parts under each other with the page's rhythm. */
export const Stack = ({ children }: Children) => <div class="g-stack">{children}</div>;
