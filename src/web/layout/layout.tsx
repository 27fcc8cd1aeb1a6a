import type { Child } from 'hono/jsx';
import type { Installation } from '#identity/index.ts';
import { assetUrl } from '../assets.ts';
import { Alert } from '../components/alert/alert.tsx';
import { Icon } from '../components/icon/icon.tsx';
import { LanguageSwitch } from '../components/language/language.tsx';
import { paths } from '../paths.ts';
import { type Children, useView, useWords } from '../view.ts';
import { type NavGroup, navigationFor, type Section } from './nav.ts';
import { words } from './words.ts';

/** Scripts that a page asks for besides griya.js. */
export type PageScript =
  | 'passkey.js'
  | 'picture.js'
  | 'preview.js'
  | 'board.js'
  | 'live.js'
  | 'wiki.js'
  | 'wiki-editor.js'
  | 'wiki-order.js';

/** What a page that anybody reads says of itself to search engines. */
export type Told = { canonical: string | null; description: string };

type DocumentProps = Children & {
  title: string;
  scripts?: readonly PageScript[];
  wide?: boolean;
  told?: Told | undefined;
  bodyClass: string;
};

/** The html document: head, skip link, and what stands in the body. */
const HtmlDocument = ({ title, scripts = [], told, bodyClass, children }: DocumentProps) => {
  const t = useWords();
  const { language } = useView();
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light" />
        <title>{title}</title>
        {told && told.description !== '' ? <meta name="description" content={told.description} /> : null}
        {told?.canonical ? <link rel="canonical" href={told.canonical} /> : null}
        <link rel="icon" href={assetUrl('icon.svg')} type="image/svg+xml" />
        <link rel="stylesheet" href={assetUrl('tabler.css')} />
        <link rel="stylesheet" href={assetUrl('griya.css')} />
        {['griya.js' as const, ...scripts].map((script) => (
          <script type="module" src={assetUrl(script)} />
        ))}
      </head>
      <body class={bodyClass}>
        <a class="g-skip" href="#main">
          {t(words.skip)}
        </a>
        {children}
      </body>
    </html>
  );
};

/** The mark of the product: a roof over a doorway. */
const Brand = () => (
  <svg class="g-brand-mark" viewBox="0 0 32 32" width="28" height="28" aria-hidden="true">
    <path d="M16 3 3 13.5V29h26V13.5z" />
    <path class="g-brand-door" d="M12 29v-9a4 4 0 0 1 8 0v9z" />
  </svg>
);

/** A menu of more entries than this does not fit an office's screen of 768 pixels; its groups then fold. */
const longestOpenMenu = 14;

const NavList = ({ section, unread }: { section: Section; unread: number }) => {
  const t = useWords();
  const { actor } = useView();
  if (!actor) return null;
  const groups = navigationFor(actor);
  const folds = groups.reduce((sum, group) => sum + group.items.length, 0) > longestOpenMenu;
  const list = (group: NavGroup) => (
    <ul>
      {group.items.map((item) => (
        <li>
          <a href={item.href} {...(item.key === section ? { 'aria-current': 'page' } : {})}>
            <Icon name={item.icon} />
            <span>{t(item.label)}</span>
            {item.key === 'inbox' && unread > 0 ? (
              <span class="g-count">
                {unread}
                <span class="visually-hidden"> {t(words.unread)}</span>
              </span>
            ) : null}
          </a>
        </li>
      ))}
    </ul>
  );
  return (
    <>
      {groups.map((group) =>
        group.label ? (
          <details class="g-nav-group" {...(!folds || group.items.some(({ key }) => key === section) ? { open: true } : {})}>
            <summary class="g-nav-label">
              {t(group.label)} <Icon name="chevron-down" size={14} />
            </summary>
            {list(group)}
          </details>
        ) : (
          <div class="g-nav-group">{list(group)}</div>
        ),
      )}
    </>
  );
};

