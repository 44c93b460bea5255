// recordingMailer keeps mails, and fails or refuses them as a test decides.
import { expect, it } from 'vitest';
import { isMailRefusedError, type OutgoingMail } from '../../../src/ports/mailer.js';
import { invitationTokenOf, recordingMailer } from '../../../src/testing/doubles/index.js';

function mail(id: string, to: string, text = 'Hello.'): OutgoingMail {
  return { id, to, subject: 'About you', text, html: `<p>${text}</p>` };
}

it('keeps sent mails in order and finds them by address', async () => {
  const mailer = recordingMailer();
  const [first, second, third] = [
    mail('1', 'ada@example.org'),
    mail('2', 'ben@example.org'),
    mail('3', 'ada@example.org'),
  ];
  for (const each of [first, second, third]) await mailer.send(each);
  expect(mailer.mails).toEqual([first, second, third]);
  expect(mailer.mailsTo('ada@example.org')).toEqual([first, third]);
  expect(mailer.mailsTo('carl@example.org')).toEqual([]);
});

it('fails the given number of times, keeps none of these mails, and recovers', async () => {
  const mailer = recordingMailer();
  mailer.failNext(2);
  for (const id of ['1', '2']) {
    const fault: unknown = await mailer.send(mail(id, 'ada@example.org')).catch((thrown) => thrown);
    expect(fault).toBeInstanceOf(Error);
    expect(isMailRefusedError(fault)).toBe(false);
  }
  expect(mailer.mails).toEqual([]);
  await mailer.send(mail('3', 'ada@example.org'));
  expect(mailer.mails.map(({ id }) => id)).toEqual(['3']);
});

it('refuses mails to one address permanently, and no others', async () => {
  const mailer = recordingMailer();
  mailer.refuseAddress('gone@example.org');
  await mailer.send(mail('1', 'ada@example.org'));
  const fault: unknown = await mailer.send(mail('2', 'gone@example.org')).catch((thrown) => thrown);
  expect(isMailRefusedError(fault)).toBe(true);
  expect(mailer.mails.map(({ id }) => id)).toEqual(['1']);
});

it('finds the token in a link of a mail, between other links', () => {
  const text = [
    'Mentra Labs (https://example.org/mentra?page=1) invites you:',
    '',
    'https://console.example.com/invitations/accept?token=abc.d%2Bf_-',
    '',
    'See you.',
  ].join('\n');
  expect(invitationTokenOf(mail('1', 'ada@example.org', text))).toBe('abc.d+f_-');
});

it('names the mail that has no token', () => {
  expect(() => invitationTokenOf(mail('m7', 'ada@example.org', 'https://example.org/'))).toThrow(
    /mail m7 to ada@example\.org has no link with a token/,
  );
});
