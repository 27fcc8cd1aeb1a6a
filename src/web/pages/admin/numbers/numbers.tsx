import { getOffice, listOffices, type Office } from '#identity/index.ts';
import {
  type BlockInput,
  blockKinds,
  blockNumbers,
  exampleNumbers,
  listBlocks,
  listNextNumbers,
  listPatterns,
  type PatternInput,
  patternOn,
  sequences,
  setPattern,
  validatePattern,
} from '#letters/index.ts';
import { longDate } from '#lib/format.ts';
import { say } from '#lib/words.ts';
import { act, freshForm } from '../../../act.ts';
import { Alert } from '../../../components/alert/alert.tsx';
import { Button } from '../../../components/button/button.tsx';
import { Card, Columns, Stack } from '../../../components/card/card.tsx';
import { DateField, NumberField, Select, TextField } from '../../../components/field/field.tsx';
import { ActForm } from '../../../components/form/form.tsx';
import { Mark, Status } from '../../../components/status/status.tsx';
import { Table } from '../../../components/table/table.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { type FormState, text, toObject } from '../../../form.ts';
import { page, param } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { useView, useWords } from '../../../view.ts';
import { optionsOf } from '../../letters/shared/frame.tsx';
import { adminReader } from '../shared/guard.ts';
import { words } from './words.ts';

const todayOf = (c: Ctx): Temporal.PlainDate => c.var.now.toZonedDateTimeISO(c.var.installation?.timeZone ?? 'UTC').toPlainDate();

type Example = ReturnType<typeof exampleNumbers>[number];
type Next = Awaited<ReturnType<typeof listNextNumbers>>[number];

const Examples = ({ examples }: { examples: readonly Example[] }) => {
  const t = useWords();
  return (
    <dl class="g-facts g-facts-list">
      {examples.map(({ book, number }) => (
        <div class="g-fact">
          <dt>{t(sequences[book].label)}</dt>
          <dd class="g-break">{number}</dd>
        </div>
      ))}
    </dl>
  );
};

const NextNumbers = ({ next, examples, year }: { next: readonly Next[]; examples: readonly Example[]; year: number }) => {
  const t = useWords();
  return (
    <Card title={t(words.nextOf, { year })} flush>
      <Table
        caption={words.next}
        rows={next}
        columns={[
          { key: 'book', label: words.book, cell: (row) => t(sequences[row.sequence].label) },
          { key: 'last', label: words.last, align: 'right', cell: (row) => row.last || '–' },
          { key: 'next', label: words.next, align: 'right', cell: (row) => row.next },
          {
            key: 'reads',
            label: words.wouldBe,
            cell: (row) => (
              <span class="g-letter-number">
                {examples.find((each) => each.book === row.sequence)?.number ?? `${row.next}/${year}`}
              </span>
            ),
          },
        ]}
      />
    </Card>
  );
};

type TryProps = { office: Office; tried: string; fault: string | null; examples: readonly Example[] };

/** Asks by GET, so that an example changes nothing; where scripts run, it answers as one types. */
const TryPattern = ({ office, tried, fault, examples }: TryProps) => {
  const t = useWords();
  return (
    <Card title={words.try}>
      <form method="get" action={paths.officeNumbers(office.id)} class="g-stack" data-preview="#pattern-examples">
        <div class="g-field">
          <label class="form-label" for="try-pattern">
            {t(words.pattern)}
          </label>
          <div class="g-hint" id="try-hint">
            {t(words.tryHint)}
          </div>
          <input
            id="try-pattern"
            class="form-control"
            type="text"
            name="pattern"
            value={tried}
            maxlength={100}
            spellcheck={false}
            autocomplete="off"
            aria-describedby="try-hint"
          />
        </div>
        <div>
          <Button label={words.preview} tone="secondary" icon="eye" />
        </div>
      </form>
      <div id="pattern-examples" aria-live="polite">
        <h3 class="g-small g-gap">{t(words.examples)}</h3>
        {fault ? (
          <Alert tone="danger" title={words.notUsable}>
            <p>{fault}</p>
          </Alert>
        ) : (
          <Examples examples={examples} />
        )}
      </div>
    </Card>
  );
};

