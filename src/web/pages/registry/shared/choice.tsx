import { type Choice, choiceOf } from '#registry/index.ts';
import { type Colour, Status } from '../../../components/status/status.tsx';

/** The badge of a stored value. */
export const ChoiceStatus = ({ choices, value }: { choices: readonly Choice[]; value: string }) => {
  const { label, colour } = choiceOf(choices, value);
  return <Status label={label} colour={(colour ?? 'secondary') as Colour} />;
};

/** The choices as options of a select. */
export const optionsOf = (choices: readonly Choice[]) => choices.map(({ value, label }) => ({ value, label }));
