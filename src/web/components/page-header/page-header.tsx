import type { Child } from 'hono/jsx';
import { type Phrase, useWords } from '../../view.ts';
import { Breadcrumb, type Crumb } from '../breadcrumb/breadcrumb.tsx';

type PageHeaderProps = {
  title: Phrase;
  breadcrumbs?: readonly Crumb[] | undefined;
  /** One quiet line under the title: what this is, whose, since when. */
  lead?: Child;
  /** Buttons at the right. */
  actions?: Child;
};

/** The head of every page: way back, its one h1, what can be done. */
export const PageHeader = ({ title, breadcrumbs, lead, actions }: PageHeaderProps) => {
  const t = useWords();
  return (
    <header class="g-head">
      {breadcrumbs && breadcrumbs.length > 0 ? <Breadcrumb crumbs={breadcrumbs} /> : null}
      <div class="g-head-row">
        <div class="g-head-title">
          <h1>{t(title)}</h1>
          {lead ? <div class="g-lead">{lead}</div> : null}
        </div>
        {actions ? <div class="g-buttons">{actions}</div> : null}
      </div>
    </header>
  );
};
