export { listEvents, type RecordedEvent } from './list.ts';
export { type AuditEvent, appended, type Doer, record, system } from './record.ts';
export { type BrokenLink, verify } from './verify.ts';
