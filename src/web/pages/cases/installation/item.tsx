import { acceptAttribute } from '#files/index.ts';
import { shortMoment } from '#lib/format.ts';
import { Button } from '../../../components/button/button.tsx';
import { TextArea } from '../../../components/field/field.tsx';
import { FileField } from '../../../components/field/file-field.tsx';
import { ActForm, Hidden } from '../../../components/form/form.tsx';
import { Icon } from '../../../components/icon/icon.tsx';
import type { FormState } from '../../../form.ts';
import { paths } from '../../../paths.ts';
import { useView, useWords } from '../../../view.ts';
import type { InstallItem } from './read.ts';
import { words } from './words.ts';

type ItemProps = {
  item: InstallItem;
  number: string;
  version: number;
  /** The item's own form. */
  state: FormState;
  /** A form without content, for taking back and removing. */
  plain: FormState;
  /** Folded out. */
  open: boolean;
};

const DoneItem = ({ item, number, version, plain }: ItemProps) => {
  const t = useWords();
  const { language, timeZone } = useView();
  const when = item.done_at ? shortMoment(item.done_at, language, timeZone) : '';
  return (
    <li class="g-item g-item-done" id={`item-${item.id}`}>
      <span class="g-item-no">
        <Icon name="check" size={16} label={t(words.done)} />
      </span>
      <div class="g-item-body">
        <p class="g-item-title">{item.title}</p>
        <p class="g-muted g-small">{t(words.doneBy, { name: item.done_by_name ?? '', when })}</p>
        {item.evidence ? <pre class="g-evidence">{item.evidence}</pre> : null}
        {item.evidence_upload_id && item.evidence_file ? (
          <a href={paths.file(item.evidence_upload_id)}>
            <Icon name="paperclip" size={16} /> {item.evidence_file}
          </a>
        ) : null}
      </div>
      <ActForm action={paths.caseStep(number, 7, `items/${item.id}`)} state={plain} version={version}>
        <Hidden name="reopen" value="yes" />
        <Button label={words.reopen} tone="quiet" small />
      </ActForm>
    </li>
  );
};

const OpenItem = ({ item, number, version, state, plain, open }: ItemProps) => {
  const t = useWords();
  return (
    <li class="g-item" id={`item-${item.id}`}>
      <span class="g-item-no">{item.position}</span>
      <div class="g-item-body">
        <p class="g-item-title">{item.title}</p>
        {item.detail ? <pre class="g-item-detail">{item.detail}</pre> : null}
        <details class="g-details" {...(open ? { open: true } : {})}>
          <summary>
            {t(words.record)}
            <span class="visually-hidden"> {item.title}</span>
          </summary>
          <ActForm action={paths.caseStep(number, 7, `items/${item.id}`)} state={state} version={version} files>
            <TextArea
              state={state}
              name={`evidence_${item.id}`}
              label={words.evidence}
              hint={words.evidenceHint}
              rows={3}
              maxlength={10_000}
              mono
            />
            <FileField
              state={state}
              name={`file_${item.id}`}
              label={words.file}
              accept={acceptAttribute('evidence')}
              href={paths.file}
              optional
            />
            <Button label={words.done} icon="check" />
          </ActForm>
          <ActForm action={paths.caseStep(number, 7, `items/${item.id}/removal`)} state={plain} version={version}>
            <Button label={words.remove} tone="quiet" icon="trash" small />
          </ActForm>
        </details>
      </div>
    </li>
  );
};

/** An item of the installation: done with its evidence, or to be recorded. */
export const Item = (props: ItemProps) => (props.item.done_at ? <DoneItem {...props} /> : <OpenItem {...props} />);
