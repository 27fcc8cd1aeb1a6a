import { raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import type { Drawn, Thing } from '#registry/index.ts';
import { Card } from '../../../components/card/card.tsx';
import { type Phrase, useWords } from '../../../view.ts';
import { PictureList } from './picture-list.tsx';
import { words } from './words.ts';

type Props = {
  title: Phrase;
  name: string;
  drawn: Drawn;
  hrefOf: (thing: Thing) => string | null;
  /** Where the picture is as a file. */
  files: readonly { label: string; href: string }[];
  /** Where the same page shows the picture at its own size, or as wide as the page. */
  sizes: { full: boolean; href: string };
  note?: Child;
};

/**
 * A picture with links to its records. Without scripts it scrolls at either size; with them it is moved and enlarged by mouse,
 * finger and keyboard. The same stands below as a list.
 */
export const PictureCard = ({ title, name, drawn, hrefOf, files, sizes, note }: Props) => {
  const t = useWords();
  return (
    <Card
      title={title}
      aside={
        <nav class="g-downloads" aria-label={t(words.download)}>
          <span>{t(words.as)}</span>
          {files.map(({ label, href }) => (
            <a href={href}>{label}</a>
          ))}
        </nav>
      }
    >
      {note ?? null}
      <div
        class="g-canvas-tools"
        data-picture-tools
        data-in={t(words.zoomIn)}
        data-out={t(words.zoomOut)}
        data-fit={t(words.fit)}
      >
        <a href={sizes.href} data-picture-size>
          {t(sizes.full ? words.fitted : words.full)}
        </a>
        <a class="g-canvas-skip" href="#picture-list">
          {t(words.skip)}
        </a>
      </div>
      <section
        class={sizes.full ? 'g-canvas g-canvas-full' : 'g-canvas'}
        data-picture={name}
        tabindex={0}
        aria-label={t(words.region, { name })}
      >
        {raw(drawn.svg)}
      </section>
      <PictureList picture={drawn.shown} hrefOf={hrefOf} />
    </Card>
  );
};
