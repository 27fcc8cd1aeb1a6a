import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const keyOf = (secret: string): Buffer => Buffer.from(hkdfSync('sha256', secret, '', 'griya sealed value', 32));

/**
 * Seals a value (AES-256-GCM) with a key made from the installation's secret, to be stored. `purpose` names the record that
 * it belongs to: a sealed value that was moved to another record does not open there.
 */
export const seal = (secret: string, purpose: string, value: string | Uint8Array): Buffer => {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', keyOf(secret), nonce);
  cipher.setAAD(Buffer.from(purpose));
  return Buffer.concat([nonce, cipher.update(value), cipher.final(), cipher.getAuthTag()]);
};

/** Opens what `seal` made for the same purpose. Throws an Error when the secret is another one or the value was changed. */
export const unseal = (secret: string, purpose: string, sealed: Uint8Array): Buffer => {
  const bytes = Buffer.from(sealed);
  const decipher = createDecipheriv('aes-256-gcm', keyOf(secret), bytes.subarray(0, 12));
  decipher.setAAD(Buffer.from(purpose));
  decipher.setAuthTag(bytes.subarray(-16));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]);
  } catch {
    throw new Error(`A sealed value (${purpose.split(':')[0]}) cannot be opened: it was sealed with another secret`);
  }
};
