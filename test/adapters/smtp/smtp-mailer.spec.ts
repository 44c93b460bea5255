// What leaves by SMTP, and what becomes of a mail where the server does not take it.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type SmtpMailer, type SmtpOptions, smtpMailer } from '../../../src/adapters/smtp/index.js';
import { isMailRefused, type Mail } from '../../../src/index.js';
import { type MailServer, type Misdeed, mailServer } from '../../support/mail-server.js';
import { readMail } from '../../support/mime.js';

const mail: Mail = {
  id: '65f0c1d2e3b4a5f601234567.2',
  to: 'ben@example.org',
  subject: 'Ada has invited you to join Müller & Söhne <日本>',
  text: 'Open https://console.example.com/invitations/accept?token=aaa.bbb.ccc\n\nGrüße, 日本 – .\n.\n..\n',
  html: '<!doctype html>\n<p>Ada &lt;b&gt; Müller &amp; Söhne 日本</p>\n',
};

let server: MailServer;
const mailers: SmtpMailer[] = [];
beforeEach(async () => {
  server = await mailServer();
});
afterEach(async () => {
  for (const mailer of mailers.splice(0)) mailer.close();
  await server.stop();
});

/** Its timeouts are far longer than anything that is not meant to hang. */
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

/** What the mailer throws; fails where it sends. */
async function faultOf(sending: Promise<void>): Promise<Error> {
  const fault: unknown = await sending.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(fault instanceof Error)) throw new Error('the mail was sent');
  return fault;
}

/** Nobody's address, nothing of the mail, no password, and nothing behind it that has more. */
function expectDiscreet(fault: Error): void {
  expect(fault.message).not.toMatch(/@|token|aaa|hunter2|invit/i);
  expect(fault.cause).toBeUndefined();
}

