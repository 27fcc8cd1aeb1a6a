export { type Access, accesses, type PageState, pageStates, type RecordKind, recordKinds } from './choices.ts';
export { activateTemplate } from './commands/activate-template.ts';
export { addHeadings, type HeadingsAdded } from './commands/add-headings.ts';
export {
  type Attachment,
  attachFile,
  attachmentPurpose,
  detachFile,
  type FormerAttachment,
  findAttachment,
  findAttachmentAt,
  findWaitingFile,
  listAttachments,
  listFormerAttachments,
} from './commands/attach-file.ts';
export { addComment, type Commented } from './commands/comment-page.ts';
export { commentOnProposal } from './commands/comment-proposal.ts';
export { confirmPage } from './commands/confirm-page.ts';
export { createPage } from './commands/create-page.ts';
export { createSpace, updateSpace } from './commands/create-space.ts';
export { decideProposal, mayDecide } from './commands/decide-proposal.ts';
export { editComment } from './commands/edit-comment.ts';
export { archiveRecordPages, reviveRecordPages } from './commands/end-record-pages.ts';
export { discardTemplate, endTemplate } from './commands/end-template.ts';
export { extractAnew } from './commands/extract-anew.ts';
export { movePage } from './commands/move-page.ts';
export { type OrderStep, orderPage, orderSteps } from './commands/order-page.ts';
export {
  ensureRecordPages,
  missingSections,
  type PageRecord,
  replaceRecordPage,
  retitleRecordPages,
} from './commands/record-pages.ts';
export { removeComment } from './commands/remove-comment.ts';
export { restoreRevision } from './commands/restore-revision.ts';
export { mostReviewed, type Reviewed, type ReviewOutcome, reviewMany } from './commands/review-many.ts';
export { mayRevise, reviseProposal } from './commands/revise-proposal.ts';
export { type Draft, type DraftSeen, dropDraft, findDraft, forgetDrafts, listDrafts, saveDraft } from './commands/save-draft.ts';
export { type Saved, savePage } from './commands/save-page.ts';
export { checkTemplate, saveTemplate } from './commands/save-template.ts';
export { setReview } from './commands/set-review.ts';
export { setPageState } from './commands/set-state.ts';
export { settleThread } from './commands/settle-thread.ts';
export { createTemplate, startTemplate } from './commands/start-template.ts';
export { type Tick, tickTask } from './commands/tick-task.ts';
export type { NamedIn, Unreached } from './comments/resolve.ts';
export { type DiffPiece, type DiffRow, diffTexts } from './diff.ts';
export { type Book, type BookState, forgetBooks, getBook, listBooks, requestBook, runBook } from './export/book/books.ts';
export { type MadeBook, makeBook } from './export/book/make-book.ts';
export { endBooks } from './export/book/typeset.ts';
export { exportMarkdown } from './export/markdown-folder.ts';
export type { Exporting } from './export/page-html.ts';
export { exportSite } from './export/site.ts';
export type { GeneratedCell, GeneratedPart, GeneratedTable } from './generated.ts';
export { type Collision, collisions, type ImportKind, importKinds, importPurpose } from './import/kinds.ts';
export { type Outcome, outcomes, type Verdict, verdicts } from './import/outcome.ts';
export {
  countImportLines,
  getImport,
  type ImportCounts,
  type ImportFilter,
  type ImportLine,
  type ImportState,
  importFilters,
  listImportLines,
  listImports,
  type PastImport,
  type WikiImport,
} from './import/queries.ts';
export { dropImport, forgetChecks, requestImport, startImport, stopImport, tryAgain, undoImport } from './import/steer.ts';
export { importApproval, stateWords as importStateWords } from './import/words.ts';
export { importNow, workOnImport } from './import/work.ts';
export { longestBody } from './input.ts';
export { fillIn, type IncludeProblem, type Surroundings, tableHtml } from './markdown/fill-in.ts';
export { fillInOpen, type OpenSurroundings } from './markdown/fill-in-open.ts';
export { renderMarkdown } from './markdown/render.ts';
export { renderedOf } from './markdown/rendered.ts';
export type { Include, Rendering } from './markdown/rendering.ts';
export { sectionOf, withSection } from './markdown/scan.ts';
export { cutSection, joinSection, type Section, sectionAt } from './markdown/section.ts';
export { type Task, withTaskBoxes } from './markdown/tasks.ts';
export { emptySections } from './markdown/written.ts';
export { mergeTexts } from './merge.ts';
export { mayKeep, mayKeepSpaces, mayReadSpace, mayReadTemplates, mayWrite, needKeeper, readsAll } from './policy.ts';
export {
  getComment,
  listThreads,
  type PageComment,
  placeOfComment,
  speakersOf,
  type Thread,
  type ThreadState,
  type Threads,
  threadStates,
  threadsPerPage,
} from './queries/comments.ts';
export { type DeletedPage, listDeleted } from './queries/deleted.ts';
export { type DuePage, listDuePages, mayHearOf } from './queries/due.ts';
export { type BrokenLink, findByTitle, listBacklinks, listBrokenLinks } from './queries/links.ts';
export {
  findOpenFile,
  findOpenPageAt,
  findOpenSpace,
  listOpenAbove,
  listOpenChildren,
  listOpenPages,
  listOpenSpaces,
  type OpenPage,
} from './queries/open.ts';
export { listPageOwners } from './queries/owners.ts';
export {
  findPage,
  findPageAt,
  findRecordPage,
  getPage,
  listAbove,
  listChildren,
  listOfficePages,
  listRecent,
  listRecordPages,
  listTitles,
  type PageLink,
  recordPageOf,
  type WikiPage,
} from './queries/pages.ts';
export {
  type FormerText,
  type FoundProposal,
  getProposal,
  type ListedProposal,
  listFormerTexts,
  listProposalComments,
  listProposals,
  type Proposal,
  type ProposalComment,
} from './queries/proposals.ts';
export { getRevision, listRevisions, type Revision, type RevisionEntry } from './queries/revisions.ts';
export { searchPages, type WikiFilter, type WikiFound } from './queries/search.ts';
export { type OpenHit, searchOpen } from './queries/search-open.ts';
export { getSpace, listSpaces, listSpacesCounted, type Space } from './queries/spaces.ts';
export {
  countStale,
  listStalePages,
  type StaleCounts,
  type StaleFilter,
  type StalePage,
  staleOrders,
  staleOwners,
} from './queries/stale.ts';
export { suggestTitles } from './queries/suggest.ts';
export { listSubtree, type TreeRow } from './queries/tree.ts';
export { type OwnerFault, type Ownership, ownerOf } from './review/owner.ts';
export type { WikiHit } from './search/look-for.ts';
export type { TemplateFault } from './templates/check.ts';
export { fillBody, fillTitle } from './templates/fill.ts';
export { exampleValues, placeholdersOf, type TemplateKind, templateKinds } from './templates/kinds.ts';
export { type LackingPage, listLackingPages } from './templates/lacking.ts';
export {
  countPagesBegun,
  getTemplateVersion,
  listFreeTemplates,
  listTemplates,
  listTemplateVersions,
  type TemplateEntry,
  type TemplateVersion,
} from './templates/queries.ts';
export { titleKey } from './title.ts';
export { listWatchedChanges, listWatchers, noteTold, type WatchedChange } from './watching/changes.ts';
export {
  chooseFollowing,
  followsByItself,
  listWatched,
  pageWatches,
  type Watch,
  type Watched,
  watchersOf,
  watchesSpace,
  watchOf,
  watchPage,
  watchSpace,
} from './watching/watch.ts';
