import type { Words } from '#lib/words.ts';
import { longestBody } from '#wiki/index.ts';
import { Icon } from '../../../components/icon/icon.tsx';
import { paths } from '../../../paths.ts';
import { useWords } from '../../../view.ts';
import { words } from './words.ts';

type Tool = { name: string; icon: string; label: Words; keys?: string };

/** In groups, as one reaches for them. */
const groups: readonly (readonly Tool[])[] = [
  [
    { name: 'bold', icon: 'bold', label: words.bold, keys: 'Control+B' },
    { name: 'italic', icon: 'italic', label: words.italic, keys: 'Control+I' },
    { name: 'code', icon: 'code', label: words.code, keys: 'Control+E' },
    { name: 'link', icon: 'link', label: words.link, keys: 'Control+K' },
  ],
  [
    { name: 'heading', icon: 'heading', label: words.heading },
    { name: 'list', icon: 'list', label: words.list, keys: 'Control+Shift+8' },
    { name: 'numbers', icon: 'list-numbers', label: words.numbers, keys: 'Control+Shift+7' },
    { name: 'tasks', icon: 'list-check', label: words.tasks, keys: 'Control+Shift+9' },
    { name: 'quote', icon: 'quote', label: words.quote },
  ],
  [
    { name: 'picture', icon: 'photo', label: words.picture },
    { name: 'table', icon: 'table', label: words.table },
    { name: 'callout', icon: 'alert-triangle', label: words.callout },
    { name: 'diagram', icon: 'sitemap', label: words.diagram },
  ],
];

/** The tools of the editor. They need scripts: until these run, nothing of them is shown and the text is typed as it is. */
export const Toolbar = ({ place }: { place: string }) => {
  const t = useWords();
  const first = groups[0]?.[0];
  return (
    <div
      id="wiki-tools"
      class="g-wiki-tools"
      role="toolbar"
      aria-label={t(words.tools)}
      aria-controls="f-body"
      data-column={t(words.column)}
      data-callout={t(words.calloutKind)}
      data-sentence={t(words.sentence)}
      data-files={paths.wikiDraftFiles(place)}
      data-alt={t(words.pictureAlt)}
      data-sending={t(words.sending, { name: '%' })}
      data-not-sent={t(words.notSent, { name: '%' })}
      hidden
    >
      {groups.map((tools) => (
        <span class="g-wiki-tool-group">
          {tools.map((tool) => (
            <button
              type="button"
              data-tool={tool.name}
              aria-label={t(tool.label)}
              title={tool.keys ? `${t(tool.label)} (${tool.keys.replace('Control', 'Ctrl')})` : t(tool.label)}
              tabindex={tool === first ? 0 : -1}
              {...(tool.keys ? { 'aria-keyshortcuts': tool.keys } : {})}
            >
              <Icon name={tool.icon} size={20} />
            </button>
          ))}
        </span>
      ))}
    </div>
  );
};

/** Where the editor tells, quietly, what became of the draft. */
export const Kept = ({ place, unsaved }: { place: string; unsaved: boolean }) => {
  const t = useWords();
  return (
    <p
      id="wiki-kept"
      class="g-wiki-kept"
      role="status"
      data-to={paths.wikiDraft(place)}
      data-unsaved={unsaved ? 'yes' : ''}
      data-most={longestBody}
      data-too-long={t(words.tooLong)}
      data-failed={t(words.failed)}
    />
  );
};
