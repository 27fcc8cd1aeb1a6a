import type { Child } from 'hono/jsx';
import { type Phrase, useWords } from '../../view.ts';
import { fieldId } from '../field/wiring.ts';

const words = {
  filter: { id: 'Saring', en: 'Filter' },
  clear: { id: 'Hapus saringan', en: 'Clear filter' },
  all: { id: 'Semua', en: 'All' },
} as const;

type FilterProps = {
  /** Where the filtered list lives. */
  action: string;
  /** Whether anything is filtered now; offers the way back to the whole. */
  active: boolean;
  /** What the button says, where it does not filter. */
  button?: Phrase;
  children?: Child;
};

/** A line of controls above a list; it asks by GET, so that a filtered list has an address of its own. */
export const FilterBar = ({ action, active, button, children }: FilterProps) => {
  const t = useWords();
  return (
    <search>
      <form method="get" action={action} class="g-filterbar">
        {children}
        <div class="g-filterbar-buttons">
          <button type="submit" class="btn g-btn-secondary">
            {t(button ?? words.filter)}
          </button>
          {active ? <a href={action}>{t(words.clear)}</a> : null}
        </div>
      </form>
    </search>
  );
};

type ControlProps = { name: string; label: Phrase; value: string };

/** Words to look for. `suggest`: an address that answers `?q=` with titles to offer while somebody types (griya.js). */
export const FilterText = ({ name, label, value, suggest }: ControlProps & { suggest?: string }) => {
  const t = useWords();
  const listId = `${fieldId(name)}-list`;
  return (
    <div class="g-filterbar-field g-filterbar-text">
      <label for={fieldId(name)}>{t(label)}</label>
      <input
        id={fieldId(name)}
        class="form-control"
        type="search"
        name={name}
        value={value}
        maxlength={100}
        {...(suggest ? { list: listId, 'data-suggest': suggest, autocomplete: 'off' } : {})}
      />
      {suggest ? <datalist id={listId} /> : null}
    </div>
  );
};

/** A day. */
export const FilterDate = ({ name, label, value }: ControlProps) => {
  const t = useWords();
  return (
    <div class="g-filterbar-field">
      <label for={fieldId(name)}>{t(label)}</label>
      <input id={fieldId(name)} class="form-control" type="date" name={name} value={value} />
    </div>
  );
};

/** One of a list, or all; `all` is what stands for none of them, where that is not "all". */
export const FilterSelect = (props: ControlProps & { options: readonly { value: string; label: Phrase }[]; all?: Phrase }) => {
  const t = useWords();
  return (
    <div class="g-filterbar-field">
      <label for={fieldId(props.name)}>{t(props.label)}</label>
      <select id={fieldId(props.name)} class="form-select" name={props.name}>
        <option value="">{t(props.all ?? words.all)}</option>
        {props.options.map((option) => (
          <option value={option.value} {...(option.value === props.value ? { selected: true } : {})}>
            {t(option.label)}
          </option>
        ))}
      </select>
    </div>
  );
};

/** Only those that are so. */
export const FilterCheck = ({ name, label, checked }: { name: string; label: Phrase; checked: boolean }) => {
  const t = useWords();
  return (
    <div class="form-check g-filterbar-check">
      <input
        class="form-check-input"
        type="checkbox"
        id={fieldId(name)}
        name={name}
        value="yes"
        {...(checked ? { checked: true } : {})}
      />
      <label class="form-check-label" for={fieldId(name)}>
        {t(label)}
      </label>
    </div>
  );
};
