import { fileSize } from '#lib/format.ts';
import { texts } from '../../form.ts';
import { useView, useWords } from '../../view.ts';
import { Icon } from '../icon/icon.tsx';
import { common } from '../words.ts';
import { Fault, type FieldProps, Hint } from './field.tsx';
import { faultOf, fieldId, noteLabel } from './wiring.ts';

const words = {
  stored: { id: 'sudah diunggah', en: 'already uploaded' },
  replace: { id: 'Ganti dengan berkas lain', en: 'Replace with another file' },
  addMore: { id: 'Tambah berkas', en: 'Add a file' },
  removeThis: { id: 'Hapus berkas ini', en: 'Remove this file' },
} as const;

/**
 * A file. What was uploaded before is named by a hidden field with its upload's id and need not be chosen again. `href`
 * makes the address at which it can be seen.
 */
export const FileField = (props: FieldProps & { accept?: string; multiple?: boolean; href?: (uploadId: string) => string }) => {
  const t = useWords();
  const { language } = useView();
  noteLabel(props.state, props.name, t(props.label));
  const fault = faultOf(props.state, props.name, language);
  const stored = texts(props.state.values, props.name).flatMap((id) => props.state.uploads.get(id) ?? []);
  const id = fieldId(props.name);
  const describing = [props.hint ? `${id}-hint` : '', fault ? `${id}-fault` : ''].filter(Boolean).join(' ');
  return (
    <div class={fault ? 'g-field g-field-faulty' : 'g-field'}>
      <label class="form-label" for={id}>
        {t(props.label)}
        {props.optional ? <span class="g-optional"> ({t(common.optional)})</span> : null}
      </label>
      <Hint name={props.name} hint={props.hint} />
      <Fault name={props.name} fault={fault} />
      {stored.map((upload) => (
        <div class="g-stored">
          <input type="hidden" name={props.name} value={upload.id} />
          <Icon name="file-check" />
          <span class="g-stored-name">
            {props.href ? <a href={props.href(upload.id)}>{upload.name}</a> : upload.name}
            <span class="g-muted">
              {' '}
              {fileSize(upload.size, language)}, {t(words.stored)}
            </span>
          </span>
          {props.optional || props.multiple ? (
            <label class="g-stored-remove">
              <input type="checkbox" class="form-check-input" name={`${props.name}__remove`} value={upload.id} />{' '}
              <span>
                {t(common.remove)}
                <span class="visually-hidden"> {upload.name}</span>
              </span>
            </label>
          ) : null}
        </div>
      ))}
      {stored.length > 0 ? <span class="g-hint">{t(props.multiple ? words.addMore : words.replace)}</span> : null}
      <input
        id={id}
        class="form-control"
        type="file"
        name={props.name}
        {...(props.accept ? { accept: props.accept } : {})}
        {...(props.multiple ? { multiple: true } : {})}
        {...(describing ? { 'aria-describedby': describing } : {})}
        {...(fault ? { 'aria-invalid': 'true' } : {})}
      />
    </div>
  );
};
