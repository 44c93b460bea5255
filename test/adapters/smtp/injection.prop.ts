// Any name, subject or address gives a mail with one recipient, only the intended headers, and the text unchanged.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SmtpMailer, smtpMailer } from '../../../src/adapters/smtp/index.js';
import { isMailRefusedError, type OutgoingMail, parseEmail } from '../../../src/index.js';
import { emails } from '../../../src/testing/arbitraries/index.js';
import { parseMail } from '../../support/read-mail.js';
import {
  type ReceivedMail,
  startSmtpServer,
  type TestSmtpServer,
} from '../../support/smtp-server.js';

const mail: OutgoingMail = {
  id: '65f0c1d2e3b4a5f601234567.1',
  to: 'ben@example.org',
  subject: 'Hello',
  text: 'Hello.\n',
  html: '<p>Hello.</p>\n',
};
const names = 'from to subject message-id date mime-version auto-submitted content-type';

let server: TestSmtpServer;
let mailer: SmtpMailer;
beforeAll(async () => {
  server = await startSmtpServer();
  mailer = smtpMailer({ host: '127.0.0.1', port: server.port, from: 'no-reply@example.com' });
});
afterAll(() => mailer.close());

async function delivered(sent: OutgoingMail): Promise<ReceivedMail> {
  const before = server.received.length;
  await mailer.send(sent);
  const [taken, ...others] = server.received.slice(before);
  if (taken === undefined || others.length > 0) throw new Error('exactly one mail should arrive');
  return taken;
}

/** Text that tries to inject headers or recipients. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '\r\n',
        '\n',
        '\r',
        '\0',
        '\u2028',
        '\u0085',
        '\t',
        ' ',
        ',',
        ';',
        '<',
        '>',
        '"',
      ),
      fc.constantFrom(
        'Bcc: eve@evil.example',
        'Subject: x',
        '\r\n.\r\n',
        'RCPT TO:<eve@evil.example>',
      ),
      fc.constantFrom('=?utf-8?Q?=0D=0ABcc:_eve@evil.example?=', '@', '日本', 'ü', '\u{1f600}'),
      fc.string({ unit: 'binary', maxLength: 8 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

describe('a mail', () => {
  it('has only its own headers and recipient, for any subject and contents', async () => {
    await fc.assert(
      fc.asyncProperty(hostile, hostile, async (subject, text) => {
        const taken = await delivered({ ...mail, subject, text: `.${text}`, html: `.${text}` });
        const { headers } = parseMail(taken.raw);
        expect(taken.to).toEqual(['ben@example.org']);
        const present = headers.map(([name]) => name).filter((name) => name !== 'subject');
        const wanted = names.split(' ').filter((name) => name !== 'subject');
        expect(present.sort()).toEqual(wanted.sort());
        expect(headers.filter(([name]) => name === 'subject').length).toBeLessThanOrEqual(1);
      }),
      { numRuns: 300 },
    );
  });

  it('arrives unchanged', async () => {
    const written = fc
      .string({ unit: 'grapheme', maxLength: 300 })
      .filter((text) => !/[\r\0]/.test(text));
    await fc.assert(
      fc.asyncProperty(written, written, async (text, html) => {
        const { raw } = await delivered({ ...mail, text: `.${text}.\n`, html: `.${html}.\n` });
        const arrived = parseMail(raw);
        expect([arrived.text, arrived.html]).toEqual([`.${text}.\n`, `.${html}.\n`]);
      }),
      { numRuns: 200 },
    );
  });

  it('goes to the one address that the domain parses', async () => {
    await fc.assert(
      fc.asyncProperty(emails(), async ({ address, key }) => {
        const taken = await delivered({ ...mail, to: address });
        expect(taken.to).toHaveLength(1);
        expect(parseEmail(taken.to.join(), [])).toMatchObject({ ok: true, value: { key } });
        expect(parseEmail(parseMail(taken.raw).header('to'), [])).toMatchObject({
          ok: true,
          value: { key },
        });
      }),
      { numRuns: 200 },
    );
  });

  it('is not sent if its recipient is not exactly one address', async () => {
    const around = fc.tuple(hostile, fc.constantFrom('ben@example.org', ''), hostile);
    await fc.assert(
      fc.asyncProperty(around, async (parts) => {
        const to = parts.join('');
        const isAddress = parseEmail(to, []).ok;
        const before = server.received.length;
        const fault: unknown = await mailer
          .send({ ...mail, to })
          .catch((thrown: unknown) => thrown);
        if (isAddress) {
          expect(server.received.slice(before)).toMatchObject([{ to: [expect.any(String)] }]);
        } else {
          expect(isMailRefusedError(fault)).toBe(true);
          expect(server.received).toHaveLength(before);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('is not sent if its id would end the Message-ID', async () => {
    await fc.assert(
      fc.asyncProperty(hostile, async (id) => {
        const isPlain = /^[\w-]+(\.[\w-]+)*$/.test(id);
        const before = server.received.length;
        await mailer.send({ ...mail, id }).catch(() => {});
        const ids = server.received.slice(before).map(({ messageId }) => messageId);
        expect(ids).toEqual(isPlain ? [`<${id}@example.com>`] : []);
      }),
    );
  });
});
