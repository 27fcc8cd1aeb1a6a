import { randomUUIDv7 } from 'node:crypto';

/** A new record id: UUIDv7 (RFC 9562), so that ids sort by time of creation. */
export const newId = (): string => randomUUIDv7();

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether a text from outside can be used where PostgreSQL expects a uuid. */
export const isId = (text: string): boolean => uuidPattern.test(text);
