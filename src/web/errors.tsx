import type { ErrorHandler, NotFoundHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { AppError, errorKinds } from '#lib/errors.ts';
import { say, type Words } from '#lib/words.ts';
import { Icon } from './components/icon/icon.tsx';
import type { AppEnv, Ctx } from './context.ts';
import { page } from './page.tsx';
import { paths } from './paths.ts';

const titles: Record<number, Words> = {
  400: { id: 'Permintaan tidak terbaca', en: 'The request cannot be read' },
  401: { id: 'Silakan masuk', en: 'Please sign in' },
  403: { id: 'Tidak berwenang', en: 'Not allowed' },
  404: { id: 'Tidak ditemukan', en: 'Not found' },
  405: { id: 'Metode tidak diterima', en: 'Method not allowed' },
  409: { id: 'Tidak dapat dilakukan sekarang', en: 'Not possible now' },
  413: { id: 'Kiriman terlalu besar', en: 'Too large' },
  415: { id: 'Jenis berkas tidak diterima', en: 'Type of file not accepted' },
  422: { id: 'Isian perlu diperbaiki', en: 'Entries need correcting' },
  429: { id: 'Terlalu banyak percobaan', en: 'Too many attempts' },
  500: { id: 'Terjadi kesalahan', en: 'Something went wrong' },
  503: { id: 'Layanan sedang tidak tersedia', en: 'Service unavailable' },
};

const words = {
  home: { id: 'Ke halaman depan', en: 'Go to the front page' },
  signIn: { id: 'Masuk', en: 'Sign in' },
  code: { id: 'Kode penelusuran', en: 'Trace code' },
  written: { id: 'Yang Anda tulis', en: 'What you wrote' },
  writtenHow: { id: 'Tidak tersimpan. Salin bila masih diperlukan.', en: 'It was not kept. Copy it if you still need it.' },
} as const satisfies Record<string, Words>;

/** Codes of PostgreSQL and of the network that mean: the database cannot be reached at the moment. */
const outage = /^(08|57P0|53)|^(ECONNREFUSED|ECONNRESET|ENOTFOUND|ETIMEDOUT|EPIPE)$/;

/** Makes of any thrown thing an error of the closed list; what was not foreseen is logged with its stack. */
const known = (c: Ctx, error: unknown): AppError => {
  if (error instanceof AppError) return error;
  if (error instanceof HTTPException && error.status === 404) return new AppError('not_found', { what: c.req.path });
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  c.var.services.log({ level: 'error', trace: c.var.trace, method: c.req.method, path: c.req.path, error: stack });
  if (outage.test(code)) return new AppError('unavailable', { what: 'database' });
  return new AppError('internal', { why: 'unexpected', trace: c.var.trace });
};

/** An error for programs, as RFC 9457 writes it. */
const problem = (c: Ctx, error: AppError): Response => {
  const kind = errorKinds[error.code];
  const { language, trace } = c.var;
  const body = {
    type: `urn:griya:error:${error.code}`,
    title: say(titles[kind.status] ?? words.home, language),
    status: kind.status,
    detail: say(kind.person, language, error.values),
    code: error.code,
    trace,
    ...(error.faults.length > 0
      ? { faults: error.faults.map((fault) => ({ field: fault.field, message: say(fault.message, language) })) }
      : {}),
  };
  return c.body(JSON.stringify(body), kind.status, { 'content-type': 'application/problem+json' });
};

const errorPage = (c: Ctx, error: AppError): Promise<Response> => {
  const kind = errorKinds[error.code];
  const title = titles[kind.status] ?? { id: 'Galat', en: 'Error' };
  const { language } = c.var;
  c.status(kind.status);
  return page(
    c,
    { title, width: 'narrow', bare: true },
    <div class="g-errorpage">
      <p class="g-errorpage-code">{kind.status}</p>
      <h1>{say(title, language)}</h1>
      <p>{say(kind.person, language, error.values)}</p>
      {error.faults.length > 0 ? (
        <ul>
          {error.faults.map((fault) => (
            <li>{say(fault.message, language)}</li>
          ))}
        </ul>
      ) : null}
      {c.var.written && c.var.written.length > 0 ? (
        <section class="g-written">
          <h2>{say(words.written, language)}</h2>
          <p class="g-muted">{say(words.writtenHow, language)}</p>
          {c.var.written.map((text) => (
            <pre>{text}</pre>
          ))}
        </section>
      ) : null}
      <p>
        <a class="btn g-btn-secondary" href={paths.home()}>
          <Icon name="arrow-left" /> {say(words.home, language)}
        </a>
      </p>
      <p class="g-muted g-small">
        {say(words.code, language)} <code>{c.var.trace}</code>
      </p>
    </div>,
  );
};

/** Answers an error: a problem for programs, the sign-in page for a reader whose session is over, a page for everyone else. */
const answer = (c: Ctx, error: AppError): Response | Promise<Response> => {
  if (/^\/api(\/|$)/.test(c.req.path)) return problem(c, error);
  if (error.code === 'signed_out' && (c.req.method === 'GET' || c.req.method === 'HEAD')) {
    const url = new URL(c.req.url);
    return c.redirect(paths.signIn(`${url.pathname}${url.search}`), 303);
  }
  return errorPage(c, error);
};

export const onError: ErrorHandler<AppEnv> = (error, c) => answer(c, known(c, error));

export const onNotFound: NotFoundHandler<AppEnv> = (c) => answer(c, new AppError('not_found', { what: c.req.path }));
