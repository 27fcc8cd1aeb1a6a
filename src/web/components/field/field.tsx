import type { Child } from 'hono/jsx';
import { type FormState, text, texts } from '../../form.ts';
import { type Phrase, useView, useWords } from '../../view.ts';
import { common } from '../words.ts';
import { faultOf, fieldId, noteLabel } from './wiring.ts';

export type FieldProps = {
  state: FormState;
  name: string;
  label: Phrase;
  hint?: Phrase | undefined;
  optional?: boolean;
};

/** Ids of the hint and fault that describe a control. */
const describedBy = (props: FieldProps, fault: string | null): Record<string, string> => {
  const ids = [props.hint ? `${fieldId(props.name)}-hint` : '', fault ? `${fieldId(props.name)}-fault` : ''].filter(Boolean);
  return { ...(ids.length > 0 ? { 'aria-describedby': ids.join(' ') } : {}), ...(fault ? { 'aria-invalid': 'true' } : {}) };
};

const useFault = (props: FieldProps): string | null => {
  const t = useWords();
  const { language } = useView();
  noteLabel(props.state, props.name, t(props.label));
  return faultOf(props.state, props.name, language);
};

export const Hint = ({ name, hint }: { name: string; hint?: Phrase | undefined }) => {
  const t = useWords();
  return hint ? (
    <div class="g-hint" id={`${fieldId(name)}-hint`}>
      {t(hint)}
    </div>
  ) : null;
};

export const Fault = ({ name, fault }: { name: string; fault: string | null }) => {
  const t = useWords();
  return fault ? (
    <p class="g-fault" id={`${fieldId(name)}-fault`}>
      <span class="visually-hidden">{t(common.error)}: </span>
      {fault}
    </p>
  ) : null;
};

const Optional = ({ optional }: { optional: boolean | undefined }) => {
  const t = useWords();
  return optional ? <span class="g-optional"> ({t(common.optional)})</span> : null;
};

/** Label, hint, fault and the control between them. */
const FieldFrame = (props: FieldProps & { control: Child; fault: string | null; narrow?: boolean }) => {
  const t = useWords();
  return (
    <div class={props.fault ? 'g-field g-field-faulty' : 'g-field'}>
      <label class="form-label" for={fieldId(props.name)}>
        {t(props.label)}
        <Optional optional={props.optional} />
      </label>
      <Hint name={props.name} hint={props.hint} />
      <Fault name={props.name} fault={props.fault} />
      {props.control}
    </div>
  );
};

type Width = 'short' | 'medium' | 'full';

type TextFieldProps = FieldProps & {
  type?: 'text' | 'email' | 'tel' | 'url' | 'password' | 'search';
  /** As wide as the answer is long. */
  width?: Width;
  autocomplete?: string;
  inputmode?: 'text' | 'numeric' | 'decimal' | 'tel' | 'email' | 'url';
  maxlength?: number;
  /** Shown before and after the control: a unit, a domain. */
  prefix?: string;
  suffix?: string;
  spellcheck?: boolean;
  autofocus?: boolean;
  /** An address that answers `?q=` with titles to offer while somebody types (griya.js), and what is offered before. */
  suggest?: string;
  suggestions?: readonly string[];
};

/** One line of text. A password is never filled in again. */
export const TextField = (props: TextFieldProps) => {
  const fault = useFault(props);
  const { type = 'text', width = 'full', autocomplete, inputmode, maxlength, prefix, suffix, spellcheck, autofocus } = props;
  const listId = `${fieldId(props.name)}-list`;
  const input = (
    <input
      id={fieldId(props.name)}
      class={`form-control g-w-${width}`}
      type={type}
      name={props.name}
      value={type === 'password' ? '' : text(props.state.values, props.name)}
      {...(autocomplete ? { autocomplete } : {})}
      {...(props.suggest ? { list: listId, 'data-suggest': props.suggest, autocomplete: 'off' } : {})}
      {...(inputmode ? { inputmode } : {})}
      {...(maxlength ? { maxlength } : {})}
      {...(spellcheck === false ? { spellcheck: false, autocapitalize: 'none' as const } : {})}
      {...(autofocus ? { autofocus: true } : {})}
      {...describedBy(props, fault)}
    />
  );
  const control =
    prefix || suffix ? (
      <div class={`input-group g-w-${width}`}>
        {prefix ? <span class="input-group-text">{prefix}</span> : null}
        {input}
        {suffix ? <span class="input-group-text">{suffix}</span> : null}
      </div>
    ) : (
      input
    );
  const offered = props.suggest ? (
    <>
      {control}
      <datalist id={listId}>
        {(props.suggestions ?? []).map((title) => (
          <option value={title} />
        ))}
      </datalist>
    </>
  ) : (
    control
  );
  return <FieldFrame {...props} fault={fault} control={offered} />;
};

/** A whole number. Kept a text control with a numeric keyboard, so that a scroll of the wheel changes nothing. */
export const NumberField = (props: Omit<TextFieldProps, 'type' | 'inputmode'>) => (
  <TextField width="short" {...props} inputmode="numeric" />
);

/** A calendar date; posted as 2026-11-24. */
export const DateField = (props: FieldProps & { min?: string; max?: string }) => {
  const fault = useFault(props);
  return (
    <FieldFrame
      {...props}
      fault={fault}
      control={
        <input
          id={fieldId(props.name)}
          class="form-control g-w-short"
          type="date"
          name={props.name}
          value={text(props.state.values, props.name)}
          {...(props.min ? { min: props.min } : {})}
          {...(props.max ? { max: props.max } : {})}
          {...describedBy(props, fault)}
        />
      }
    />
  );
};

