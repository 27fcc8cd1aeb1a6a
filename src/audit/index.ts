export { type JournalEntry, listJournal } from './journal.ts';
export { countEvents, listEvents, listSubjectKinds, type RecordedEvent, type WantedEvents } from './queries.ts';
export { type AuditEvent, appended, type Doer, record, system } from './record.ts';
export { type BrokenLink, verify } from './verify.ts';
