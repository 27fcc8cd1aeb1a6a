import type { Page } from './context.ts';
import { languagePage } from './pages/door/language/language.ts';
import { resumePage } from './pages/door/resume/resume.ts';
import { setupPage } from './pages/door/setup/setup.tsx';
import { secondFactorPage } from './pages/door/sign-in/second-factor.tsx';
import { signInPage } from './pages/door/sign-in/sign-in.tsx';
import { galleryPage } from './pages/gallery/gallery.tsx';
import { homePage } from './pages/home.ts';
import { inboxPage } from './pages/own/inbox/inbox.tsx';
import { apiKeysPage } from './pages/own/profile/api-keys.tsx';
import { passwordPage } from './pages/own/profile/password.tsx';
import { profilePage } from './pages/own/profile/profile.tsx';
import { twoFactorPage } from './pages/own/profile/two-factor.tsx';

/** Every page of the interface, one line each; where two could answer the same address, the first does. */
export const pages: readonly Page[] = [
  homePage,
  signInPage,
  secondFactorPage,
  resumePage,
  languagePage,
  setupPage,
  inboxPage,
  profilePage,
  passwordPage,
  twoFactorPage,
  apiKeysPage,
  galleryPage,
];
