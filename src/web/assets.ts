import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Page } from './context.ts';

const require = createRequire(import.meta.url);

type Asset = { type: string; load: () => Buffer };
const own = (name: string) => (): Buffer => readFileSync(new URL(`./assets/${name}`, import.meta.url));
/** A script names the others that it draws in by their addresses, which hold their hashes, so that browsers may keep these too. */
const script = (name: string) => (): Buffer =>
  Buffer.from(
    own(name)()
      .toString('utf8')
      .replaceAll(/(import|from) '\.\/([\w-]+\.js)'/g, (_, word: string, other: AssetName) => `${word} '${assetUrl(other)}'`),
  );
// Tabler's map is not shipped, so the line that points at it would only make browsers ask for it.
const tabler = (): Buffer =>
  Buffer.from(
    readFileSync(require.resolve('@tabler/core/dist/css/tabler.min.css'), 'utf8').replace(/\/\*# sourceMappingURL=.*?\*\//, ''),
  );

/** Griya's own style, one file per part, later ones over earlier ones. */
const styleParts = [
  'base',
  'shell',
  'door',
  'layout',
  'buttons',
  'forms',
  'status',
  'table',
  'timeline',
  'steps',
  'facts',
  'figures',
  'register',
  'filter',
  'picture',
  'books',
  'templates',
  'wiki',
  'wiki-editor',
  'wiki-talk',
  'wiki-imports',
  'work',
  'board',
  'board-ways',
  'case',
  'steps-of-a-case',
  'annex',
  'work-narrow',
  'small',
  'print',
];
const style = (): Buffer => Buffer.concat(styleParts.map((part) => own(`css/${part}.css`)()));

const sources = {
  'tabler.css': { type: 'text/css; charset=utf-8', load: tabler },
  'griya.css': { type: 'text/css; charset=utf-8', load: style },
  'griya.js': { type: 'text/javascript; charset=utf-8', load: own('griya.js') },
  'passkey.js': { type: 'text/javascript; charset=utf-8', load: own('passkey.js') },
  'board.js': { type: 'text/javascript; charset=utf-8', load: own('board.js') },
  'live.js': { type: 'text/javascript; charset=utf-8', load: own('live.js') },
  'picture.js': { type: 'text/javascript; charset=utf-8', load: own('picture.js') },
  'preview.js': { type: 'text/javascript; charset=utf-8', load: own('preview.js') },
  'wiki-order.js': { type: 'text/javascript; charset=utf-8', load: own('wiki-order.js') },
  'wiki.js': { type: 'text/javascript; charset=utf-8', load: own('wiki.js') },
  'wiki-editor.js': { type: 'text/javascript; charset=utf-8', load: script('wiki-editor.js') },
  'wiki-write.js': { type: 'text/javascript; charset=utf-8', load: own('wiki-write.js') },
  'wiki-tools.js': { type: 'text/javascript; charset=utf-8', load: script('wiki-tools.js') },
  'wiki-lines.js': { type: 'text/javascript; charset=utf-8', load: script('wiki-lines.js') },
  'wiki-drafts.js': { type: 'text/javascript; charset=utf-8', load: script('wiki-drafts.js') },
  'wiki-complete.js': { type: 'text/javascript; charset=utf-8', load: script('wiki-complete.js') },
  'wiki-pictures.js': { type: 'text/javascript; charset=utf-8', load: script('wiki-pictures.js') },
  'icon.svg': { type: 'image/svg+xml', load: own('icon.svg') },
} satisfies Record<string, Asset>;

export type AssetName = keyof typeof sources;

type Loaded = { body: Buffer; type: string; hash: string; encoded: Map<string, Promise<Buffer>> };
const loaded = new Map<AssetName, Loaded>();

const load = (name: AssetName): Loaded => {
  const known = loaded.get(name);
  if (known) return known;
  const source = sources[name];
  const body = source.load();
  const asset = {
    body,
    type: source.type,
    hash: createHash('sha256').update(body).digest('hex').slice(0, 12),
    encoded: new Map(),
  };
  loaded.set(name, asset);
  return asset;
};

/** The address of an asset; it holds the content's hash, so that browsers may keep it for ever. */
export const assetUrl = (name: AssetName): string => `/assets/${load(name).hash}/${name}`;

const pack = {
  br: (body: Buffer) => promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
  gzip: (body: Buffer) => promisify(gzip)(body, { level: 9 }),
};

/** Compressed once, on first demand, and kept. */
const packed = (asset: Loaded, encoding: keyof typeof pack): Promise<Buffer> => {
  const known = asset.encoded.get(encoding);
  if (known) return known;
  const made = pack[encoding](asset.body);
  asset.encoded.set(encoding, made);
  return made;
};

export const assetRoutes: Page = (app) => {
  app.get('/assets/:hash/:name', async (c) => {
    const name = c.req.param('name');
    if (!Object.hasOwn(sources, name)) return c.notFound();
    const asset = load(name as AssetName);
    const fresh = c.req.param('hash') === asset.hash;
    const accepted = c.req.header('accept-encoding') ?? '';
    const encoding = /\bbr\b/.test(accepted) ? 'br' : /\bgzip\b/.test(accepted) ? 'gzip' : null;
    const body = encoding ? await packed(asset, encoding) : asset.body;
    return c.body(new Uint8Array(body), 200, {
      'content-type': asset.type,
      'cache-control': fresh ? 'public, max-age=31536000, immutable' : 'no-cache',
      vary: 'accept-encoding',
      ...(encoding ? { 'content-encoding': encoding } : {}),
    });
  });
};
