import { type Language, languages } from '#lib/words.ts';
import { paths } from '../../paths.ts';
import { useView } from '../../view.ts';

const names: Record<Language, { short: string; full: string }> = {
  id: { short: 'ID', full: 'Bahasa Indonesia' },
  en: { short: 'EN', full: 'English' },
};

/** Switches the interface's language; kept in the account, or in a cookie for who is signed out. */
export const LanguageSwitch = () => {
  const { language, path } = useView();
  return (
    <form method="post" action={paths.language()} class="g-languages">
      <input type="hidden" name="next" value={path} />
      {languages.map((each) => (
        <button
          type="submit"
          name="language"
          value={each}
          lang={each}
          {...(each === language ? { 'aria-pressed': 'true' } : { 'aria-pressed': 'false' })}
        >
          <span aria-hidden="true">{names[each].short}</span>
          <span class="visually-hidden">{names[each].full}</span>
        </button>
      ))}
    </form>
  );
};
