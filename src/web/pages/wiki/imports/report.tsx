import { number } from '#lib/format.ts';
import type { Space } from '#wiki/index.ts';
import {
  collisions,
  type ImportCounts,
  type ImportFilter,
  type ImportLine,
  importKinds,
  outcomes,
  verdicts,
  type WikiImport,
} from '#wiki/index.ts';
import { Alert } from '../../../components/alert/alert.tsx';
import { Button, ButtonGroup } from '../../../components/button/button.tsx';
import { Card, Stack } from '../../../components/card/card.tsx';
import { Radios } from '../../../components/field/field.tsx';
import { ActForm, Hidden } from '../../../components/form/form.tsx';
import { Pagination } from '../../../components/pagination/pagination.tsx';
import { Status } from '../../../components/status/status.tsx';
import { Table } from '../../../components/table/table.tsx';
import { Tabs } from '../../../components/tabs/tabs.tsx';
import type { FormState } from '../../../form.ts';
import { paths } from '../../../paths.ts';
import { useView, useWords } from '../../../view.ts';
import { collisionWords, kindWords, outcomeLooks, stateLooks, undoneLooks, verdictLooks, words } from './words.ts';

export type Found = WikiImport & { space: Space };

type Shown = { found: Found; counts: ImportCounts; state: FormState };

/** How far a job is, with the way to stop it. */
export const Working = ({ found, state }: Pick<Shown, 'found' | 'state'>) => {
  const t = useWords();
  const { language } = useView();
  const values = { done: number(found.done, language), total: number(found.total, language) };
  const isKnown = found.total > 0 && found.state !== 'undoing';
  const said = {
    waiting: words.waiting,
    checking: found.total > 0 ? words.checking : words.reading,
    running: words.running,
    undoing: words.undoing,
  }[found.state as 'running'];
  return (
    <Alert tone="info" title={stateLooks[found.state].label}>
      <progress
        class="g-import-bar"
        max={Math.max(1, found.total)}
        {...(isKnown ? { value: found.done } : {})}
        aria-label={t(words.progress)}
      />
      <p>
        {t(said, values)} {t(found.stopping ? words.stopping : words.reloads)}
      </p>
      {found.state === 'undoing' ? (
        <ActForm action={paths.wikiImportAct(found.space.key, found.id, 'undo')} state={state}>
          <Button label={words.undoAgain} tone="quiet" small />
        </ActForm>
      ) : found.stopping ? null : (
        <ActForm action={paths.wikiImportAct(found.space.key, found.id, 'stop')} state={state}>
          <Button label={words.stop} tone="secondary" icon="player-stop" />
        </ActForm>
      )}
    </Alert>
  );
};

/** What may be done with an import that was tried: one choice, and the button. */
export const Decide = ({ found, counts, state }: Shown) => {
  const t = useWords();
  const { language } = useView();
  const isSomething = counts.new + counts.redirect + counts.taken > 0;
  return (
    <Card title={words.found}>
      <Stack>
        <p>
          {isSomething
            ? t(counts.redirect > 0 ? words.foundBoth : words.foundHow, {
                made: number(counts.new, language),
                redirects: number(counts.redirect, language),
              })
            : t(words.nothingNew)}
        </p>
        {isSomething ? (
          <ActForm action={paths.wikiImportAct(found.space.key, found.id, 'start')} state={state}>
            {counts.taken > 0 ? (
              <Radios
                state={state}
                name="taken"
                label={t(words.taken, { n: number(counts.taken, language) })}
                options={collisions.map((value) => ({ value, label: collisionWords[value] }))}
              />
            ) : (
              <Hidden name="taken" value="skip" />
            )}
            <Button label={words.doImport} icon="file-import" />
          </ActForm>
        ) : null}
        <ActForm action={paths.wikiImportAct(found.space.key, found.id, 'drop')} state={state}>
          <Button label={words.drop} tone="secondary" />
        </ActForm>
      </Stack>
    </Card>
  );
};

/** The file once more, as what it may really be. */
export const Again = ({ found, state }: Pick<Shown, 'found' | 'state'>) => {
  const t = useWords();
  return (
    <Card title={words.otherKind}>
      <p class="g-muted">{t(words.otherKindHow)}</p>
      <ActForm action={paths.wikiImportAct(found.space.key, found.id, 'again')} state={state}>
        <Radios
          state={state}
          name="kind"
          label={words.from}
          options={importKinds.map((value) => ({ value, label: kindWords[value] }))}
        />
        <Button label={words.check} tone="secondary" />
      </ActForm>
    </Card>
  );
};