const PatternForm = ({ state, office }: { state: FormState; office: Office }) => (
  <Card title={words.change}>
    <ActForm action={paths.officePattern(office.id)} state={state}>
      <TextField state={state} name="pattern" label={words.pattern} maxlength={100} spellcheck={false} />
      <DateField state={state} name="validFrom" label={words.validFrom} />
      <TextField state={state} name="reason" label={words.basis} hint={words.basisHint} maxlength={500} />
      <Button label={words.save} />
    </ActForm>
  </Card>
);

type Patterns = Awaited<ReturnType<typeof listPatterns>>;

const PatternHistory = ({ office, patterns, today }: { office: Office; patterns: Patterns; today: Temporal.PlainDate }) => {
  const t = useWords();
  const { language, timeZone } = useView();
  const begun = (day: Temporal.PlainDate) => Temporal.PlainDate.compare(day, today) <= 0;
  const inForce = patterns.find((each) => begun(each.validFrom));
  return (
    <Card title={words.history}>
      <ul class="g-kept">
        {patterns.map((each) => (
          <li>
            <code>{each.pattern}</code>{' '}
            {each === inForce ? <Mark label={words.holds} /> : begun(each.validFrom) ? null : <Mark label={words.planned} />}
            <span class="g-sub">
              {longDate(each.validFrom, language, timeZone)} · {each.reason}
              {each.personName ? ` · ${each.personName}` : ''}
            </span>
          </li>
        ))}
        <li>
          <code>{office.letterNumberPattern}</code> {inForce ? null : <Mark label={words.holds} />}
          <span class="g-sub">{t(words.fromStart)}</span>
        </li>
      </ul>
    </Card>
  );
};

type Blocks = Awaited<ReturnType<typeof listBlocks>>;

const Kept = ({ blocks, state, office, mayChange }: { blocks: Blocks; state: FormState; office: Office; mayChange: boolean }) => {
  const t = useWords();
  return (
    <Card title={words.kept}>
      <p class="g-lead">{t(words.keptLead)}</p>
      {blocks.length === 0 ? <p class="g-muted">{t(words.none)}</p> : null}
      <ul class="g-kept">
        {blocks.map((block) => (
          <li>
            <strong>{block.from === block.to ? block.from : `${block.from}–${block.to}`}</strong>/{block.year} ·{' '}
            {t(sequences[block.book].label)}{' '}
            <Status label={blockKinds[block.kind].label} colour={blockKinds[block.kind].colour} />
            <span class="g-sub">
              {block.reason}
              {block.personName ? ` · ${block.personName}` : ''}
            </span>
          </li>
        ))}
      </ul>
      {mayChange ? (
        <details class="g-details" {...(state.faults.length > 0 ? { open: true } : {})}>
          <summary>{t(words.keep)}</summary>
          <ActForm action={paths.officeBlocks(office.id)} state={state}>
            <div class="g-pair">
              <Select state={state} name="book" label={words.book} options={optionsOf(sequences)} empty={false} width="medium" />
              <NumberField state={state} name="year" label={words.year} />
            </div>
            <Select
              state={state}
              name="kind"
              label={words.kind}
              hint={words.kindHint}
              options={optionsOf(blockKinds)}
              empty={false}
              width="medium"
            />
            <div class="g-pair">
              <NumberField state={state} name="from" label={words.from} hint={words.fromHint} optional />
              <NumberField state={state} name="to" label={words.to} />
            </div>
            <TextField state={state} name="reason" label={words.reason} maxlength={500} />
            <Button label={words.keepSubmit} tone="secondary" />
          </ActForm>
        </details>
      ) : null}
    </Card>
  );
};

type Forms = { pattern?: FormState; block?: FormState };

