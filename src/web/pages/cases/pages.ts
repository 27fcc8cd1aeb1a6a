import type { Page } from '../../context.ts';
import { boardPage } from '../board/board.tsx';
import { boardCalendarPage } from '../board/calendar.tsx';
import { boardTimelinePage } from '../board/timeline.tsx';
import { filePages } from '../files/files.ts';
import { issueRecommendationPage } from '../recommendations/issue.tsx';
import { recommendationPages } from '../recommendations/recommendations.tsx';
import { sopPage } from '../sop/sop.tsx';
import { tasksPage } from '../tasks/tasks.tsx';
import { teamPage } from '../team/team.tsx';
import { savedViewsPage } from '../views/saved-views.tsx';
import { describeApplicationPage } from './application/application.tsx';
import { capacityPage } from './capacity/capacity.tsx';
import { casePage } from './case/case.tsx';
import { checkAnswersPage } from './check-answers/check-answers.tsx';
import { checklistPage } from './completeness/checklist.tsx';
import { decisionPages } from './completeness/decisions.tsx';
import { refusalPage } from './completeness/refusal.tsx';
import { delayPage } from './delay/delay.tsx';
import { dispositionPage } from './disposition/disposition.tsx';
import { infrastructurePage } from './infrastructure/infrastructure.tsx';
import { installationPage } from './installation/installation.tsx';
import { proposalPage } from './installation/proposal.tsx';
import { casesPage } from './list/list.tsx';
import { replyPage } from './reply/reply.tsx';
import { requestPages } from './request/request.tsx';
import { provideServerPage } from './server/server.tsx';
import { signingPage } from './signing/signing.tsx';
import { withdrawalPage } from './withdrawal/withdrawal.tsx';
import { subTaskPage } from './work/sub-task.tsx';
import { subTasksPage } from './work/work.tsx';

/** The pages of the cases and what belongs to them, in the order in which they answer. */
export const casePages: readonly Page[] = [
  tasksPage,
  boardPage,
  boardCalendarPage,
  boardTimelinePage,
  savedViewsPage,
  teamPage,
  casesPage,
  requestPages,
  casePage,
  checkAnswersPage,
  withdrawalPage,
  delayPage,
  subTasksPage,
  subTaskPage,
  dispositionPage,
  checklistPage,
  decisionPages,
  refusalPage,
  capacityPage,
  provideServerPage,
  infrastructurePage,
  installationPage,
  proposalPage,
  describeApplicationPage,
  replyPage,
  signingPage,
  issueRecommendationPage,
  recommendationPages,
  sopPage,
  filePages,
];
