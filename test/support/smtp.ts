import { type AddressObject, type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

export type TakenMail = ParsedMail & { envelopeTo: string[] };

export type TestSmtp = {
  url: string;
  /** What it took, parsed, in order. */
  mails: TakenMail[];
  /** How it answers from now on: takes everything, says that it cannot now (451), or knows nobody (550). */
  answer: (how: 'takes' | 'busy' | 'unknown-recipient') => void;
  close: () => Promise<void>;
};

/** A real SMTP server on loopback, which keeps what it is given. `port` names one that was used before. */
export const testSmtp = async (port = 0): Promise<TestSmtp> => {
  const mails: TakenMail[] = [];
  const state = { how: 'takes' as Parameters<TestSmtp['answer']>[0] };
  const refusal = (code: number, text: string) => Object.assign(new Error(text), { responseCode: code });
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo: (_address, _session, done) =>
      done(state.how === 'unknown-recipient' ? refusal(550, 'No such user here') : undefined),
    onData: (stream, session, done) => {
      void simpleParser(stream).then((mail) => {
        if (state.how === 'busy') return done(refusal(451, 'Try again later'));
        mails.push({ ...mail, envelopeTo: session.envelope.rcptTo.map((each) => each.address) });
        done();
      }, done);
    },
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.server.address();
  const bound = typeof address === 'object' && address ? address.port : port;
  return {
    url: `smtp://127.0.0.1:${bound}`,
    mails,
    answer: (how) => {
      state.how = how;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
};

/** The addresses of a header. */
export const addressesOf = (header: AddressObject | AddressObject[] | undefined): string[] =>
  [header ?? []].flat().flatMap((each) => each.value.map((value) => value.address ?? ''));
