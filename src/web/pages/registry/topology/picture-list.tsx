import { say } from '#lib/words.ts';
import { calledInFull, childrenOf, countedTitle, lineWords, type Picture, type Thing } from '#registry/index.ts';
import { Table } from '../../../components/table/table.tsx';
import { useView, useWords } from '../../../view.ts';
import { words } from './words.ts';

type Props = { picture: Picture; hrefOf: (thing: Thing) => string | null };

/** Everything that is drawn as nested lists, and every line as a row: for who cannot see the picture, and for copying. */
export const PictureList = ({ picture, hrefOf }: Props) => {
  const t = useWords();
  const { language } = useView();
  const children = childrenOf(picture.things);
  const byId = new Map(picture.things.map((each) => [each.id, each]));
  const nameOf = (id: string): string => {
    const each = byId.get(id);
    return each ? countedTitle(each, children.get(id)?.length ?? null, language) : id;
  };
  const Level = ({ parent }: { parent: string | null }) => (
    <ul>
      {(children.get(parent) ?? []).map((each) => {
        const href = hrefOf(each);
        const text = each.kind === 'group' ? nameOf(each.id) : calledInFull(each, language);
        return (
          <li>
            {href ? <a href={href}>{text}</a> : text}
            {children.has(each.id) ? <Level parent={each.id} /> : null}
          </li>
        );
      })}
    </ul>
  );
  return (
    <details class="g-note" id="picture-list">
      <summary>{t(words.list)}</summary>
      <h3>{t(words.things)}</h3>
      <Level parent={null} />
      <Table
        caption={words.lines}
        rows={picture.lines}
        empty={<p class="g-muted">{t(words.noLine)}</p>}
        columns={[
          { key: 'from', label: words.from, cell: (line) => nameOf(line.from) },
          {
            key: 'how',
            label: words.how,
            cell: (line) => [say(lineWords[line.kind], language), line.label].filter((part) => part !== '').join(': '),
          },
          { key: 'to', label: words.to, cell: (line) => nameOf(line.to) },
          { key: 'count', label: words.count, align: 'right', cell: (line) => line.count },
        ]}
      />
    </details>
  );
};
