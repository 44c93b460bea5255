// TLS: what a mailer requires, and that it sends nothing, not even a password, without it.
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type SmtpMailer, type SmtpOptions, smtpMailer } from '../../../src/adapters/smtp/index.js';
import { isMailRefusedError, type OutgoingMail } from '../../../src/index.js';
import { startSmtpServer, type TestSmtpServer } from '../../support/smtp-server.js';
import { certificate, privateKey } from './certificate.js';

const mail: OutgoingMail = {
  id: 'a.1',
  to: 'ben@example.org',
  subject: 'Hello',
  text: 'Hello.\n',
  html: '<p>Hello.</p>\n',
};
const tls = { cert: certificate, key: privateKey };
const trusted = { ca: certificate };
const auth = { user: 'service', password: 'hunter2' };

const mailers: SmtpMailer[] = [];
afterEach(() => {
  vi.unstubAllEnvs();
  for (const mailer of mailers.splice(0)) mailer.close();
});

function mailerTo({ port }: TestSmtpServer, options: Partial<SmtpOptions> = {}): SmtpMailer {
  const made = smtpMailer({ host: '127.0.0.1', port, from: 'no-reply@example.com', ...options });
  mailers.push(made);
  return made;
}

/** Whether a client has logged in, and what the server has received. */
async function serverWith(options: Parameters<typeof startSmtpServer>[0]) {
  const logins: string[] = [];
  const server = await startSmtpServer({
    onAuth({ username = '' }, _, answer) {
      logins.push(username);
      answer(null, { user: username });
    },
    ...options,
  });
  return { server, logins };
}

const withStartTls = { disabledCommands: [], ...tls };

describe('a server that requires TLS', () => {
  it('gets the login and the mail after STARTTLS', async () => {
    const { server, logins } = await serverWith(withStartTls);
    await mailerTo(server, { requireTls: true, tls: trusted, auth }).send(mail);
    expect(server.received).toMatchObject([{ secure: true, user: 'service' }]);
    expect(logins).toEqual(['service']);
  });

  it('gets mail over TLS from the first byte', async () => {
    const { server } = await serverWith({ secure: true, ...tls });
    await mailerTo(server, { secure: true, tls: { ...trusted, servername: 'mail.test' } }).send(
      mail,
    );
    expect(server.received).toMatchObject([{ secure: true }]);
  });

  it.each<[string, Parameters<typeof startSmtpServer>[0], Partial<SmtpOptions>]>([
    ['offers no TLS', {}, { tls: trusted }],
    ['has an untrusted certificate', withStartTls, {}],
    [
      'has a certificate for another name',
      withStartTls,
      { tls: { ...trusted, servername: 'mail.example' } },
    ],
    [
      'has an untrusted certificate, with TLS from the first byte',
      { secure: true, ...tls },
      { secure: true },
    ],
  ])(
    'gets nothing if it %s, even if the environment disables the check',
    async (_, given, options) => {
      vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
      const { server, logins } = await serverWith(given);
      const mailer = mailerTo(server, { requireTls: true, auth, ...options });
      for (const attempt of [() => mailer.send(mail), () => mailer.verify()]) {
        const fault: unknown = await attempt().catch((thrown: unknown) => thrown);
        expect(isMailRefusedError(fault)).toBe(false);
        expect(fault).toMatchObject({
          message: expect.stringMatching(
            /^the mail server 127\.0\.0\.1:\d+ offers no safe connection/,
          ),
        });
      }
      expect([server.received, logins]).toEqual([[], []]);
    },
  );
});

describe('a server that may do without TLS', () => {
  it('gets nothing over STARTTLS with an untrusted certificate, whatever the environment says', async () => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    const { server, logins } = await serverWith(withStartTls);
    // Not the name of this machine, where STARTTLS is not used.
    const host = '127.1';
    const mailer = mailerTo(server, { host, requireTls: false, auth });
    await expect(mailer.send(mail)).rejects.toThrow('offers no safe connection');
    expect([server.received, logins]).toEqual([[], []]);
  });
});

describe('a server on this machine', () => {
  it('needs no TLS, and its certificate is not checked', async () => {
    const { server, logins } = await serverWith(withStartTls);
    await mailerTo(server, { auth }).send(mail);
    expect(server.received).toMatchObject([{ secure: false }]);
    expect(logins).toEqual(['service']);
  });
});
