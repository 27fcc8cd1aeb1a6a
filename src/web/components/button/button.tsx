import { type Children, type Phrase, useWords } from '../../view.ts';
import { Icon } from '../icon/icon.tsx';
import { common } from '../words.ts';

export type Tone = 'primary' | 'secondary' | 'danger' | 'quiet';

const look: Record<Tone, string> = {
  primary: 'btn btn-primary',
  secondary: 'btn g-btn-secondary',
  danger: 'btn g-btn-danger',
  quiet: 'btn g-btn-quiet',
};

type ButtonProps = {
  label: Phrase;
  tone?: Tone;
  icon?: string;
  /** Posted with the form: tells several buttons of one form apart. */
  name?: string;
  value?: string;
  /** Posts the form somewhere else than its own action. */
  formAction?: string;
  /** The id of a form elsewhere on the page. */
  form?: string;
  /** Asked before the form is sent, where scripts run; the act itself must be safe without it. */
  confirm?: Phrase;
  small?: boolean;
  disabled?: boolean;
};

/** Sends the form it stands in. */
export const Button = (props: ButtonProps) => {
  const t = useWords();
  const { label, tone = 'primary', icon, confirm, small = false, formAction, ...rest } = props;
  return (
    <button
      type="submit"
      class={small ? `${look[tone]} btn-sm` : look[tone]}
      {...rest}
      {...(formAction ? { formaction: formAction } : {})}
      {...(confirm ? { 'data-confirm': t(confirm) } : {})}
    >
      {icon ? <Icon name={icon} /> : null}
      {t(label)}
    </button>
  );
};

type LinkButtonProps = { href: string; label: Phrase; tone?: Tone; icon?: string; small?: boolean };

/** A link that looks like a button: it leads to a page and changes nothing. */
export const LinkButton = ({ href, label, tone = 'secondary', icon, small = false }: LinkButtonProps) => {
  const t = useWords();
  return (
    <a href={href} class={small ? `${look[tone]} btn-sm` : look[tone]}>
      {icon ? <Icon name={icon} /> : null}
      {t(label)}
    </a>
  );
};

/** Buttons side by side; the main one first. `cancel` adds a link that leads back without changing anything. */
export const ButtonGroup = ({ children, cancel }: Children & { cancel?: string }) => {
  const t = useWords();
  return (
    <div class="g-buttons">
      {children}
      {cancel ? (
        <a class="g-cancel" href={cancel}>
          {t(common.cancel)}
        </a>
      ) : null}
    </div>
  );
};
