import { describe, expect, it } from 'vitest';
import { senderOf } from '../../../src/adapters/smtp/addresses.js';
import { type SmtpOptions, smtpMailer } from '../../../src/adapters/smtp/index.js';
import { serverOf } from '../../../src/adapters/smtp/server.js';

const from = 'no-reply@example.com';
const url = 'smtp://smtp.example.com';

describe('the server', () => {
  it.each([
    ['smtp://smtp.example.com', 587, false],
    ['smtp://smtp.example.com:2525', 2525, false],
    ['smtp://smtp.example.com:465', 465, true],
    ['smtps://smtp.example.com', 465, true],
    ['smtps://smtp.example.com:8465/', 8465, true],
  ])('of %s', (text, port, secure) => {
    expect(serverOf({ url: text })).toEqual({
      host: 'smtp.example.com',
      port,
      secure,
      requireTls: true,
      ignoreTls: false,
      auth: null,
    });
  });

  it.each(['localhost', 'mail.localhost', '127.0.0.1', '127.1.2.3', '::1'])(
    'on this machine needs no TLS: %s',
    (host) => {
      expect(serverOf({ host })).toMatchObject({ requireTls: false, ignoreTls: true });
      expect(serverOf({ host, requireTls: true })).toMatchObject({
        requireTls: true,
        ignoreTls: false,
      });
    },
  );

  it.each(['localhost.example.com', '127.0.0.1.example.com', 'mylocalhost', '10.0.0.1', '::2'])(
    'elsewhere does, and uses it where it need not: %s',
    (host) => {
      expect(serverOf({ host })).toMatchObject({ requireTls: true, ignoreTls: false });
      expect(serverOf({ host, requireTls: false })).toMatchObject({
        requireTls: false,
        ignoreTls: false,
      });
    },
  );

  it('takes what is given beside a URL before it', () => {
    const auth = { user: 'other', password: 'word' };
    const given = { host: 'mail.example', port: 26, secure: true, auth };
    expect(serverOf({ url: 'smtp://u:p@smtp.example.com:25', ...given })).toMatchObject(given);
    expect(serverOf({ url: 'smtp://u:p@[::1]:25' })).toMatchObject({
      host: '::1',
      auth: { user: 'u', password: 'p' },
    });
  });

  it.each<[SmtpOptions, string]>([
    [{ from }, 'has no host'],
    [{ from, host: '' }, 'has no host'],
    [{ from, url: 'smtp.example.com' }, 'is not a URL'],
    [{ from, url: 'https://smtp.example.com' }, 'begins with https:'],
    [{ from, url: 'smtp://u:hunter2@smtp.example.com/?logger=true' }, 'has a path or a query'],
    [{ from, url: 'smtp://u:hunter2@smtp.example.com?tls.rejectUnauthorized=false' }, 'or a query'],
    [{ from, url: 'smtp://u:hunter2%@smtp.example.com' }, 'is not percent-encoded'],
    [{ from, url: 'smtp://u:hunter2@smtp.example.com:99999' }, 'is not a URL'],
    [{ from, url, port: 0 }, 'whole number from 1 to 65535'],
    [{ from, url, port: 2.5 }, 'whole number from 1 to 65535'],
    [{ from, url, connections: 0 }, 'whole number from 1 to 50'],
    [{ from, url, connections: 51 }, 'whole number from 1 to 50'],
    [{ from, url, timeouts: { send: 241 } }, 'the timeout "send" is 241'],
    [{ from, url, timeouts: { silence: 0 } }, 'the timeout "silence" is 0'],
    [{ from, url, timeouts: { connect: Number.NaN } }, 'the timeout "connect" is NaN'],
    [{ from: 'nobody', url }, 'mail cannot come from "nobody"'],
  ])('%j is refused with what to give, and without the password', (options, sentence) => {
    expect(() => smtpMailer(options)).toThrow(sentence);
    expect(() => smtpMailer(options)).toThrow(/^(?!.*hunter2)/);
  });
});

describe('the sender', () => {
  it.each([
    ['no-reply@example.com', '', 'no-reply@example.com'],
    ['Guildhall <no-reply@example.com>', 'Guildhall', 'no-reply@example.com'],
    ['"Acme, Inc." <No-Reply@EXAMPLE.com>', 'Acme, Inc.', 'No-Reply@example.com'],
    ['<no-reply@münchen.example>', '', 'no-reply@xn--mnchen-3ya.example'],
  ])('%s', (text, name, address) => {
    expect(senderOf(text)).toEqual({ name, address });
  });

  it.each([
    '',
    'a@example.com, b@example.com',
    'A <a@example.com>, B <b@example.com>',
    'A <a@example.com> <b@example.com>',
    'A <a@example.com',
    'A <a@localhost>',
    'A <a@example.com\r\nBcc: eve@evil.example>',
  ])('%j is none', (text) => {
    expect(senderOf(text)).toBeNull();
  });
});
