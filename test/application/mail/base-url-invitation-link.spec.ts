// The base URL, and the links of invitations.
import { describe, expect, it } from 'vitest';
import { baseUrlOrThrow } from '../../../src/application/base-url.js';
import { invitationLink } from '../../../src/application/mail/invitation-link.js';

describe('a base URL', () => {
  it.each([
    ['https://console.example.com', 'https://console.example.com'],
    ['https://console.example.com/', 'https://console.example.com'],
    ['https://Console.Example.com:443/Team/../App//', 'https://console.example.com/App'],
    ['https://example.com:8443/a/b', 'https://example.com:8443/a/b'],
    ['https://münchen.example', 'https://xn--mnchen-3ya.example'],
    ['http://localhost:3000', 'http://localhost:3000'],
    ['http://console.localhost/app', 'http://console.localhost/app'],
    ['http://127.0.0.1:8080/', 'http://127.0.0.1:8080'],
    ['http://[::1]:8080/', 'http://[::1]:8080'],
  ])('%s is kept as %s', (text, kept) => {
    expect(baseUrlOrThrow(text)).toBe(kept);
    expect(baseUrlOrThrow(kept)).toBe(kept);
  });

  it.each([
    ['', 'is not a URL'],
    ['console.example.com', 'is not a URL'],
    ['/app', 'is not a URL'],
    ['http://example.com', 'the base URL http://example.com must be https'],
    ['http://localhost.example.com', 'must be https'],
    ['http://notlocalhost', 'must be https'],
    ['http://127.0.0.1.example.com', 'must be https'],
    ['ftp://localhost', 'must be https'],
    ['javascript:alert(1)', 'must be https'],
    ['https://ada:secret@example.com', 'has a user name or password'],
    ['https://example.com/?next=/', 'has a query or a fragment'],
    ['https://example.com/?', 'has a query or a fragment'],
    ['https://example.com/#top', 'has a query or a fragment'],
  ])('"%s" is refused, and the error says what to give', (text, sentence) => {
    expect(() => baseUrlOrThrow(text)).toThrow(sentence);
    expect(() => baseUrlOrThrow(text)).toThrow('write it like https://console.example.com');
  });

  it('shows no password in its error', () => {
    for (const text of ['https://ada:secret@example.com', 'https://ada:secret@[nowhere']) {
      expect(() => baseUrlOrThrow(text)).toThrow(/^(?!.*secret)/);
    }
  });
});

describe('the link of an invitation', () => {
  it('begins with the base URL and its path', () => {
    expect(invitationLink('https://example.com', 'a.b-c_d')).toBe(
      'https://example.com/invitations/accept?token=a.b-c_d',
    );
    expect(invitationLink(baseUrlOrThrow('https://example.com/console/'), 'a.b.c')).toBe(
      'https://example.com/console/invitations/accept?token=a.b.c',
    );
  });

  it('holds the token as one value', () => {
    const token = 'a&b=c d#e';
    const url = new URL(invitationLink('https://example.com', token));
    expect([...url.searchParams]).toEqual([['token', token]]);
  });
});
