import type { Page } from '../../context.ts';
import { figureCasesPage } from './cases.tsx';
import { figuresPage } from './figures.tsx';
import { figureFilesPage } from './files.ts';
import { monthlyReportsPage } from './reports.tsx';
import { whatIfPage } from './what-if.tsx';

export const figurePages: readonly Page[] = [figuresPage, figureCasesPage, figureFilesPage, monthlyReportsPage, whatIfPage];
