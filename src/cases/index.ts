export { acts } from './acts.ts';
export * from './choices.ts';
export { accept } from './commands/accept.ts';
export { assign } from './commands/assign.ts';
export { applicantDocumentKinds, attachDocument } from './commands/attach-document.ts';
export { checkName } from './commands/check-name.ts';
export { checkRequirements, type Verdict } from './commands/check-requirements.ts';
export { comment } from './commands/comment.ts';
export { confirmDocuments } from './commands/confirm-documents.ts';
export { createCase } from './commands/create-case.ts';
export { deliverLetter } from './commands/deliver-letter.ts';
export { describeCaseApplication } from './commands/describe-application.ts';
export { dispose } from './commands/dispose.ts';
export { documentApplication } from './commands/document-application.ts';
export { draftReply } from './commands/draft-reply.ts';
export { editInstallation, type InstallationEdit } from './commands/edit-installation.ts';
export { answersFor, delayInput, explainDelay, isLate } from './commands/explain-delay.ts';
export { finishInstallation } from './commands/finish-installation.ts';
export { countTaken, handOver, mayHandOver } from './commands/hand-over.ts';
export { holdCaseCapacity } from './commands/hold-capacity.ts';
export { initialDraft } from './commands/initial-draft.ts';
export { initialReply } from './commands/initial-reply.ts';
export { issueAppointment } from './commands/issue-appointment.ts';
export { makeInfrastructureDocuments } from './commands/make-infrastructure-documents.ts';
export { overrideName } from './commands/override-name.ts';
export { passToInfrastructure } from './commands/pass-to-infrastructure.ts';
export { provideCaseServer, type ServerSpecification } from './commands/provide-server.ts';
export { publishSubdomain } from './commands/publish-subdomain.ts';
export { refuse } from './commands/refuse.ts';
export { returnCase } from './commands/return-case.ts';
export { saveDraft } from './commands/save-draft.ts';
export { sendBack } from './commands/send-back.ts';
export { bringSignedLetter, mayBringSigned, signIssuedLetter } from './commands/sign-issued.ts';
export { signLetter } from './commands/sign-letter.ts';
export { submit } from './commands/submit.ts';
export { tickItem } from './commands/tick-item.ts';
export { withdraw } from './commands/withdraw.ts';
export { type Decommission, decommissionApplication, planDecommission } from './decommission.ts';
export type { DispositionInput } from './disposition.ts';
export { type CaseRow, type FoundCase, findCase, getCase, seesSubmitted } from './find-case.ts';
export { jobs } from './jobs.ts';
export { findAppointment } from './letters/appointment.ts';
export { endLetterOf, endSigner, issueEndLetter } from './letters/end-letter.ts';
export {
  applicationListOf,
  networkTopologyOf,
  pictureDocumentOf,
  racksDocumentOf,
  serverDocumentFor,
  serverTopologyOf,
} from './letters/register-documents.ts';
export { findSopDocument, requestSopDocument } from './letters/sop.ts';
export { mailTimes } from './notices.ts';
export type { ActInput, ActResult, OnPaper } from './perform.ts';
export {
  type BoardRow,
  countOpen,
  listDue,
  listMostUrgent,
  listVisits,
  type OpenFilter,
  type VisitBar,
} from './queries/board.ts';
export { actionsFor, missingNow } from './queries/case-actions.ts';
export * from './queries/case-history.ts';
export { countWaiting } from './queries/count-waiting.ts';
export { currentCalendar } from './queries/current-calendar.ts';
export { findSubject, type Subject } from './queries/find-subject.ts';
export { type CaseFilter, type CaseListRow, countCases, listCases, mostCounted } from './queries/list-cases.ts';
export { type Delay, listDelays, listUnexplained, type UnexplainedDelay } from './queries/list-delays.ts';
export { countTasks, listTasks } from './queries/list-tasks.ts';
export { type ReplyFacts, replyFacts } from './queries/reply-facts.ts';
export { caseNumberOf, findVisibleLetter, mayReadLetter } from './queries/visible-letter.ts';
export { findVisibleUpload, type VisibleUpload } from './queries/visible-upload.ts';
export {
  findRecommendation,
  findRecommendationByNumber,
  issueRecommendation,
  listRecommendations,
  type Recommendation,
  type RecommendationInput,
} from './recommendations.ts';
export {
  type HostingRequest,
  parseRequest,
  type RequestDraft,
  type RequestField,
  requestFields,
  requestOf,
  toDraft,
} from './request.ts';
export { checkedRequirements, knownRequirements } from './requirements.ts';
export { currentSopVersion, definitionOf, ensureSopVersion } from './sop-version.ts';
export { mayWork, openStepOf, planningPost } from './sub-tasks/access.ts';
export { itemInput, type SubTaskInput, subTaskCommentInput, subTaskInput } from './sub-tasks/input.ts';
export { addFromSop, addSubTask, changeSubTask, removeSubTask } from './sub-tasks/plan.ts';
export {
  listCheckItems,
  listColleagues,
  listOwnSubTasks,
  listSubTaskComments,
  listSubTasks,
  type OwnSubTask,
  type SubTask,
} from './sub-tasks/queries.ts';
export { addCheckItem, commentSubTask, finishSubTask, tickCheckItem } from './sub-tasks/work.ts';
export { addHeadingsAndTell } from './wiki/add-headings.ts';
export { bookOfWiki } from './wiki/book-job.ts';
export { commentOnPage, editCommentAndTell } from './wiki/comments.ts';
export { followEndedRecords } from './wiki/ended-records.ts';
export { wikiExporting } from './wiki/exporting.ts';
export { type FoundRecordPage, listPagesOfFound } from './wiki/found-records.ts';
export { importIntoWiki, startWikiImport, stopWikiImport, tryWikiImportAgain, undoWikiImport } from './wiki/import-job.ts';
export { makeRecordPages } from './wiki/make-record-pages.ts';
export { openWikiParts, openWikiTable } from './wiki/open-facts.ts';
export { openRecordPage } from './wiki/open-record.ts';
export { namesOfApplication } from './wiki/parts/names.ts';
export { wikiParts } from './wiki/parts.ts';
export { remindOwners } from './wiki/remind-owners.ts';
export { readSections } from './wiki/sections.ts';
export { type TableHelp, tableHelp } from './wiki/tables/help.ts';
export { wikiCount, wikiTable } from './wiki/tables.ts';
export {
  commentProposalAndTell,
  decideAndTell,
  reviseAndTell,
  savePageAndTell,
  tellApprovers,
} from './wiki/talk.ts';
export { tellWatchers } from './wiki/tell-watchers.ts';
