import { createHash, randomBytes } from 'node:crypto';

/** A new key: 256 random bits behind a mark by which scanners for leaked secrets can know it. */
export const newApiKey = (): string => `griya_${randomBytes(32).toString('base64url')}`;

/** The first characters, to recognise a key in a list. */
export const apiKeyPrefix = (key: string): string => key.slice(0, 12);

/** What is stored. A key is random through and through, so one SHA-256 is enough. */
export const apiKeyHash = (key: string): Buffer => createHash('sha256').update(key).digest();