/** What may be done with an import that ended: go on with it, take it back. */
export const After = ({ found, counts, state }: Shown) => {
  const t = useWords();
  const { language } = useView();
  const written = counts['was-made'] + counts['was-renamed'] + counts['was-version'] + counts['was-redirected'];
  const values = { done: number(found.done, language), total: number(found.total, language) };
  // What failed before anything was found is tried again, not gone on with.
  const goesOn = found.state === 'stopped' || (found.state === 'failed' && counts.new + counts.taken + counts.redirect > 0);
  if (found.state === 'undone')
    return counts.kept > 0 ? (
      <Alert tone="warning" title={stateLooks.undone.label}>
        <p>{t(words.keptHow, { n: number(counts.kept, language) })}</p>
      </Alert>
    ) : null;
  if (!goesOn && written === 0) return null;
  return (
    <Card>
      <Stack>
        {found.state === 'stopped' ? <p>{t(words.stoppedHow, values)}</p> : null}
        {goesOn ? (
          <ActForm action={paths.wikiImportAct(found.space.key, found.id, 'start')} state={state}>
            <Hidden name="taken" value={found.onTaken ?? 'skip'} />
            <Button label={words.goOn} icon="player-play" />
          </ActForm>
        ) : null}
        {written > 0 ? (
          <ActForm action={paths.wikiImportAct(found.space.key, found.id, 'undo')} state={state}>
            <p class="g-muted">{t(words.undoHow)}</p>
            <ButtonGroup>
              <Button label={words.undo} tone="danger" confirm={t(words.undoSure)} />
            </ButtonGroup>
          </ActForm>
        ) : null}
      </Stack>
    </Card>
  );
};

const Title = ({ line, space, tree }: { line: ImportLine; space: Space; tree: boolean }) => {
  const title = line.page && line.outcome !== null ? line.page.title : line.title;
  return (
    <>
      {tree && line.depth > 0 ? (
        <span class="g-import-branch" aria-hidden="true">
          {`${'   '.repeat(Math.min(line.depth, 12) - 1)}└ `}
        </span>
      ) : null}
      <span class="g-break">{line.page ? <a href={paths.wikiPage(space.key, line.page.slug)}>{title}</a> : title}</span>
      {line.source === line.title ? null : <span class="g-sub g-break">{line.source}</span>}
    </>
  );
};

const isRemarkable = ({ undoneWhy, outcomeWhy, why, verdict, outcome, otherTitle, notes }: ImportLine): boolean =>
  Boolean(undoneWhy ?? outcomeWhy ?? why) || notes.length > 0 || (verdict === 'taken' && outcome === null && otherTitle !== null);

const Remarks = ({ line }: { line: ImportLine }) => {
  const t = useWords();
  const why = line.undoneWhy ?? line.outcomeWhy ?? line.why;
  return (
    <>
      {why ? <p class="g-flat g-break">{t(why)}</p> : null}
      {line.verdict === 'taken' && line.outcome === null && line.otherTitle ? (
        <p class="g-flat g-break g-muted">{t(words.other, { title: line.otherTitle })}</p>
      ) : null}
      {line.notes.map((each) => (
        <p class="g-flat g-break">{t(each)}</p>
      ))}
    </>
  );
};

export type LinesProps = Pick<Shown, 'found' | 'counts'> & {
  lines: readonly ImportLine[];
  filter: ImportFilter | null;
  no: number;
  perPage: number;
};

const looks = (line: ImportLine) => {
  if (line.undone) return undoneLooks[line.undone];
  return line.outcome ? outcomeLooks[line.outcome] : verdictLooks[line.verdict];
};

/** The report: a line for each page, as the tree that it becomes, or only those of one kind. */
export const Lines = ({ found, counts, lines, filter, no, perPage }: LinesProps) => {
  const t = useWords();
  const isDone = !['checked', 'waiting', 'checking'].includes(found.state);
  const kinds: { key: ImportFilter; label: (typeof verdictLooks)['new']['label'] }[] = isDone
    ? outcomes.map((each) => ({ key: `was-${each}` as const, label: outcomeLooks[each].label }))
    : verdicts.map((each) => ({ key: each, label: verdictLooks[each].label }));
  const tabs = [
    ...kinds,
    { key: 'notes' as const, label: words.notes },
    { key: 'kept' as const, label: undoneLooks.kept.label },
  ].filter(({ key }) => counts[key] > 0 || key === filter);
  return (
    <Card title={isDone ? words.summary : words.tree} flush>
      <Tabs
        label={words.verdict}
        current={filter ?? 'all'}
        tabs={[
          { key: 'all', label: words.all, href: paths.wikiImport(found.space.key, found.id), count: found.total },
          ...tabs.map(({ key, label }) => ({
            ...{ key, label, count: counts[key] },
            href: paths.wikiImport(found.space.key, found.id, { filter: key }),
          })),
        ]}
      />
      <Table
        caption={isDone ? words.summary : words.found}
        rows={lines}
        empty={<p class="g-muted g-inset">{t(words.noLine)}</p>}
        columns={[
          {
            key: 'page',
            label: words.page,
            heading: true,
            cell: (line) => <Title line={line} space={found.space} tree={filter === null} />,
          },
          { key: 'verdict', label: isDone ? words.outcome : words.verdict, cell: (line) => <Status {...looks(line)} /> },
          { key: 'notes', label: words.remarks, cell: (line) => (isRemarkable(line) ? <Remarks line={line} /> : '') },
        ]}
      />
      <div class="g-import-foot">
        <Pagination
          page={no}
          perPage={perPage}
          total={filter === null ? found.total : counts[filter]}
          href={(target) => paths.wikiImport(found.space.key, found.id, { filter: filter ?? '', page: target })}
        />
        <p class="g-small">
          <a href={paths.wikiImportCsv(found.space.key, found.id)}>{t(words.csv)}</a>
        </p>
      </div>
    </Card>
  );
};
