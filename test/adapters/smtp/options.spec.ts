import { describe, expect, it } from 'vitest';
import { type SmtpOptions, smtpMailer } from '../../../src/adapters/smtp/index.js';
import { parseSender } from '../../../src/adapters/smtp/mail-addresses.js';
import { smtpServerOrThrow } from '../../../src/adapters/smtp/server-options.js';

const from = 'no-reply@example.com';
const url = 'smtp://smtp.example.com';

describe('the server options', () => {
  it.each([
    ['smtp://smtp.example.com', 587, false],
    ['smtp://smtp.example.com:2525', 2525, false],
    ['smtp://smtp.example.com:465', 465, true],
    ['smtps://smtp.example.com', 465, true],
    ['smtps://smtp.example.com:8465/', 8465, true],
  ])('accept %s', (text, port, secure) => {
    expect(smtpServerOrThrow({ url: text })).toEqual({
      host: 'smtp.example.com',
      port,
      secure,
      requireTls: true,
      ignoreTls: false,
      auth: null,
    });
  });

  it.each(['localhost', 'mail.localhost', '127.0.0.1', '127.1.2.3', '::1'])(
    'do not require TLS on this machine: %s',
    (host) => {
      expect(smtpServerOrThrow({ host })).toMatchObject({ requireTls: false, ignoreTls: true });
      expect(smtpServerOrThrow({ host, requireTls: true })).toMatchObject({
        requireTls: true,
        ignoreTls: false,
      });
    },
  );

  it.each(['localhost.example.com', '127.0.0.1.example.com', 'mylocalhost', '10.0.0.1', '::2'])(
    'require TLS on another machine, and use it if it is not required: %s',
    (host) => {
      expect(smtpServerOrThrow({ host })).toMatchObject({ requireTls: true, ignoreTls: false });
      expect(smtpServerOrThrow({ host, requireTls: false })).toMatchObject({
        requireTls: false,
        ignoreTls: false,
      });
    },
  );

  it('override the parts of the URL', () => {
    const auth = { user: 'other', password: 'word' };
    const given = { host: 'mail.example', port: 26, secure: true, auth };
    expect(smtpServerOrThrow({ url: 'smtp://u:p@smtp.example.com:25', ...given })).toMatchObject(
      given,
    );
    expect(smtpServerOrThrow({ url: 'smtp://u:p@[::1]:25' })).toMatchObject({
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
    [{ from, url, timeouts: { socket: 0 } }, 'the timeout "socket" is 0'],
    [{ from, url, timeouts: { connect: Number.NaN } }, 'the timeout "connect" is NaN'],
    [{ from: 'nobody', url }, '"nobody" is not a valid sender'],
  ])('refuse %j, saying what to give and without the password', (options, sentence) => {
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
  ])('is accepted: %s', (text, name, address) => {
    expect(parseSender(text)).toEqual({ name, address });
  });

  it.each([
    '',
    'a@example.com, b@example.com',
    'A <a@example.com>, B <b@example.com>',
    'A <a@example.com> <b@example.com>',
    'A <a@example.com',
    'A <a@localhost>',
    'A <a@example.com\r\nBcc: eve@evil.example>',
  ])('is refused: %j', (text) => {
    expect(parseSender(text)).toBeNull();
  });
});
