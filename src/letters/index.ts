export { blankFormKinds } from './blank-forms.ts';
export {
  type AgendaRow,
  getAgendaEntry,
  listAgenda,
  listAgendaOfLetter,
  listFormerScans,
} from './books/agenda.ts';
export { type DispatchRow, getDispatch, listDispatches, listDispatchesOf } from './books/dispatches.ts';
export { type EndedRow, type FilingRule, listEnded, listFilings, ruleFor } from './books/filings.ts';
export {
  type BlockInput,
  type DispatchInput,
  type FilingInput,
  type OutsideLetterInput,
  type PaperLetterInput,
  type PatternInput,
  paperChannels,
  paperLetterInput,
  type ReceiptInput,
} from './books/input.ts';
export {
  exampleNumbers,
  listBlocks,
  listBlocksIn,
  listNextNumbers,
  listPatterns,
  type NumberBlock,
  patternOn,
} from './books/numbers.ts';
export { findBookLetter, getBookLetter, getOutgoing, listOutgoing, type OutgoingRow } from './books/outgoing.ts';
export { type BookName, type BookQuery, bookTitles, longestPrint, readBook, sequencesOf } from './books/print.ts';
export { listBookOffices } from './books/scope.ts';
export type { BookCell } from './books/table.ts';
export {
  type Book,
  blockKinds,
  type Channel,
  channels,
  type Fate,
  fates,
  fonts,
  kindLabel,
  type LetterStatus,
  letterKinds,
  letterStatuses,
  type Nature,
  natures,
  outsideKind,
  papers,
  renderStates,
  type Sequence,
  secretariat,
  sequences,
  templateStatuses,
} from './choices.ts';
export { activateTemplate, type Proof, proveTemplate, restoreShipped } from './commands/activate-template.ts';
export { blockNumbers } from './commands/block-numbers.ts';
export { completeLetter } from './commands/complete-letter.ts';
export { confirmReceipt } from './commands/confirm-receipt.ts';
export { correctAgenda } from './commands/correct-agenda.ts';
export { discardTemplate } from './commands/discard-template.ts';
export { dispatchLetter } from './commands/dispatch-letter.ts';
export { type DraftInput, draftLetter } from './commands/draft-letter.ts';
export { initialAsDrafter, initialLetter } from './commands/initial-letter.ts';
export { issueLetter } from './commands/issue-letter.ts';
export { issueNow } from './commands/issue-now.ts';
export { keepSignedUpload, signedUploadPurpose } from './commands/keep-signed-upload.ts';
export { linkAgenda } from './commands/link-agenda.ts';
export { printBook } from './commands/print-book.ts';
export { recordDispatch } from './commands/record-dispatch.ts';
export { recordReceipt } from './commands/record-receipt.ts';
export { registerIncoming } from './commands/register-incoming.ts';
export { bringOutgoingFile, registerOutgoing } from './commands/register-outgoing.ts';
export { registerPaper } from './commands/register-paper.ts';
export { renderBlankForm } from './commands/render-blank-form.ts';
export { renderDocument } from './commands/render-document.ts';
export { renderLetter } from './commands/render-letter.ts';
export { reviseLetter } from './commands/revise-letter.ts';
export { saveFiling } from './commands/save-filing.ts';
export { findPageSettings, savePageSettings } from './commands/save-page-settings.ts';
export { saveTemplate } from './commands/save-template.ts';
export { sendBackLetter } from './commands/send-back-letter.ts';
export { setPattern } from './commands/set-pattern.ts';
export { type SigningOutcome, signLetter } from './commands/sign-letter.ts';
export { startTemplate } from './commands/start-template.ts';
export { voidLetter } from './commands/void-letter.ts';
export { asLetterKind, type LetterDraft, withoutSecrets } from './content.ts';
export type { Signer } from './facts.ts';
export { filingKinds, filingLabel, isFilingKind, retentionEnds } from './filing.ts';
export { jobs } from './jobs.ts';
export type { LetterContent, LetterKind } from './kinds/index.ts';
export { annexColumns, annexPages } from './kinds/sop/annex.ts';
export { validatePattern } from './number.ts';
export { type PageSettings, pageSchema, standardPage } from './page-settings.ts';
export { mayKeepBook, maySeeBooks, mayVoid, needBooks, needKeeper, needVoider } from './policy.ts';
export {
  findLetter,
  getLetter,
  type LetterCode,
  type LetterPage,
  type LetterRow,
  listAgendaOf,
  listCodesOf,
  listLettersOf,
  listLettersOfMany,
  listRecentOf,
} from './queries.ts';
export { endRendering } from './render.ts';
export { askVerdict, checkSigner } from './signing/check-signer.ts';
export {
  type SigningProvider,
  type SignState,
  signatureLimits,
  signingProviders,
  signStates,
  standings,
} from './signing/choices.ts';
export { SigningFailure, type SigningFailureCode, signingFailures } from './signing/failures.ts';
export { findAuthority, retireAuthority } from './signing/identities.ts';
export {
  type AwaitedInitial,
  draftedKinds,
  type InitialTurn,
  listAwaitedInitials,
  listInitialRules,
  listInitialTurns,
  saveInitialRules,
} from './signing/initials.ts';
export {
  distrustIssuer,
  type IssuerRow,
  keepRevocations,
  listIssuers,
  listTrusted,
  trustIssuer,
} from './signing/issuers.ts';
export { findMaskedNik, saveNik } from './signing/nik.ts';
export type { Given, Patience, SignerStatus } from './signing/provider.ts';
export {
  findSignature,
  type LetterSignature,
  type LongUnsigned,
  listLongUnsigned,
  listMakers,
  listUnsigned,
  type UnsignedLetter,
  waitForRendering,
} from './signing/queries.ts';
export { getSigningSetting, type SigningSetting, type SigningSettingInput, saveSigningSetting } from './signing/settings.ts';
export { type Judged, judgeSignature, type Standing } from './signing/trust.ts';
export { type SignatureFinding, verifySignedPdf } from './signing/verify-pdf.ts';
export { variants } from './templates/examples.ts';
export type { Explained } from './templates/explain.ts';
export { asTemplateKind, isPart, type PartKind, partKinds, type TemplateKind, templateLabel } from './templates/parts.ts';
export { endPreviews } from './templates/preview.ts';
export {
  getTemplate,
  listActiveTemplates,
  listTemplates,
  shippedTemplate,
  type TemplateRow,
  type TemplateVersion,
} from './templates/queries.ts';
export { type Shown, showPage, showPart, showTemplate } from './templates/sample.ts';
export { groupedCode, readCode } from './verification/code.ts';
export { type CheckedLetter, findByCode, findByFile, isOwnCertificate } from './verification/find-checked.ts';
export { keepPublicAddress } from './verification/public-address.ts';