describe('a server that takes mail', () => {
  it('gets it as it is, from and to whom it says', async () => {
    await mailer().send(mail);
    const [taken] = server.taken;
    const arrived = readMail(taken?.raw ?? Buffer.of());
    expect(taken).toMatchObject({ from: 'no-reply@example.com', to: ['ben@example.org'] });
    expect(arrived.header('from')).toBe('Guildhall <no-reply@example.com>');
    expect(arrived.header('to')).toBe('ben@example.org');
    expect(arrived.header('subject')).toBe(mail.subject);
    expect(arrived.header('auto-submitted')).toBe('auto-generated');
    expect(arrived.header('content-type')).toMatch(/^multipart\/alternative/);
    expect(arrived.text).toBe(mail.text);
    expect(arrived.html).toBe(mail.html);
  });

  it('gets no header that is not needed', async () => {
    await mailer().send(mail);
    const { headers } = readMail(server.taken[0]?.raw ?? Buffer.of());
    const known = ['from', 'to', 'subject', 'message-id', 'date', 'mime-version'];
    expect(headers.map(([name]) => name).sort()).toEqual(
      [...known, 'auto-submitted', 'content-type'].sort(),
    );
  });

  it('gets the same Message-ID however often it is sent, at the domain of the sender', async () => {
    const sender = mailer({ from: 'no-reply@münchen.example' });
    await sender.send(mail);
    await sender.send(mail);
    await mailer().send(mail);
    expect(server.taken.map(({ messageId }) => messageId)).toEqual([
      `<${mail.id}@xn--mnchen-3ya.example>`,
      `<${mail.id}@xn--mnchen-3ya.example>`,
      `<${mail.id}@example.com>`,
    ]);
  });

  it('gets domains in ASCII, local parts as they are, and SMTPUTF8 only where it must', async () => {
    const sender = mailer();
    for (const to of ['Grace.Hopper@MÜNCHEN.example', 'jörg@example.org', '用户@example.org']) {
      await sender.send({ ...mail, to });
    }
    const headers = server.taken.map(({ raw }) => readMail(raw).header('to'));
    expect(headers).toEqual([
      'Grace.Hopper@xn--mnchen-3ya.example',
      'jörg@example.org',
      '用户@example.org',
    ]);
    expect(server.taken.map(({ smtpUtf8 }) => smtpUtf8)).toEqual([false, true, true]);
  });

  it('is reached by a URL as well, whose user and password are percent-encoded', async () => {
    const seen: unknown[] = [];
    const locked = await mailServer({
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
    expect(locked.taken).toHaveLength(1);
  });

  it('is asked for no more connections than it is to have', async () => {
    const sender = mailer({ connections: 2 });
    const ids = Array.from({ length: 30 }, (_, index) => `many.${index}`);
    await Promise.all(ids.map((id) => sender.send({ ...mail, id })));
    expect(server.taken.map(({ messageId }) => messageId).sort()).toEqual(
      ids.map((id) => `<${id}@example.com>`).sort(),
    );
    expect(server.connections).toBeLessThanOrEqual(2);
  });

  it('gets a mail over a new connection where it had closed the old one', async () => {
    const sender = mailer({ connections: 1 });
    await sender.send({ ...mail, id: 'first' });
    await server.stop();
    await server.start();
    await sender.send({ ...mail, id: 'second' });
    expect(server.taken.map(({ messageId }) => messageId)).toEqual([
      '<first@example.com>',
      '<second@example.com>',
    ]);
  });

  it('gets nothing once the mailer was closed', async () => {
    const sender = mailer();
    await sender.send(mail);
    sender.close();
    expect(await faultOf(sender.send(mail))).toMatchObject({
      message: 'this mailer was closed; make another one with smtpMailer()',
    });
    expect(server.taken).toHaveLength(1);
  });
});

describe('a refusal for good', () => {
  it.each<[string, Misdeed]>([
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
  ])('is that of the %s: %s', async (step, misdeed) => {
    server.behave({ [step]: misdeed });
    const fault = await faultOf(mailer().send(mail));
    expect(isMailRefused(fault)).toBe(true);
    expect(fault.message).toContain(`refused the recipient for good (${misdeed.slice(0, 3)}`);
    expectDiscreet(fault);
  });

  it('is that of an address which is none, or more than one', async () => {
    const sender = mailer();
    for (const to of ['', 'ben', 'a@example.org, b@example.org', 'Ben <ben@example.org>']) {
      expect(isMailRefused(await faultOf(sender.send({ ...mail, to })))).toBe(true);
    }
    expect(server.connections).toBe(0);
  });

  it('leaves the connection to the other mails', async () => {
    const sender = mailer({ connections: 1 });
    server.behave({ recipient: '550 5.1.1 no such user here' });
    await faultOf(sender.send(mail));
    server.behave({});
    await sender.send(mail);
    expect(server.taken).toHaveLength(1);
    expect(server.connections).toBe(1);
  });
});

describe('whatever can be mended is tried again', () => {
  it.each<[string, Misdeed, string]>([
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
    server.behave({ [step]: misdeed });
    const sender = mailer();
    const fault = await faultOf(sender.send(mail));
    expect(isMailRefused(fault)).toBe(false);
    expect(fault.message).toBe(`the mail server 127.0.0.1:${server.port} ${said}`);
    expectDiscreet(fault);
    server.behave({});
    await sender.send(mail);
    expect(server.taken).toHaveLength(1);
  });

  it.each<Misdeed>(['535 5.7.8 wrong password', '454 4.7.0 later', '550 no'])(
    'login: %s',
    async (misdeed) => {
      server.behave({ login: misdeed });
      const sender = mailer({ auth: { user: 'service@example.com', password: 'hunter2' } });
      for (const fault of [await faultOf(sender.send(mail)), await faultOf(sender.verify())]) {
        expect(isMailRefused(fault)).toBe(false);
        expect(fault.message).toContain('did not let us log in (');
        expectDiscreet(fault);
      }
      server.behave({});
      await sender.send(mail);
      expect(server.taken).toMatchObject([{ user: 'service@example.com' }]);
    },
  );

  it('a server that is not there', async () => {
    const sender = mailer();
    await server.stop();
    for (const fault of [await faultOf(sender.send(mail)), await faultOf(sender.verify())]) {
      expect(isMailRefused(fault)).toBe(false);
      expect(fault.message).toContain('cannot be reached (ECONNREFUSED)');
    }
    await server.start();
    await sender.send(mail);
    expect(server.taken).toHaveLength(1);
  });
});

describe('a connection that breaks', () => {
  it.each(['connect', 'sender', 'recipient', 'during', 'mail'])(
    'at the step "%s" is tried again, and nothing is sent by itself',
    async (step) => {
      server.behave({ [step]: 'drop' });
      const sender = mailer();
      const fault = await faultOf(sender.send(mail));
      expect(isMailRefused(fault)).toBe(false);
      expect(fault.message).toMatch(/closed the connection|cannot be reached/);
      expectDiscreet(fault);
      expect(server.taken).toEqual([]);
      server.behave({});
      await sender.send(mail);
      expect(server.taken).toHaveLength(1);
    },
  );

  it.each(['new', 'kept'])(
    'before the answer to the whole mail leaves the outcome unknown, on a %s connection: tried again, under one id',
    async (kind) => {
      const sender = mailer({ connections: 1 });
      if (kind === 'kept') await sender.send({ ...mail, id: 'earlier' });
      server.behave({ mail: 'drop', takes: true });
      const fault = await faultOf(sender.send(mail));
      expect(isMailRefused(fault)).toBe(false);
      server.behave({});
      await sender.send({ ...mail, id: 'another' });
      const copies = () => server.taken.filter(({ messageId }) => messageId.includes(mail.id));
      expect(copies()).toHaveLength(1);
      await sender.send(mail);
      expect(copies()).toHaveLength(2);
    },
  );
});

describe('a server that says nothing', () => {
  const short = { connect: 0.5, greeting: 0.3, silence: 0.3, send: 20 };

  it.each(['connect', 'sender', 'recipient', 'during', 'mail'])(
    'at the step "%s" is not waited for',
    async (step) => {
      server.behave({ [step]: 'hang' });
      const fault = await faultOf(mailer({ timeouts: short }).send(mail));
      expect(isMailRefused(fault)).toBe(false);
      expect(fault.message).toContain('did not answer in time');
      expectDiscreet(fault);
    },
  );

  it('holds no mail longer than the time of a whole send, those in the queue neither', async () => {
    server.behave({ mail: 'hang' });
    const sender = mailer({ connections: 1, timeouts: { send: 0.4 } });
    const faults = await Promise.all(
      ['first', 'second', 'third'].map((id) => faultOf(sender.send({ ...mail, id }))),
    );
    for (const fault of faults) {
      expect(fault.message).toContain('did not answer in time');
      expect(isMailRefused(fault)).toBe(false);
    }
    server.behave({});
    await mailer().send(mail);
    expect(server.taken).toHaveLength(1);
  });
});
