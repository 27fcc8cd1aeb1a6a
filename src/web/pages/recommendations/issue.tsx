import {
  issueRecommendation,
  type RecommendationInput,
  recommendationChecklist,
  recommendationResults,
  resourceLimits,
} from '#cases/index.ts';
import { listOffices, type Office } from '#identity/index.ts';
import { AppError, type FieldFault, invalid } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import { plainDate } from '#lib/input.ts';
import { say } from '#lib/words.ts';
import { act, freshForm } from '../../act.ts';
import { Button, ButtonGroup } from '../../components/button/button.tsx';
import { Card } from '../../components/card/card.tsx';
import { DateField, NumberField, Radios, Select, TextArea, TextField } from '../../components/field/field.tsx';
import { ActForm } from '../../components/form/form.tsx';
import type { Ctx, Page } from '../../context.ts';
import { type FormState, type FormValues, text } from '../../form.ts';
import { page, signedIn } from '../../page.tsx';
import { paths } from '../../paths.ts';
import { fill } from '../cases/shared/fill.ts';
import { words } from './words.ts';

const verdicts = ['met', 'with_notes', 'not_met'] as const;
const choose = { id: 'Pilih dari daftar.', en: 'Choose from the list.' };

const readAmount = (values: FormValues, field: 'cpu' | 'memory_gb' | 'disk_gb', faults: FieldFault[]): number | null => {
  const typed = text(values, field);
  if (typed === '') return null;
  const amount = /^\d{1,7}$/.test(typed) ? Number(typed) : 0;
  const most = resourceLimits[field];
  if (amount >= 1 && amount <= most) return amount;
  faults.push({
    field,
    message: {
      id: `Isi dengan bilangan bulat dari 1 sampai ${most.toLocaleString('id-ID')}.`,
      en: `Enter a whole number from 1 to ${most.toLocaleString('en-GB')}.`,
    },
  });
  return null;
};

/** The form as the command takes it. Throws `invalid` for what cannot be read; the rules are the command's. */
const readRecommendation = (values: FormValues): RecommendationInput => {
  const faults: FieldFault[] = [];
  const officeId = text(values, 'office_id');
  if (!isId(officeId)) faults.push({ field: 'office_id', message: choose });
  const result = recommendationResults.find((each) => each.value === text(values, 'result'));
  if (!result) faults.push({ field: 'result', message: { id: 'Pilih hasil pemeriksaan.', en: 'Choose the result.' } });
  const checklist = recommendationChecklist.flatMap(({ value: key }) => {
    const verdict = verdicts.find((each) => each === text(values, `check_${key}`));
    if (!verdict) {
      faults.push({ field: `check_${key}`, message: { id: 'Beri hasil untuk butir ini.', en: 'Give a verdict on this point.' } });
      return [];
    }
    return [{ key, verdict, note: text(values, `note_${key}`).slice(0, 1000) }];
  });
  const [cpu, memoryGb, diskGb] = [
    readAmount(values, 'cpu', faults),
    readAmount(values, 'memory_gb', faults),
    readAmount(values, 'disk_gb', faults),
  ];
  const applicationName = text(values, 'application_name');
  if (applicationName === '') {
    faults.push({ field: 'application_name', message: { id: 'Isi nama aplikasi.', en: 'Enter the application’s name.' } });
  }
  const until = plainDate().safeParse(text(values, 'valid_until'));
  if (!until.success) {
    faults.push({ field: 'valid_until', message: { id: 'Isi tanggal yang benar.', en: 'Enter a real date.' } });
  }
  if (faults.length > 0 || !result || !until.success) throw invalid(faults);
  const notes = text(values, 'notes');
  return { officeId, applicationName, checklist, result: result.value, notes, cpu, memoryGb, diskGb, validUntil: until.data };
};

const Form = ({ state, offices }: { state: FormState; offices: readonly Office[] }) => (
  <ActForm action={paths.newRecommendation()} state={state} class="g-stack" keep="recommendation">
    <Card title={words.subject}>
      <Select
        state={state}
        name="office_id"
        label={words.office}
        width="medium"
        options={offices.map((office) => ({ value: office.id, label: office.name }))}
      />
      <TextField state={state} name="application_name" label={words.name} hint={words.nameHint} width="medium" maxlength={120} />
    </Card>
    <Card title={words.checklist}>
      {recommendationChecklist.map(({ value, label }) => (
        <div class="g-point">
          <Radios
            state={state}
            name={`check_${value}`}
            label={label}
            inline
            options={verdicts.map((verdict) => ({ value: verdict, label: words[verdict] }))}
          />
          <TextField state={state} name={`note_${value}`} label={words.note} optional maxlength={1000} />
        </div>
      ))}
    </Card>
    <Card title={words.resources}>
      <div class="g-pair">
        <NumberField state={state} name="cpu" label={words.cpu} suffix="vCPU" optional />
        <NumberField state={state} name="memory_gb" label={words.memory} suffix="GB" optional />
        <NumberField state={state} name="disk_gb" label={words.disk} suffix="GB" optional />
      </div>
    </Card>
    <Card title={words.conclusion}>
      <Radios state={state} name="result" label={words.result} options={recommendationResults} />
      <TextArea state={state} name="notes" label={words.notes} rows={3} maxlength={4000} optional />
      <DateField state={state} name="valid_until" label={words.validUntil} />
      <ButtonGroup cancel={paths.recommendations()}>
        <Button label={words.submit} icon="rubber-stamp" />
      </ButtonGroup>
    </Card>
  </ActForm>
);

const show = async (c: Ctx, state: FormState): Promise<Response> => {
  const offices = await listOffices(c.var.services.db, { active: true });
  return page(
    c,
    {
      title: words.newTitle,
      section: 'recommendations',
      breadcrumbs: [{ label: words.title, href: paths.recommendations() }],
      width: 'narrow',
      state,
    },
    <Form state={state} offices={offices} />,
  );
};

/** The technical team examines an application point by point and issues its recommendation (T5). */
export const issueRecommendationPage: Page = (app) => {
  app.get(paths.newRecommendation(), (c) => {
    const actor = signedIn(c);
    if (!actor.posts.some((post) => post.role === 'technical-team')) {
      throw new AppError('forbidden', { why: say(words.onlyTeam, c.var.language) });
    }
    const today = c.var.now.toZonedDateTimeISO(c.var.installation?.timeZone ?? 'UTC').toPlainDate();
    return show(c, freshForm(c, { valid_until: today.add({ months: 6 }).toString() }));
  });

  app.post(paths.newRecommendation(), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        const timeZone = c.var.installation?.timeZone ?? 'UTC';
        const recommendation = readRecommendation(values);
        const { id, number } = await issueRecommendation(tx, { actor, recommendation, now, timeZone });
        return { to: paths.recommendation(id), said: fill(words.issued, { number }) };
      },
      again: (state) => show(c, state),
    }),
  );
};
