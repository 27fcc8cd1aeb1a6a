import type { Page } from '../../../context.ts';
import { templateActivationPages } from './activation.tsx';
import { templateHistoryPage } from './history.tsx';
import { templateListPage } from './list.tsx';
import { templateVersionPages } from './version.tsx';

/** The pages about templates; those at addresses of their own before the one that takes any. */
export const wikiTemplatePages: readonly Page[] = [
  templateListPage,
  templateVersionPages,
  templateActivationPages,
  templateHistoryPage,
];
