import { createHash, randomBytes } from 'node:crypto';
import { encode } from 'uqr';

/** Crockford's base 32: no letter that is taken for another, so that a code can be typed from paper. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** 28 signs of 5 bits: 140 bits of chance, which nobody guesses. */
const length = 28;

/** A new verification code: pure chance, bound to nothing that could be known. */
export const newCode = (): string => Array.from(randomBytes(length), (byte) => alphabet[byte & 31]).join('');

/** A code as it was typed or scanned, with its groups and look-alikes read as they are meant; null when it can be none. */
export const readCode = (typed: string): string | null => {
  const code = typed.slice(0, 200).toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  return code.length === length && [...code].every((sign) => alphabet.includes(sign)) ? code : null;
};

/** "7K3M-9QXF-…": as it is printed. */
export const groupedCode = (code: string): string => code.match(/.{1,4}/g)?.join('-') ?? code;

/** What is kept in the index in the code's place. */
export const digestOf = (code: string): Buffer => createHash('sha256').update(code).digest();

/** Where letters are checked, below the address of the installation. */
const verificationPath = '/verify';

export type Verification = {
  code: string;
  /** The page at which the letter is checked; empty when the installation does not know its own address. */
  address: string;
  /** The address as QR code: rows of modules, "1" dark. */
  qr: string[];
};

/** What a letter prints for whoever wants to check it, frozen when it is issued. */
export const verificationOf = (publicAddress: string, code: string): Verification => {
  if (publicAddress === '') return { code, address: '', qr: [] };
  const address = `${publicAddress}${verificationPath}/${code}`;
  const { data } = encode(address, { ecc: 'M', border: 0 });
  return { code, address, qr: data.map((row) => row.map((dark) => (dark ? '1' : '0')).join('')) };
};
