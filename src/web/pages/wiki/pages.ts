import type { Page } from '../../context.ts';
import { wikiProposalsPage } from './approval/list.tsx';
import { wikiProposalPage } from './approval/proposal.tsx';
import { wikiProposalTextPage } from './approval/rewrite.tsx';
import { wikiCommentsPage } from './comments/comments.tsx';
import { wikiEditPage } from './edit.tsx';
import { wikiDraftPage } from './editor/drafts.tsx';
import { wikiPicturePage } from './editor/pictures.ts';
import { wikiSuggestPage } from './editor/suggest.ts';
import { wikiTickPage } from './editor/ticks.ts';
import { wikiExchangePage } from './exchange.tsx';
import { wikiFilesPage } from './files.tsx';
import { wikiHistoryPage } from './history.tsx';
import { wikiHomePage } from './home.tsx';
import { wikiImportsPage } from './imports/imports.tsx';
import { wikiListsPage } from './lists.tsx';
import { newWikiPage } from './new.tsx';
import { openWikiPage } from './open/open.tsx';
import { showPage, wikiPagePage } from './page.tsx';
import { wikiRecordPage } from './record.ts';
import { wikiReviewPage } from './review/review.tsx';
import { wikiStalePage } from './review/stale.tsx';
import { wikiSearchPage } from './search.tsx';
import { wikiSpacePage } from './space.tsx';
import { wikiSpaceFormPage } from './space-form.tsx';
import { wikiTemplatePages } from './templates/pages.ts';
import { wikiMovePage } from './tree/move.tsx';
import { wikiTreePage } from './tree/tree.tsx';
import { wikiWatchingPage } from './watching/watching.tsx';

/** The wiki's pages: first for who is not signed in, then for who is; its own addresses before those of spaces and pages, which could be called alike. */
export const wikiPages: readonly Page[] = [
  openWikiPage,
  wikiHomePage,
  wikiSpaceFormPage,
  wikiRecordPage,
  wikiListsPage,
  wikiProposalsPage,
  wikiProposalPage,
  wikiProposalTextPage,
  ...wikiTemplatePages,
  wikiSearchPage,
  wikiExchangePage,
  wikiImportsPage,
  wikiStalePage,
  wikiWatchingPage,
  wikiReviewPage(showPage),
  wikiCommentsPage(showPage),
  wikiFilesPage,
  wikiHistoryPage,
  wikiMovePage,
  wikiTreePage,
  wikiEditPage,
  newWikiPage,
  wikiDraftPage,
  wikiPicturePage,
  wikiTickPage(showPage),
  wikiSuggestPage,
  wikiSpacePage,
  wikiPagePage,
];
