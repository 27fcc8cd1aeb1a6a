import { describe, expect, test } from 'vitest';
import { createLog, type LogOptions } from './log.ts';

const logged = (options: Partial<LogOptions> = {}) => {
  const lines: string[] = [];
  const now = () => Temporal.Instant.from('2026-03-02T02:00:00.5Z');
  return { lines, log: createLog({ level: 'info', format: 'plain', write: (line) => lines.push(line), now, ...options }) };
};

describe('a line of the log', () => {
  test('holds moment, level, message and fields', () => {
    const { log, lines } = logged();
    log.with({ job: 'letters.render' }).warn('Failed', { attempt: 2, why: 'printer is off' });
    expect(lines).toEqual(['2026-03-02T02:00:00.500Z warn  Failed job=letters.render attempt=2 why="printer is off"']);
  });

  test('is one line even when an error has many', () => {
    const { log, lines } = logged();
    log.error('first\nsecond', { error: new Error('no room', { cause: new Error('disk full') }) });
    expect(lines).toHaveLength(1);
    expect(lines[0]).not.toContain('\n');
    expect(lines[0]).toContain('because: disk full');
  });

  test('is JSON for machines', () => {
    const { log, lines } = logged({ format: 'json' });
    log.info('Started', { port: 8080 });
    expect(JSON.parse(lines[0] ?? '')).toEqual({ at: '2026-03-02T02:00:00.500Z', level: 'info', message: 'Started', port: 8080 });
  });

  test('below the chosen level is not written', () => {
    const { log, lines } = logged({ level: 'warn' });
    log.debug('a');
    log.info('b');
    log.error('c');
    expect(lines).toHaveLength(1);
  });
});

describe('never written', () => {
  test.each([
    ['a password field', { password: 'rahasia1' }],
    ['a field deep inside', { body: { user: [{ newPassword: 'rahasia1' }] } }],
    ['a session token', { sessionToken: 'rahasia1' }],
    ['a cookie header', { headers: { Cookie: 'rahasia1' } }],
    ['an API key', { apiKey: 'rahasia1' }],
    ['a NIP field', { nip: 'rahasia1' }],
    ['the password of a connection string', { url: 'postgres://griya:rahasia1@db/griya' }],
    ['a bearer key', { header: 'Bearer rahasia1' }],
    ['an error that repeats a connection string', { error: new Error('cannot reach postgres://u:rahasia1@db/x') }],
  ])('%s', (_, fields) => {
    const { log, lines } = logged();
    log.info('x', fields);
    expect(lines[0]).not.toContain('rahasia1');
    expect(lines[0]).toContain('***');
  });

  test.each(['198503122010011005', '19850312 201001 1 005', '19850312.201001.1.005', '2171031203850001'])(
    'the number %s',
    (number) => {
      const { log, lines } = logged();
      log.info(`by ${number}.`, { text: `NIP ${number}` });
      expect(lines[0]).not.toContain(number);
    },
  );

  test('ids and moments stay readable', () => {
    const { log, lines } = logged();
    log.info('x', {
      id: '01997c2e-1111-7222-8333-123456789012',
      at: Temporal.Instant.from('2026-03-02T02:00:00Z'),
      bytes: 123456789,
    });
    expect(lines[0]).toContain('id=01997c2e-1111-7222-8333-123456789012 at=2026-03-02T02:00:00Z bytes=123456789');
  });
});
