/** Bytes that can be read at any place, without holding them all. */
export type ByteSource = {
  size: number;
  /** At most `length` bytes from `offset`; fewer at the end. */
  read: (offset: number, length: number) => Promise<Buffer>;
};

/** Bytes in memory as a source. */
export const bytesSource = (bytes: Uint8Array): ByteSource => {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { size: buffer.length, read: async (offset, length) => buffer.subarray(offset, offset + length) };
};
