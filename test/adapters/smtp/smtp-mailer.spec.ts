// What the mailer sends by SMTP, and which error it throws if the server does not accept the mail.
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type SmtpMailer, type SmtpOptions, smtpMailer } from '../../../src/adapters/smtp/index.js';
import { isMailRefusedError, type OutgoingMail } from '../../../src/index.js';
import { parseMail } from '../../support/read-mail.js';
import { type SmtpFault, startSmtpServer, type TestSmtpServer } from '../../support/smtp-server.js';

const mail: OutgoingMail = {
  id: '65f0c1d2e3b4a5f601234567.2',
  to: 'ben@example.org',
  subject: 'Ada has invited you to join Müller & Söhne <日本>',
  text: 'Open https://console.example.com/invitations/accept?token=aaa.bbb.ccc\n\nGrüße, 日本 – .\n.\n..\n',
  html: '<!doctype html>\n<p>Ada &lt;b&gt; Müller &amp; Söhne 日本</p>\n',
};

let server: TestSmtpServer;
const mailers: SmtpMailer[] = [];
beforeEach(async () => {
  server = await startSmtpServer();
});
afterEach(async () => {
  for (const mailer of mailers.splice(0)) mailer.close();
  await server.stop();
});

/** The timeouts are far longer than any exchange that is not meant to hang. */
function mailer(options: Partial<SmtpOptions> = {}): SmtpMailer {
  const made = smtpMailer({
    host: '127.0.0.1',
    port: server.port,
    from: 'Guildhall <no-reply@example.com>',
    ...options,
  });
  mailers.push(made);
  return made;
}

/** The error that the mailer throws; fails if it sends the mail. */
async function faultOf(sending: Promise<void>): Promise<Error> {
  const fault: unknown = await sending.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(fault instanceof Error)) throw new Error('the mail was sent');
  return fault;
}

/** The error holds no address, no part of the mail and no password, and has no cause that might. */
function expectDiscreet(fault: Error): void {
  expect(fault.message).not.toMatch(/@|token|aaa|hunter2|invit/i);
  const shown = inspect(fault, { depth: 20, showHidden: true }) + JSON.stringify(fault);
  expect(shown).not.toMatch(/ben@|example\.org|aaa|hunter2/);
  expect(fault.cause).toBeUndefined();
}

describe('a server that accepts mail', () => {
  it('gets the mail unchanged, with its sender and recipient', async () => {
    await mailer().send(mail);
    const [taken] = server.received;
    const arrived = parseMail(taken?.raw ?? Buffer.of());
    expect(taken).toMatchObject({ from: 'no-reply@example.com', to: ['ben@example.org'] });
    expect(arrived.header('from')).toBe('Guildhall <no-reply@example.com>');
    expect(arrived.header('to')).toBe('ben@example.org');
    expect(arrived.header('subject')).toBe(mail.subject);
    expect(arrived.header('auto-submitted')).toBe('auto-generated');
    expect(arrived.header('content-type')).toMatch(/^multipart\/alternative/);
    expect(arrived.text).toBe(mail.text);
    expect(arrived.html).toBe(mail.html);
  });

  it('gets only the headers that are needed', async () => {
    await mailer().send(mail);
    const { headers } = parseMail(server.received[0]?.raw ?? Buffer.of());
    const known = ['from', 'to', 'subject', 'message-id', 'date', 'mime-version'];
    expect(headers.map(([name]) => name).sort()).toEqual(
      [...known, 'auto-submitted', 'content-type'].sort(),
    );
  });

  it('gets the same Message-ID for every attempt, at the domain of the sender', async () => {
    const sender = mailer({ from: 'no-reply@münchen.example' });
    await sender.send(mail);
    await sender.send(mail);
    await mailer().send(mail);
    expect(server.received.map(({ messageId }) => messageId)).toEqual([
      `<${mail.id}@xn--mnchen-3ya.example>`,
      `<${mail.id}@xn--mnchen-3ya.example>`,
      `<${mail.id}@example.com>`,
    ]);
  });

  it('gets domains in ASCII, local parts unchanged, and SMTPUTF8 only if it is needed', async () => {
    const sender = mailer();
    for (const to of ['Grace.Hopper@MÜNCHEN.example', 'jörg@example.org', '用户@example.org']) {
      await sender.send({ ...mail, to });
    }
    const headers = server.received.map(({ raw }) => parseMail(raw).header('to'));
    expect(headers).toEqual([
      'Grace.Hopper@xn--mnchen-3ya.example',
      'jörg@example.org',
      '用户@example.org',
    ]);
    expect(server.received.map(({ smtpUtf8 }) => smtpUtf8)).toEqual([false, true, true]);
  });

  it('can be given as a URL with a percent-encoded user and password', async () => {
    const seen: unknown[] = [];
    const locked = await startSmtpServer({
      authOptional: false,
      onAuth({ username, password }, _, answer) {
        seen.push([username, password]);
        answer(null, { user: username ?? '' });
      },
    });
    const url = `smtp://us%40er:p%3A%2Fss%25@127.0.0.1:${locked.port}`;
    const sender = smtpMailer({ url, from: 'no-reply@example.com' });
    mailers.push(sender);
    await sender.verify();
    await sender.send(mail);
    expect(sender.server).toBe(`127.0.0.1:${locked.port}`);
    expect(seen).toContainEqual(['us@er', 'p:/ss%']);
    expect(locked.received).toHaveLength(1);
  });

  it('gets at most `connections` connections at once', async () => {
    const sender = mailer({ connections: 2 });
    const ids = Array.from({ length: 30 }, (_, index) => `many.${index}`);
    await Promise.all(ids.map((id) => sender.send({ ...mail, id })));
    expect(server.received.map(({ messageId }) => messageId).sort()).toEqual(
      ids.map((id) => `<${id}@example.com>`).sort(),
    );
    expect(server.connections).toBeLessThanOrEqual(2);
  });

  it('gets a mail over a new connection after it closed the old one', async () => {
    const sender = mailer({ connections: 1 });
    await sender.send({ ...mail, id: 'first' });
    await server.stop();
    await server.start();
    await sender.send({ ...mail, id: 'second' });
    expect(server.received.map(({ messageId }) => messageId)).toEqual([
      '<first@example.com>',
      '<second@example.com>',
    ]);
  });

  it('gets nothing after the mailer was closed', async () => {
    const sender = mailer();
    await sender.send(mail);
    sender.close();
    expect(await faultOf(sender.send(mail))).toMatchObject({
      message: 'this mailer is closed; create another one with smtpMailer()',
    });
    expect(server.received).toHaveLength(1);
  });
});

