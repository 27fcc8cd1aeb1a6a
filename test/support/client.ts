import type { App } from '../../src/web/context.ts';

/** What came back: the status, where a redirect leads, and the page's text. */
export type Answer = { status: number; location: string | null; headers: Headers; html: string };

type Fields = Readonly<Record<string, string | readonly string[] | File>>;

/** A browser without scripts: it keeps cookies, follows nothing by itself, and fills in the forms of the page it is on. */
export type Client = {
  get: (path: string, headers?: Readonly<Record<string, string>>) => Promise<Answer>;
  /** Posts exactly these fields. */
  post: (path: string, fields: Fields, headers?: Readonly<Record<string, string>>) => Promise<Answer>;
  /** Opens `at` (default: the path itself), takes the hidden and preset fields of its form with that action, adds `fields`, posts. */
  submit: (path: string, fields: Fields, options?: { at?: string; html?: string }) => Promise<Answer>;
  /** Follows a redirect once. */
  follow: (answer: Answer) => Promise<Answer>;
  cookies: Map<string, string>;
};

const host = 'griya.test';

const decode = (text: string): string =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

const attribute = (tag: string, name: string): string | null => {
  const found = new RegExp(`\\s${name}="([^"]*)"`).exec(tag);
  return found?.[1] === undefined ? null : decode(found[1]);
};

/** The form of a page with this action: the markup between its tags. */
const formOf = (html: string, action: string): string => {
  for (const [form] of html.matchAll(/<form[\s\S]*?<\/form>/g)) {
    if (attribute(form, 'action') === action) return form;
  }
  throw new Error(`The page has no form that posts to ${action}`);
};

/** The fields that a browser would send of an untouched form. */
export const presetFields = (html: string, action: string): Map<string, string[]> => {
  const fields = new Map<string, string[]>();
  const add = (name: string | null, value: string): void => {
    if (!name) return;
    const known = fields.get(name);
    if (known) known.push(value);
    else fields.set(name, [value]);
  };
  const form = formOf(html, action);
  for (const [tag] of form.matchAll(/<input[^>]*>/g)) {
    const type = attribute(tag, 'type') ?? 'text';
    if (type === 'file' || type === 'submit') continue;
    if ((type === 'checkbox' || type === 'radio') && !/\schecked[\s=/>]/.test(tag)) continue;
    add(attribute(tag, 'name'), attribute(tag, 'value') ?? (type === 'checkbox' ? 'on' : ''));
  }
  for (const [area, content] of form.matchAll(/<textarea[^>]*>([\s\S]*?)<\/textarea>/g)) {
    add(attribute(area, 'name'), decode(content ?? '').replace(/^\n/, ''));
  }
  for (const [select] of form.matchAll(/<select[\s\S]*?<\/select>/g)) {
    const options = [...select.matchAll(/<option[^>]*>/g)].map(([option]) => option);
    const chosen = options.find((option) => /\sselected[\s=/>]/.test(option)) ?? options[0];
    if (chosen) add(attribute(select, 'name'), attribute(chosen, 'value') ?? '');
  }
  return fields;
};

const isMultipart = (html: string, action: string): boolean => formOf(html, action).includes('enctype="multipart/form-data"');

const bodyOf = (fields: ReadonlyMap<string, readonly (string | File)[]>, multipart: boolean): URLSearchParams | FormData => {
  const all = [...fields].flatMap(([name, values]) => values.map((value) => [name, value] as const));
  if (!multipart && all.every((pair): pair is readonly [string, string] => typeof pair[1] === 'string')) {
    return new URLSearchParams(all.map(([name, value]) => [name, value]));
  }
  const form = new FormData();
  for (const [name, value] of all) form.append(name, value);
  return form;
};

const asLists = (fields: Fields): Map<string, readonly (string | File)[]> =>
  new Map(
    Object.entries(fields).map(([name, value]) => [name, typeof value === 'string' || value instanceof File ? [value] : value]),
  );

/** A browser at the app, with no cookies yet. */
export const makeClient = (app: App): Client => {
  const cookies = new Map<string, string>();
  const send = async (path: string, init: { method: string; headers: Headers; body?: ArrayBuffer }): Promise<Answer> => {
    if (cookies.size > 0) init.headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    init.headers.set('host', host);
    const response = await app.request(`http://${host}${path}`, init);
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = '', ...rest] = cookie.split('; ');
      const name = pair.slice(0, pair.indexOf('='));
      if (rest.some((part) => /^max-age=0$/i.test(part))) cookies.delete(name);
      else cookies.set(name, pair.slice(name.length + 1));
    }
    return {
      status: response.status,
      location: response.headers.get('location'),
      headers: response.headers,
      html: await response.text(),
    };
  };
  const get: Client['get'] = (path, headers = {}) => send(path, { method: 'GET', headers: new Headers(headers) });
  const post = async (
    path: string,
    fields: Map<string, readonly (string | File)[]>,
    headers: Readonly<Record<string, string>> = {},
    multipart = false,
  ) => {
    // Written out beforehand: a server that stops reading half-way must not upset the maker of the body.
    const written = new Response(bodyOf(fields, multipart));
    const type = written.headers.get('content-type') ?? '';
    const sent = new Headers({ origin: `http://${host}`, 'content-type': type, ...headers });
    return send(path, { method: 'POST', headers: sent, body: await written.arrayBuffer() });
  };
  return {
    cookies,
    get,
    post: (path, fields, headers) => post(path, asLists(fields), headers),
    submit: async (path, fields, options = {}) => {
      const html = options.html ?? (await get(options.at ?? path)).html;
      const sent = new Map<string, readonly (string | File)[]>([...presetFields(html, path), ...asLists(fields)]);
      return post(path, sent, {}, isMultipart(html, path));
    },
    follow: (answer) => {
      if (!answer.location) throw new Error(`No redirect to follow (status ${answer.status})`);
      const { pathname, search } = new URL(answer.location, `http://${host}`);
      return get(`${pathname}${search}`);
    },
  };
};
