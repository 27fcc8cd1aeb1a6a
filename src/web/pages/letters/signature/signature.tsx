import { bringSignedLetter, initialDraft } from '#cases/index.ts';
import { askVerdict, type LetterPage, SigningFailure, signedUploadPurpose, signingFailures } from '#letters/index.ts';
import { AppError, invalid } from '#lib/errors.ts';
import { say } from '#lib/words.ts';
import { act, freshForm, perform } from '../../../act.ts';
import type { Ctx, Page } from '../../../context.ts';
import { type FormState, text } from '../../../form.ts';
import { page, param, signedIn } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { letterLabel, PdfPane } from '../../cases/shared/letters.tsx';
import { crumbsOf } from '../../cases/shared/open-case.ts';
import { sendFile } from '../../files/send.ts';
import { readGiven, signNow } from '../shared/given.tsx';
import { Awaiting, Bring, Initials, Remarks, Result, Summary } from './parts.tsx';
import { type Read, readLetter } from './read.ts';
import { words } from './words.ts';

type Place = 'sign' | 'bring' | 'initial';

const show = (c: Ctx, read: Read, posted: FormState, place: Place): Promise<Response> => {
  const { letter, caseNumber } = read;
  const stateOf = (wanted: Place): FormState => (wanted === place ? posted : freshForm(c));
  return page(
    c,
    {
      title: letterLabel(letter.kind),
      section: caseNumber ? 'cases' : 'none',
      breadcrumbs: caseNumber ? crumbsOf(caseNumber) : [],
      lead: letter.number ?? '',
      state: posted,
      width: 'full',
    },
    <div class="g-work">
      <div class="g-stack">
        <Awaiting read={read} state={stateOf('sign')} />
        <Bring read={read} state={stateOf('bring')} open={place === 'bring'} />
        <Summary read={read} />
        <Result read={read} state={freshForm(c)} />
        <Initials read={read} state={stateOf('initial')} />
        <Remarks letter={letter} />
      </div>
      <PdfPane letter={letter} absent={words.draft} />
    </div>,
  );
};

const open = (c: Ctx, actor = signedIn(c)): Promise<Read> => readLetter(c.var.services.db, actor, param(c, 'id'));

/** The unsigned file that a signed one was made from, for whoever works at the office: to compare the two. */
const numberedFile = async (c: Ctx): Promise<Response> => {
  const { letter, signature, actor } = await open(c);
  if (!signature?.unsignedFileId || !actor.host) throw new AppError('not_found', { what: `numbered file of ${letter.id}` });
  return sendFile(c, c.var.services.db, { fileId: signature.unsignedFileId, name: `${nameOf(letter)}.pdf`, inline: true });
};

const nameOf = ({ kind, number }: LetterPage): string =>
  [say(letterLabel(kind), 'id'), number?.replaceAll('/', '-'), 'belum ditandatangani'].filter(Boolean).join(' ');

/** One letter: how it is signed and how far that is, what was found in its signature, its initials and remarks. */
export const letterSignaturePage: Page = (app) => {
  app.get(paths.letterSignature(':id'), async (c) => show(c, await open(c), freshForm(c), 'sign'));

  app.post(paths.letterSignature(':id'), (c) =>
    act(c, {
      run: async (tx, { actor, values }) => {
        const { letter, caseNumber } = await readLetter(tx, actor, param(c, 'id'));
        const given = letter.sign_provider && letter.sign_state !== 'signed' ? readGiven(values, letter.sign_provider) : null;
        const here = paths.letterSignature(letter.id);
        if (!given) return { to: here };
        const onwards = caseNumber ? paths.case(caseNumber) : here;
        return { to: here, show: () => signNow(c, { actor, letterId: letter.id, given, onwards }) };
      },
      again: async (state, actor) => show(c, await open(c, actor), state, 'sign'),
    }),
  );

  app.post(paths.letterSigned(':id'), (c) =>
    act(c, {
      uploads: [{ field: 'file', purpose: signedUploadPurpose }],
      run: async (tx, { actor, values, now }) => {
        const uploadId = text(values, 'file');
        if (uploadId === '') throw invalid([{ field: 'file', message: words.needFile }]);
        await bringSignedLetter(tx, { actor, letterId: param(c, 'id'), uploadId, now });
        return { to: paths.letterSignature(param(c, 'id')), said: words.kept };
      },
      again: async (state, actor) => show(c, await open(c, actor), state, 'bring'),
    }),
  );

  app.post(paths.letterInitial(':id'), (c) =>
    act(c, {
      run: async (tx, { actor, now }) => {
        await initialDraft(tx, { actor, letterId: param(c, 'id'), now });
        return { to: paths.letterSignature(param(c, 'id')), said: words.initialled };
      },
      again: async (state, actor) => show(c, await open(c, actor), state, 'initial'),
    }),
  );

  app.post(paths.letterVerdict(':id'), (c) =>
    perform(c, {
      run: async ({ actor }) => {
        const { db, config } = c.var.services;
        const { letter } = await readLetter(db, actor, param(c, 'id'));
        if (!actor.host) throw new AppError('not_found', { what: `verdict of ${letter.id}` });
        const to = paths.letterSignature(letter.id);
        const patience = config.signing ? { patience: config.signing.patience } : {};
        try {
          const { valid } = await askVerdict(db, { letterId: letter.id, secret: config.secret, ...patience });
          return { to, said: valid ? words.serviceValid : words.serviceInvalid };
        } catch (error) {
          if (error instanceof SigningFailure) return { to, said: signingFailures[error.code] };
          throw error;
        }
      },
      again: async (state, actor) => show(c, await open(c, actor), state, 'sign'),
    }),
  );

  app.get(paths.letterNumbered(':id'), numberedFile);
};
