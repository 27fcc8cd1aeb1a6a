import { acceptAttribute } from '#files/index.ts';
import { shortMoment } from '#lib/format.ts';
import { stateOf } from '#sop/index.ts';
import { Button } from '../../../components/button/button.tsx';
import { Card } from '../../../components/card/card.tsx';
import { Checkbox, TextArea } from '../../../components/field/field.tsx';
import { FileField } from '../../../components/field/file-field.tsx';
import { ActForm } from '../../../components/form/form.tsx';
import { Mark } from '../../../components/status/status.tsx';
import type { FormState } from '../../../form.ts';
import { paths } from '../../../paths.ts';
import { useView, useWords } from '../../../view.ts';
import type { CasePage } from './read.ts';
import { words } from './words.ts';

type Props = { page: CasePage; state: FormState };

/** What people wrote to each other about the case, and a field to answer. */
export const Comments = ({ page, state }: Props) => {
  const t = useWords();
  const { language, timeZone } = useView();
  const { actor, found } = page.open;
  return (
    <Card title={words.comments} id="comments">
      {page.comments.length === 0 ? <p class="g-muted">{t(words.noComments)}</p> : null}
      <ol class="g-comments">
        {page.comments.map((comment) => (
          <li class={comment.internal ? 'g-comment-internal' : ''}>
            <p class="g-comment-who">
              <strong>{comment.author_name}</strong>{' '}
              <time class="g-muted" datetime={comment.at.toString()}>
                {shortMoment(comment.at, language, timeZone)}
              </time>{' '}
              {comment.internal ? <Mark label={words.internalMark} /> : null}
            </p>
            <p class="g-pre">{comment.body}</p>
          </li>
        ))}
      </ol>
      {actor.posts.length > 0 ? (
        <ActForm action={paths.caseComments(found.row.number)} state={state}>
          <TextArea state={state} name="body" label={words.comment} rows={2} maxlength={5000} />
          {actor.host ? <Checkbox state={state} name="internal" label={words.internal} /> : null}
          <Button label={words.send} tone="secondary" icon="send" />
        </ActForm>
      ) : null}
    </Card>
  );
};

/** A document that corrects one that was filed before; folded away until it is needed. */
export const Correction = ({ page, state, open }: Props & { open: boolean }) => {
  const t = useWords();
  const { actor, found } = page.open;
  const { ended } = stateOf(found.definition, found.row.state);
  if (ended || actor.posts.length === 0) return null;
  return (
    <details class="g-details g-correction" {...(open ? { open: true } : {})}>
      <summary>{t(words.correction)}</summary>
      <p class="g-hint">{t(words.correctionHow)}</p>
      <ActForm action={paths.caseDocuments(found.row.number)} state={state} files>
        <FileField
          state={state}
          name="correction"
          label={words.correctionFile}
          accept={acceptAttribute('correction')}
          href={paths.file}
        />
        <TextArea state={state} name="correction_note" label={words.correctionNote} rows={2} maxlength={1000} />
        <Button label={words.attach} tone="secondary" icon="paperclip" />
      </ActForm>
    </details>
  );
};