/** One box for the whole register and the requests' numbers; what one may not see is not found. */
const SearchBox = () => {
  const t = useWords();
  return (
    <search class="g-find" aria-label={t(words.find)}>
      <form method="get" action={paths.search()}>
        <label class="visually-hidden" for="g-find">
          {t(words.find)}
        </label>
        <input id="g-find" class="form-control" type="search" name="q" maxlength={100} placeholder={t(words.findHint)} />
        <button type="submit" class="g-find-go" aria-label={t(words.findGo)}>
          <Icon name="search" size={16} />
        </button>
      </form>
    </search>
  );
};

const Account = ({ section }: { section: Section }) => {
  const t = useWords();
  const { actor } = useView();
  if (!actor) return null;
  const post = actor.posts[0];
  const acting = post && post.kind !== 'definitive' ? (post.kind === 'plt' ? 'Plt. ' : 'Plh. ') : '';
  return (
    <div class="g-account">
      <a class="g-account-who" href={paths.profile()} {...(section === 'profile' ? { 'aria-current': 'page' } : {})}>
        <strong>{actor.personName}</strong>
        <span>
          {post ? `${acting}${post.title}` : actor.administrator ? t(words.administrator) : actor.auditor ? t(words.auditor) : ''}
        </span>
      </a>
      <div class="g-account-row">
        <LanguageSwitch />
        <form method="post" action={paths.signOut()}>
          <button type="submit" class="g-link">
            <Icon name="logout" size={16} /> {t(words.signOut)}
          </button>
        </form>
      </div>
    </div>
  );
};

export type LayoutProps = Children & {
  title: string;
  section: Section;
  installation: Installation | null;
  unread: number;
  /** Said once after an act. */
  said: string | null;
  width: 'narrow' | 'normal' | 'full';
  scripts?: readonly PageScript[];
};

/** The shell of a signed-in person's pages. */
export const AppLayout = (props: LayoutProps) => {
  const t = useWords();
  const { section, unread, installation } = props;
  return (
    <HtmlDocument title={props.title} scripts={props.scripts ?? []} bodyClass="g-app">
      <header class="g-side">
        <div class="g-side-top">
          <a class="g-brand" href={paths.home()}>
            <Brand />
            <span>
              <strong>Griya</strong>
              <span>{installation?.governmentName ?? ''}</span>
            </span>
          </a>
          <details class="g-menu">
            <summary>
              <Icon name="menu-2" size={20} /> {t(words.menu)}
              {unread > 0 ? <span class="g-count">{unread}</span> : null}
            </summary>
            <nav aria-label={t(words.navigation)}>
              <NavList section={section} unread={unread} />
            </nav>
            <Account section={section} />
          </details>
        </div>
        <SearchBox />
        <nav class="g-nav" aria-label={t(words.navigation)}>
          <NavList section={section} unread={unread} />
        </nav>
        <Account section={section} />
      </header>
      <main id="main" tabindex={-1} class={`g-main g-main-${props.width}`}>
        <Said said={props.said} />
        {props.children}
      </main>
    </HtmlDocument>
  );
};

const Said = ({ said }: { said: string | null }): Child =>
  said ? (
    <div class="g-said">
      <Alert tone="success" live>
        <p>{said}</p>
      </Alert>
    </div>
  ) : null;

type DoorProps = Pick<LayoutProps, 'title' | 'installation' | 'said' | 'children' | 'width' | 'scripts'> & {
  told?: Told | undefined;
};

/** The shell of pages for who is not signed in: sign-in, set-up, errors, what is open to all. */
export const DoorLayout = (props: DoorProps) => (
  <HtmlDocument title={props.title} scripts={props.scripts ?? []} told={props.told} bodyClass="g-door">
    <header class="g-door-head">
      <a class="g-brand" href={paths.home()}>
        <Brand />
        <span>
          <strong>Griya</strong>
          <span>{props.installation?.hostOfficeName ?? ''}</span>
        </span>
      </a>
      <LanguageSwitch />
    </header>
    <main id="main" tabindex={-1} class={`g-main g-main-${props.width}`}>
      <Said said={props.said} />
      {props.children}
    </main>
    {props.installation ? <footer class="g-door-foot">{props.installation.governmentName}</footer> : null}
  </HtmlDocument>
);