describe('a permanent refusal', () => {
  it.each<[string, SmtpFault]>([
    ['recipient', '550 5.1.1 no such user here'],
    ['recipient', '550 no such user here'],
    ['recipient', '551 5.1.6 moved'],
    ['recipient', '553 5.1.3 mailbox name not allowed'],
    ['recipient', '556 5.1.10 null MX'],
    ['recipient', '550 5.2.1 mailbox disabled'],
    ['recipient', '553 5.6.7 non-ASCII addresses not permitted'],
    ['mail', '550 5.1.1 no such user here'],
    ['mail', '554 transaction failed'],
    ['mail', '554 5.6.0 content rejected'],
  ])('is a refusal of the %s: %s', async (step, misdeed) => {
    server.setBehavior({ [step]: misdeed });
    const fault = await faultOf(mailer().send(mail));
    expect(isMailRefusedError(fault)).toBe(true);
    expect(fault.message).toContain(`refused the recipient for good (${misdeed.slice(0, 3)}`);
    expectDiscreet(fault);
  });

  it('is an address that is invalid or more than one', async () => {
    const sender = mailer();
    for (const to of ['', 'ben', 'a@example.org, b@example.org', 'Ben <ben@example.org>']) {
      expect(isMailRefusedError(await faultOf(sender.send({ ...mail, to })))).toBe(true);
    }
    expect(server.connections).toBe(0);
  });

  it('leaves the connection open for other mails', async () => {
    const sender = mailer({ connections: 1 });
    server.setBehavior({ recipient: '550 5.1.1 no such user here' });
    await faultOf(sender.send(mail));
    server.setBehavior({});
    await sender.send(mail);
    expect(server.received).toHaveLength(1);
    expect(server.connections).toBe(1);
  });
});

