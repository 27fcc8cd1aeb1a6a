export {
  type Book,
  type Channel,
  channels,
  type LetterStatus,
  letterKinds,
  letterStatuses,
  type Nature,
  natures,
  renderStates,
} from './choices.ts';
export { confirmReceipt } from './commands/confirm-receipt.ts';
export { dispatchLetter } from './commands/dispatch-letter.ts';
export { type DraftInput, draftLetter } from './commands/draft-letter.ts';
export { initialLetter } from './commands/initial-letter.ts';
export { issueLetter } from './commands/issue-letter.ts';
export { issueNow } from './commands/issue-now.ts';
export { registerIncoming } from './commands/register-incoming.ts';
export { renderLetter } from './commands/render-letter.ts';
export { reviseLetter } from './commands/revise-letter.ts';
export { voidLetter } from './commands/void-letter.ts';
export type { LetterDraft } from './content.ts';
export type { Signer } from './facts.ts';
export { jobs } from './jobs.ts';
export type { LetterContent, LetterKind } from './kinds/index.ts';
export { annexColumns, annexPages } from './kinds/sop/annex.ts';
export { validatePattern } from './number.ts';
export {
  type BookFilter,
  type BookPage,
  type DispatchRow,
  findLetter,
  getLetter,
  type LetterPage,
  type LetterRow,
  listAgenda,
  listAgendaOf,
  listDispatch,
  listDispatchOf,
  listLettersOf,
  listOutgoing,
} from './queries.ts';
export { endRendering } from './render.ts';
export { type SignatureFinding, verifySignedPdf } from './signing/verify-pdf.ts';
