import type { TemplateVersion } from '#wiki/index.ts';
import { Card, Stack } from '../../../components/card/card.tsx';
import { Table } from '../../../components/table/table.tsx';
import { type Phrase, useWords } from '../../../view.ts';
import { DiffTable } from '../diff-table.tsx';
import { words } from './words.ts';

type Change = { label: Phrase; before: Phrase; after: Phrase };

const changesOf = (before: TemplateVersion, after: TemplateVersion): Change[] => {
  const yes = (ticked: boolean): Phrase => (ticked ? words.yes : words.no);
  const rows: Change[] = [
    { label: words.name, before: before.name, after: after.name },
    { label: words.pageTitle, before: before.title, after: after.title },
    { label: words.requires, before: before.required.join(', '), after: after.required.join(', ') },
    { label: words.space, before: before.space?.name ?? words.anySpace, after: after.space?.name ?? words.anySpace },
    { label: words.forOffice, before: yes(before.forOffice), after: yes(after.forOffice) },
  ];
  return rows.filter((row) => row.before !== row.after);
};

/** What is different in two versions of a template: what it is called and asks for, then its text side by side. */
export const Changes = ({ before, after }: { before: TemplateVersion; after: TemplateVersion }) => {
  const t = useWords();
  const rows = changesOf(before, after);
  return (
    <Stack>
      <Card title={words.changes} flush={rows.length > 0}>
        {rows.length > 0 ? (
          <Table
            caption={words.changes}
            rows={rows}
            columns={[
              { key: 'field', label: words.field, cell: ({ label }) => t(label) },
              { key: 'now', label: t(words.version, { no: before.no }), cell: (row) => t(row.before) || '–' },
              { key: 'then', label: t(words.version, { no: after.no }), cell: (row) => t(row.after) || '–' },
            ]}
          />
        ) : (
          <p class="g-muted">{t(words.nothingChanges)}</p>
        )}
      </Card>
      <Card title={words.source} flush>
        <DiffTable
          before={before.body}
          after={after.body}
          labels={[t(words.version, { no: before.no }), t(words.version, { no: after.no })]}
        />
      </Card>
    </Stack>
  );
};