/** A time of day; posted as 07:30. */
export const TimeField = (props: FieldProps) => {
  const fault = useFault(props);
  return (
    <FieldFrame
      {...props}
      fault={fault}
      control={
        <input
          id={fieldId(props.name)}
          class="form-control g-w-short"
          type="time"
          name={props.name}
          value={text(props.state.values, props.name)}
          {...describedBy(props, fault)}
        />
      }
    />
  );
};

/** Several lines of text. */
export const TextArea = (props: FieldProps & { rows?: number; maxlength?: number; mono?: boolean }) => {
  const fault = useFault(props);
  return (
    <FieldFrame
      {...props}
      fault={fault}
      control={
        <textarea
          id={fieldId(props.name)}
          class={props.mono ? 'form-control g-mono' : 'form-control'}
          name={props.name}
          rows={props.rows ?? 4}
          {...(props.maxlength ? { maxlength: props.maxlength } : {})}
          {...describedBy(props, fault)}
        >
          {props.state.values.get(props.name)?.[0] ?? ''}
        </textarea>
      }
    />
  );
};

export type Option = { value: string; label: Phrase; hint?: Phrase; group?: Phrase };

/** A choice from a list; `empty` is the line for no choice yet (false: none). */
export const Select = (props: FieldProps & { options: readonly Option[]; empty?: Phrase | false; width?: Width }) => {
  const t = useWords();
  const fault = useFault(props);
  const chosen = text(props.state.values, props.name);
  const groups = [...new Set(props.options.map((option) => (option.group ? t(option.group) : '')))];
  const line = (option: Option) => (
    <option value={option.value} {...(option.value === chosen ? { selected: true } : {})}>
      {t(option.label)}
    </option>
  );
  return (
    <FieldFrame
      {...props}
      fault={fault}
      control={
        <select
          id={fieldId(props.name)}
          class={`form-select g-w-${props.width ?? 'full'}`}
          name={props.name}
          {...describedBy(props, fault)}
        >
          {props.empty === false ? null : <option value="">{t(props.empty ?? common.choose)}</option>}
          {groups.map((group) => {
            const lines = props.options.filter((option) => (option.group ? t(option.group) : '') === group).map(line);
            return group ? <optgroup label={group}>{lines}</optgroup> : lines;
          })}
        </select>
      }
    />
  );
};

type ChoicesProps = FieldProps & { options: readonly Option[]; inline?: boolean };

const Choices = (props: ChoicesProps & { type: 'radio' | 'checkbox' }) => {
  const t = useWords();
  const fault = useFault(props);
  const chosen = texts(props.state.values, props.name);
  return (
    <fieldset class={fault ? 'g-field g-field-faulty' : 'g-field'} {...describedBy(props, fault)}>
      <legend class="form-label">
        {t(props.label)}
        <Optional optional={props.optional} />
      </legend>
      <Hint name={props.name} hint={props.hint} />
      <Fault name={props.name} fault={fault} />
      <div class={props.inline ? 'g-choices g-choices-inline' : 'g-choices'}>
        {props.options.map((option, index) => {
          const id = index === 0 ? fieldId(props.name) : `${fieldId(props.name)}-${index}`;
          return (
            <div class="form-check">
              <input
                class="form-check-input"
                type={props.type}
                id={id}
                name={props.name}
                value={option.value}
                {...(chosen.includes(option.value) ? { checked: true } : {})}
                {...(option.hint ? { 'aria-describedby': `${id}-hint` } : {})}
              />
              <label class="form-check-label" for={id}>
                {t(option.label)}
              </label>
              {option.hint ? (
                <div class="g-hint" id={`${id}-hint`}>
                  {t(option.hint)}
                </div>
              ) : null}
            </div>
          );
        })}
      </div>
    </fieldset>
  );
};

/** One of a few. */
export const Radios = (props: ChoicesProps) => <Choices {...props} type="radio" />;

/** Any of a few; name it `something[]`, so that it is read as a list. */
export const Checkboxes = (props: ChoicesProps) => <Choices {...props} type="checkbox" />;

/** A single yes-or-no tick with its sentence beside it. */
export const Checkbox = (props: FieldProps) => {
  const t = useWords();
  const fault = useFault(props);
  return (
    <div class={fault ? 'g-field g-field-faulty' : 'g-field'}>
      <Fault name={props.name} fault={fault} />
      <div class="form-check">
        <input
          class="form-check-input"
          type="checkbox"
          id={fieldId(props.name)}
          name={props.name}
          {...(props.state.values.has(props.name) ? { checked: true } : {})}
          {...describedBy(props, fault)}
        />
        <label class="form-check-label" for={fieldId(props.name)}>
          {t(props.label)}
        </label>
        <Hint name={props.name} hint={props.hint} />
      </div>
    </div>
  );
};

/** A group of fields with a heading of its own. */
export const FieldSet = ({ legend, hint, children }: { legend: Phrase; hint?: Phrase; children?: Child }) => {
  const t = useWords();
  return (
    <fieldset class="g-fieldset">
      <legend class="g-legend">{t(legend)}</legend>
      {hint ? <p class="g-lead">{t(hint)}</p> : null}
      {children}
    </fieldset>
  );
};
