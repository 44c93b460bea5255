// TLS: what a mailer insists on, and that nothing leaves, no password either, where it does not get it.
import { afterEach, describe, expect, it } from 'vitest';
import { type SmtpMailer, type SmtpOptions, smtpMailer } from '../../../src/adapters/smtp/index.js';
import { isMailRefused, type Mail } from '../../../src/index.js';
import { type MailServer, mailServer } from '../../support/mail-server.js';
import { certificate, privateKey } from './certificate.js';

const mail: Mail = {
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
  for (const mailer of mailers.splice(0)) mailer.close();
});

function mailerTo({ port }: MailServer, options: Partial<SmtpOptions> = {}): SmtpMailer {
  const made = smtpMailer({ host: '127.0.0.1', port, from: 'no-reply@example.com', ...options });
  mailers.push(made);
  return made;
}

/** Whether anybody has logged in, and whatever the server has taken. */
async function serverWith(options: Parameters<typeof mailServer>[0]) {
  const logins: string[] = [];
  const server = await mailServer({
    onAuth({ username = '' }, _, answer) {
      logins.push(username);
      answer(null, { user: username });
    },
    ...options,
  });
  return { server, logins };
}

const withStartTls = { disabledCommands: [], ...tls };

describe('a server that is to be safe', () => {
  it('gets mail and login after STARTTLS', async () => {
    const { server, logins } = await serverWith(withStartTls);
    await mailerTo(server, { requireTls: true, tls: trusted, auth }).send(mail);
    expect(server.taken).toMatchObject([{ secure: true, user: 'service' }]);
    expect(logins).toEqual(['service']);
  });

  it('gets mail over TLS from the first byte on', async () => {
    const { server } = await serverWith({ secure: true, ...tls });
    await mailerTo(server, { secure: true, tls: { ...trusted, servername: 'mail.test' } }).send(
      mail,
    );
    expect(server.taken).toMatchObject([{ secure: true }]);
  });

  it.each<[string, Parameters<typeof mailServer>[0], Partial<SmtpOptions>]>([
    ['offers no TLS', {}, { tls: trusted }],
    ['has a certificate that nobody vouches for', withStartTls, {}],
    ['has one of another name', withStartTls, { tls: { ...trusted, servername: 'mail.example' } }],
    [
      'has one that nobody vouches for, from the first byte on',
      { secure: true, ...tls },
      { secure: true },
    ],
  ])('gets nothing where it %s', async (_, given, options) => {
    const { server, logins } = await serverWith(given);
    const mailer = mailerTo(server, { requireTls: true, auth, ...options });
    for (const attempt of [() => mailer.send(mail), () => mailer.verify()]) {
      const fault: unknown = await attempt().catch((thrown: unknown) => thrown);
      expect(isMailRefused(fault)).toBe(false);
      expect(fault).toMatchObject({
        message: expect.stringMatching(
          /^the mail server 127\.0\.0\.1:\d+ offers no connection that is safe/,
        ),
      });
    }
    expect([server.taken, logins]).toEqual([[], []]);
  });
});

describe('a server on this machine', () => {
  it('needs no TLS, and its certificate is not looked at', async () => {
    const { server, logins } = await serverWith(withStartTls);
    await mailerTo(server, { auth }).send(mail);
    expect(server.taken).toMatchObject([{ secure: false }]);
    expect(logins).toEqual(['service']);
  });
});