describe('a failure that can be fixed is retried', () => {
  it.each<[string, SmtpFault, string]>([
    ['connect', '421 4.3.2 shutting down', 'answered 421 4.3.2 to our connection'],
    ['connect', '554 5.7.1 your address is on a list', 'answered 554 5.7.1 to our connection'],
    ['connect', '550 go away', 'answered 550 to our connection'],
    ['sender', '451 4.3.0 later', 'answered 451 4.3.0 to MAIL FROM'],
    ['sender', '550 5.1.8 sender unknown', 'answered 550 5.1.8 to MAIL FROM'],
    ['sender', '550 sender unknown', 'answered 550 to MAIL FROM'],
    ['sender', '530 5.7.0 authentication required', 'answered 530 5.7.0 to MAIL FROM'],
    ['recipient', '450 4.2.1 later', 'answered 450 4.2.1 to RCPT TO'],
    ['recipient', '452 4.2.2 mailbox full', 'answered 452 4.2.2 to RCPT TO'],
    ['recipient', '552 5.2.2 mailbox full', 'answered 552 5.2.2 to RCPT TO'],
    ['recipient', '552 mailbox full', 'answered 552 to RCPT TO'],
    ['recipient', '550 5.7.1 relaying denied', 'answered 550 5.7.1 to RCPT TO'],
    ['recipient', '554 relay access denied', 'answered 554 to RCPT TO'],
    ['recipient', '550 5.1.8 sender domain not found', 'answered 550 5.1.8 to RCPT TO'],
    ['recipient', '530 authentication required', 'answered 530 to RCPT TO'],
    ['recipient', '503 5.5.1 bad sequence', 'answered 503 5.5.1 to RCPT TO'],
    ['mail', '451 4.7.1 greylisted', 'answered 451 4.7.1 to DATA'],
    ['mail', '554 5.7.1 policy', 'answered 554 5.7.1 to DATA'],
    ['mail', '552 5.3.4 too big', 'answered 552 5.3.4 to DATA'],
  ])('%s: %s', async (step, misdeed, said) => {
    server.setBehavior({ [step]: misdeed });
    const sender = mailer();
    const fault = await faultOf(sender.send(mail));
    expect(isMailRefusedError(fault)).toBe(false);
    expect(fault.message).toBe(`the mail server 127.0.0.1:${server.port} ${said}`);
    expectDiscreet(fault);
    server.setBehavior({});
    await sender.send(mail);
    expect(server.received).toHaveLength(1);
  });

  it.each<SmtpFault>(['535 5.7.8 wrong password', '454 4.7.0 later', '550 no'])(
    'login: %s',
    async (misdeed) => {
      server.setBehavior({ login: misdeed });
      const sender = mailer({ auth: { user: 'service@example.com', password: 'hunter2' } });
      for (const fault of [await faultOf(sender.send(mail)), await faultOf(sender.verify())]) {
        expect(isMailRefusedError(fault)).toBe(false);
        expect(fault.message).toContain('refused the login (');
        expectDiscreet(fault);
      }
      server.setBehavior({});
      await sender.send(mail);
      expect(server.received).toMatchObject([{ user: 'service@example.com' }]);
    },
  );

  it('no server at the address', async () => {
    const sender = mailer();
    await server.stop();
    for (const fault of [await faultOf(sender.send(mail)), await faultOf(sender.verify())]) {
      expect(isMailRefusedError(fault)).toBe(false);
      expect(fault.message).toContain('cannot be reached (ECONNREFUSED)');
    }
    await server.start();
    await sender.send(mail);
    expect(server.received).toHaveLength(1);
  });
});

describe('a connection that breaks', () => {
  it.each(['connect', 'sender', 'recipient', 'during', 'mail'])(
    'at the step "%s" is an error that can be retried, and the mailer itself sends nothing again',
    async (step) => {
      server.setBehavior({ [step]: 'drop' });
      const sender = mailer();
      const fault = await faultOf(sender.send(mail));
      expect(isMailRefusedError(fault)).toBe(false);
      expect(fault.message).toMatch(/closed the connection|cannot be reached/);
      expectDiscreet(fault);
      expect(server.received).toEqual([]);
      server.setBehavior({});
      await sender.send(mail);
      expect(server.received).toHaveLength(1);
    },
  );

  it.each(['new', 'kept'])(
    'before the answer to the whole mail leaves the outcome unknown on a %s connection, and a retry uses the same id',
    async (kind) => {
      const sender = mailer({ connections: 1 });
      if (kind === 'kept') await sender.send({ ...mail, id: 'earlier' });
      server.setBehavior({ mail: 'drop', acceptsMail: true });
      const fault = await faultOf(sender.send(mail));
      expect(isMailRefusedError(fault)).toBe(false);
      server.setBehavior({});
      await sender.send({ ...mail, id: 'another' });
      const copies = () => server.received.filter(({ messageId }) => messageId.includes(mail.id));
      expect(copies()).toHaveLength(1);
      await sender.send(mail);
      expect(copies()).toHaveLength(2);
    },
  );
});

describe('a silent server', () => {
  const short = { connect: 0.5, greeting: 0.3, socket: 0.3, send: 20 };

  it.each(['connect', 'sender', 'recipient', 'during', 'mail'])(
    'at the step "%s" makes the mailer time out',
    async (step) => {
      server.setBehavior({ [step]: 'hang' });
      const fault = await faultOf(mailer({ timeouts: short }).send(mail));
      expect(isMailRefusedError(fault)).toBe(false);
      expect(fault.message).toContain('did not answer in time');
      expectDiscreet(fault);
    },
  );

  it('delays no mail beyond the send timeout, not even a queued one', async () => {
    server.setBehavior({ mail: 'hang' });
    const sender = mailer({ connections: 1, timeouts: { send: 0.4 } });
    const faults = await Promise.all(
      ['first', 'second', 'third'].map((id) => faultOf(sender.send({ ...mail, id }))),
    );
    for (const fault of faults) {
      expect(fault.message).toContain('did not answer in time');
      expect(isMailRefusedError(fault)).toBe(false);
    }
    server.setBehavior({});
    await mailer().send(mail);
    expect(server.received).toHaveLength(1);
  });
});
