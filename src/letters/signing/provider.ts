/** What the signer gives at the act: kept in memory for the act only, never stored, logged or put into a job. */
export type Given = { passphrase: string } | { totp: string };

export type SignerStatus = 'active' | 'inactive' | 'unknown';

/** A service that signs PDFs for people. All throw a SigningFailure. */
export type Provider = {
  /** Whether the service would sign for this person. */
  status: (signer: { nik: string }) => Promise<SignerStatus>;
  /** The signed PDF as the service sent it, unchecked, and the service's own id of it. */
  sign: (
    pdf: Buffer,
    signing: { nik: string; given: Given; reason: string; location: string },
  ) => Promise<{ pdf: Buffer; reference: string | null }>;
  /** What the service itself says of a signed PDF. */
  verify: (pdf: Buffer) => Promise<{ valid: boolean }>;
};

export type BsreSetting = { baseAddress: string; username: string; password: string };

/** How long a service may take, and how often it is asked again when it is away or answers 5xx. */
export type Patience = { timeoutMs: number; pausesMs: readonly number[] };

/** A person waits: two more tries, about a minute at the most. */
export const usualPatience: Patience = { timeoutMs: 20_000, pausesMs: [500, 1500] };
