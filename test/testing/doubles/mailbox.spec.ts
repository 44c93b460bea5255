import { expect, it } from 'vitest';
import { isMailRefused, type Mail } from '../../../src/ports/system.js';
import { mailbox, tokenIn } from '../../../src/testing/doubles/index.js';

function mail(id: string, to: string, text = 'Hello.'): Mail {
  return { id, to, subject: 'About you', text, html: `<p>${text}</p>` };
}

it('keeps what it takes, in order, and finds it by address', async () => {
  const box = mailbox();
  const [first, second, third] = [
    mail('1', 'ada@example.org'),
    mail('2', 'ben@example.org'),
    mail('3', 'ada@example.org'),
  ];
  for (const each of [first, second, third]) await box.send(each);
  expect(box.mails).toEqual([first, second, third]);
  expect(box.to('ada@example.org')).toEqual([first, third]);
  expect(box.to('carl@example.org')).toEqual([]);
});

it('fails as often as it was told to, keeps nothing of it, and recovers', async () => {
  const box = mailbox();
  box.failNext(2);
  for (const id of ['1', '2']) {
    const fault: unknown = await box.send(mail(id, 'ada@example.org')).catch((thrown) => thrown);
    expect(fault).toBeInstanceOf(Error);
    expect(isMailRefused(fault)).toBe(false);
  }
  expect(box.mails).toEqual([]);
  await box.send(mail('3', 'ada@example.org'));
  expect(box.mails.map(({ id }) => id)).toEqual(['3']);
});

it('refuses an address for good, and no other', async () => {
  const box = mailbox();
  box.refuse('gone@example.org');
  await box.send(mail('1', 'ada@example.org'));
  const fault: unknown = await box.send(mail('2', 'gone@example.org')).catch((thrown) => thrown);
  expect(isMailRefused(fault)).toBe(true);
  expect(box.mails.map(({ id }) => id)).toEqual(['1']);
});

it('finds the token in the link of a mail, among other links', () => {
  const text = [
    'Mentra Labs (https://example.org/mentra?page=1) invites you:',
    '',
    'https://console.example.com/invitations/accept?token=abc.d%2Bf_-',
    '',
    'See you.',
  ].join('\n');
  expect(tokenIn(mail('1', 'ada@example.org', text))).toBe('abc.d+f_-');
});

it('says which mail has no token', () => {
  expect(() => tokenIn(mail('m7', 'ada@example.org', 'https://example.org/'))).toThrow(
    /mail m7 to ada@example\.org holds no link with a token/,
  );
});
