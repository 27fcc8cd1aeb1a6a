import { paths } from '../../../paths.ts';
import { useWords } from '../../../view.ts';
import { words } from './words.ts';

/** The list that opens under the cursor while one writes, and where a screen reader hears of it. */
export const Suggestions = () => {
  const t = useWords();
  return (
    <>
      <div
        id="wiki-suggestions"
        class="g-wiki-suggestions"
        role="listbox"
        tabindex={-1}
        aria-label={t(words.suggestions)}
        data-from={paths.wikiSuggestions()}
        hidden
      />
      <p id="wiki-suggested" class="visually-hidden" role="status" data-said={t(words.suggested, { n: '%' })} />
    </>
  );
};
