/**
 * An error for the person at the console: its message is one whole sentence that says what is wrong and what to do, and is
 * printed alone, without a stack.
 */
export const fault = (sentence: string, cause?: unknown): Error => {
  const error = new Error(sentence, { cause });
  error.name = 'Fault';
  return error;
};

/** Whether an error was written for the person at the console. */
export const isFault = (error: unknown): error is Error => error instanceof Error && error.name === 'Fault';