const show = async (c: Ctx, forms: Forms = {}): Promise<Response> => {
  const { mayChange } = adminReader(c);
  const { db } = c.var.services;
  const office = await getOffice(db, param(c, 'id'));
  const today = todayOf(c);
  const [patterns, blocks, next, current] = await Promise.all([
    listPatterns(db, office.id),
    listBlocks(db, { officeId: office.id }),
    listNextNumbers(db, office.id, today.year),
    patternOn(db, office, today),
  ]);
  const tried = (forms.pattern ? text(forms.pattern.values, 'pattern') : (c.req.query('pattern') ?? current)).slice(0, 200);
  const fault = validatePattern(tried);
  const tomorrow = today.add({ days: 1 }).toString();
  const pattern = forms.pattern ?? freshForm(c, { pattern: tried, validFrom: tomorrow });
  const block = forms.block ?? freshForm(c, { year: today.year, kind: 'outside' });
  const posted = forms.pattern ?? forms.block;
  return page(
    c,
    {
      title: office.name,
      section: 'numbers',
      breadcrumbs: [{ label: words.title, href: paths.numbers() }],
      lead: current,
      width: 'full',
      ...(posted ? { state: posted } : {}),
    },
    <Columns
      main={
        <Stack>
          <NextNumbers next={next} examples={exampleNumbers(current, office.abbreviation, today, next)} year={today.year} />
          <TryPattern
            office={office}
            tried={tried}
            fault={fault ? say(fault, c.var.language) : null}
            examples={exampleNumbers(tried, office.abbreviation, today, next)}
          />
          {mayChange ? <PatternForm state={pattern} office={office} /> : null}
        </Stack>
      }
      side={
        <Stack>
          <PatternHistory office={office} patterns={patterns} today={today} />
          <Kept blocks={blocks} state={block} office={office} mayChange={mayChange} />
        </Stack>
      }
    />,
  );
};

/** Number patterns and sequences of the offices: examples before anything is changed, versions by date, kept numbers. */
export const numbersPage: Page = (app) => {
  app.get(paths.numbers(), async (c) => {
    adminReader(c);
    const { db } = c.var.services;
    const today = todayOf(c);
    const offices = await listOffices(db, { active: true });
    const rows = await Promise.all(
      offices.map(async (office) => {
        const [pattern, next] = [await patternOn(db, office, today), await listNextNumbers(db, office.id, today.year)];
        return { office, pattern, example: exampleNumbers(pattern, office.abbreviation, today, next)[0]?.number ?? '' };
      }),
    );
    return page(
      c,
      { title: words.title, section: 'numbers', lead: say(words.lead, c.var.language) },
      <Card flush>
        <Table
          caption={words.title}
          rows={rows}
          columns={[
            {
              key: 'office',
              label: words.office,
              cell: ({ office }) => <a href={paths.officeNumbers(office.id)}>{office.name}</a>,
            },
            { key: 'pattern', label: words.pattern, cell: ({ pattern }) => <code class="g-break">{pattern}</code> },
            { key: 'next', label: words.next, cell: ({ example }) => <span class="g-break">{example}</span> },
          ]}
        />
      </Card>,
    );
  });

  app.get(paths.officeNumbers(':id'), (c) => show(c));

  app.post(paths.officePattern(':id'), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        const officeId = param(c, 'id');
        const timeZone = c.var.installation?.timeZone ?? 'UTC';
        await setPattern(tx, { by: actor, officeId, pattern: toObject(values) as PatternInput, now, timeZone });
        return { to: paths.officeNumbers(officeId), said: words.saved };
      },
      again: (state) => show(c, { pattern: state }),
    }),
  );

  app.post(paths.officeBlocks(':id'), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        const officeId = param(c, 'id');
        const kept = await blockNumbers(tx, { by: actor, officeId, block: toObject(values) as BlockInput, now });
        return { to: paths.officeNumbers(officeId), said: say(words.keptSaved, actor.language, kept) };
      },
      again: (state) => show(c, { block: state }),
    }),
  );
};
