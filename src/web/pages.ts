import type { Page } from './context.ts';
import { galleryPage } from './pages/gallery/gallery.tsx';

/** Every page of the interface, one line each; where two could answer the same address, the first does. */
export const pages: readonly Page[] = [galleryPage];
