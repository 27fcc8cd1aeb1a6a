import { tableHelp } from '#cases/index.ts';
import type { Words } from '#lib/words.ts';
import { useWords } from '../../../view.ts';
import { words } from './words.ts';

/** What Griya makes of what one types; `help.test.ts` holds every line against the renderer. */
export const knownMarkdown: readonly (readonly [typed: string, becomes: Words])[] = [
  ['**tebal** *miring* ~~dicoret~~', words.hEmphasis],
  ['## Bagian\n### Bagian kecil', words.hHeadings],
  ['- butir\n  - butir di dalam\n\n1. satu\n2. dua', words.hLists],
  ['- [ ] belum\n- [x] sudah', words.hTasks],
  ['> kutipan', words.hQuote],
  ['> [!PERINGATAN]\n> Baca dahulu.', words.hCallout],
  ['| Nama | Jumlah |\n| --- | ---: |\n| Rak | 4 |', words.hTable],
  ['`perintah`\n\n```sql\nselect 1;\n```', words.hCode],
  ['---', words.hRule],
  ['<details><summary>Rincian</summary>Isi</details>', words.hHtml],
  ['[[Judul halaman]]', words.hTitle],
  ['[[ruang::Judul#Bagian|kata lain]]', words.hSpace],
  ['[Kemkomdigi](https://www.komdigi.go.id)', words.hAddress],
  ['![Rak A](rak-a.png)', words.hPicture],
  ['[Denah](denah.pdf)', words.hFile],
  ['```mermaid\ngraph LR\nA[Mulai] --> B{Lengkap?}\n```', words.hMermaid],
  ['```dot\ndigraph { A -> B }\n```', words.hDiagram],
  ['{{halaman "Judul halaman"}}', words.hIncludePage],
  ['{{server lokasi="Nama lokasi"}}', words.hInclude],
];

const keys: readonly (readonly [string, Words])[] = [
  ['Ctrl+S', words.kSave],
  ['Ctrl+Enter', words.kPreview],
  ['Ctrl+B, I, E, K · Ctrl+Shift+7, 8, 9', words.kTools],
  ['Enter', words.kEnter],
  ['Tab, Shift+Tab', words.kTab],
  ['[[  @  {{  ](', words.kSuggest],
];

/** The Markdown that Griya knows, and the editor's keys; folded until it is asked for. */
export const Help = () => {
  const t = useWords();
  return (
    <details class="g-wiki-help">
      <summary>{t(words.help)}</summary>
      <p class="g-muted">
        {t(words.helpLead)} {t(words.hPaste)}
      </p>
      <table class="g-wiki-help-table">
        <thead>
          <tr>
            <th scope="col">{t(words.typed)}</th>
            <th scope="col">{t(words.becomes)}</th>
          </tr>
        </thead>
        <tbody>
          {knownMarkdown.map(([typed, becomes]) => (
            <tr>
              <td>
                <pre>{typed}</pre>
              </td>
              <td>{t(becomes)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <table class="g-wiki-help-table">
        <caption>
          {t(words.tables)}. {t(words.tablesHow)}
        </caption>
        <tbody>
          {tableHelp.map(({ label, example, filters, columns }) => (
            <tr>
              <td>
                {t(label)}
                <pre>{t(example)}</pre>
              </td>
              <td>
                {filters.length > 0 ? t(words.conditions, { names: filters.map(({ names }) => t(names)).join(', ') }) : ''}
                <br />
                {t(words.columns, { names: columns.map(({ key }) => key).join(', ') })}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <table class="g-wiki-help-table g-wiki-help-keys">
        <thead>
          <tr>
            <th scope="col">{t(words.keys)}</th>
            <th scope="col">{t(words.does)}</th>
          </tr>
        </thead>
        <tbody>
          {keys.map(([key, does]) => (
            <tr>
              <td>
                <kbd>{key}</kbd>
              </td>
              <td>{t(does)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
};
