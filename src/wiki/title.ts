import { inWords, text } from '#lib/input.ts';

/** Without what nobody sees: format characters (zero width, direction) and repeated or foreign blanks. */
const visible = (title: string): string =>
  title
    .normalize('NFC')
    .replace(/\p{Cf}/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();

/** How titles are compared: links and the rule "one title once" take upper and lower case as the same. */
export const titleKey = (title: string): string => visible(title).toLowerCase();

/** The part of an address that a title makes: "Cara cadangkan (PostgreSQL)" → "cara-cadangkan-postgresql"; never empty. */
export const slugOf = (title: string): string => {
  const slug = visible(title)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .slice(0, 80)
    .replace(/^-+|-+$/g, '');
  // The address of a new page is its own.
  return slug === '' || slug === 'new' ? `halaman${slug && '-'}${slug}` : slug;
};

const unlinkable = inWords({
  id: 'Judul tidak boleh memuat [ ] | # < > { } atau ::, karena tautan tidak dapat menyebutnya.',
  en: 'A title cannot contain [ ] | # < > { } or ::, because no link could name it.',
});

const invisible = inWords({
  id: 'Judul hanya berisi spasi. Tuliskan judul yang dapat dibaca.',
  en: 'The title is nothing but blanks. Write one that can be read.',
});

/** A title as it is typed. */
export const titleInput = () =>
  text(200)
    .transform(visible)
    .refine((title) => title !== '', { error: invisible })
    .refine((title) => !/[[\]|#<>{}]|::/.test(title), { error: unlinkable });
