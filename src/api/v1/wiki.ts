import type { Api } from '../context.ts';
import { wikiChangeRoutes } from './wiki/change-pages.ts';
import { wikiCommentRoutes } from './wiki/comments.ts';
import { wikiExchangeRoutes } from './wiki/exchange.ts';
import { wikiProposalRoutes } from './wiki/proposals.ts';
import { wikiReadRoutes } from './wiki/read-pages.ts';
import { wikiReviewRoutes } from './wiki/review.ts';
import { wikiTableRoutes } from './wiki/tables.ts';
import { wikiTemplateRoutes } from './wiki/templates.ts';
import { wikiWatchingRoutes } from './wiki/watching.ts';

/** The wiki, as far as the holder of the key reads and writes it. */
export const wikiRoutes = (api: Api): void => {
  wikiReadRoutes(api);
  wikiTableRoutes(api);
  wikiChangeRoutes(api);
  wikiReviewRoutes(api);
  wikiCommentRoutes(api);
  wikiWatchingRoutes(api);
  wikiProposalRoutes(api);
  wikiExchangeRoutes(api);
  wikiTemplateRoutes(api);
};
