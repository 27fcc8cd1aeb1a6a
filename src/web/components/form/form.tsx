import type { FormState } from '../../form.ts';
import type { Children } from '../../view.ts';

type ActFormProps = Children & {
  /** Where it is posted; always a path, because the page may be shown again at another address. */
  action: string;
  state: FormState;
  /** Version of the record that the page shows; a change in between is then noticed. */
  version?: number;
  /** Sends files. */
  files?: boolean;
  /** Keeps what is typed in this browser tab until it is sent. */
  keep?: string;
  /** Where its preview is asked for while one types (preview.js); a button must do the same. */
  preview?: string;
  id?: string;
  class?: string;
};

/**
 * A form that acts. It carries the act's key (the second click does nothing), the proof for whom it was made (a lost
 * session loses nothing) and the version it was made from. They come first, so that a stream of files is read knowing them.
 */
export const ActForm = ({ action, state, version, files = false, keep, preview, id, class: extra, children }: ActFormProps) => (
  <form
    method="post"
    action={action}
    novalidate
    {...(files ? { enctype: 'multipart/form-data' } : {})}
    {...(keep ? { 'data-keep': keep } : {})}
    {...(preview ? { 'data-live': preview } : {})}
    {...(id ? { id } : {})}
    {...(extra ? { class: extra } : {})}
  >
    <input type="hidden" name="request_key" value={state.requestKey} />
    <input type="hidden" name="form_proof" value={state.proof} />
    {version === undefined ? null : <input type="hidden" name="version" value={String(version)} />}
    {children}
  </form>
);

/** A hidden value of a form. */
export const Hidden = ({ name, value }: { name: string; value: string | number }) => (
  <input type="hidden" name={name} value={String(value)} />
);
