// Valid and invalid URLs of webhooks.
import { describe, expect, it } from 'vitest';
import { parseWebhookUrl } from '../../../src/domain/webhook/webhook-url.js';
import { toAsciiText } from '../support/random-texts.js';

function urlOf(text: string): string | null {
  const url = parseWebhookUrl(text, []);
  return url.ok ? url.value : null;
}

describe('the URL of a webhook', () => {
  it.each([
    ['https://mentra.glass', 'https://mentra.glass/'],
    ['  HTTPS://Mentra.Glass/Hooks?a=1 ', 'https://mentra.glass/Hooks?a=1'],
    ['https://mentra.glass:443/', 'https://mentra.glass/'],
    ['https://mentra.glass:8443/', 'https://mentra.glass:8443/'],
    ['https://bücher.de/ü', 'https://xn--bcher-kva.de/%C3%BC'],
    ['https://mentra.glass/%23', 'https://mentra.glass/%23'],
  ])('can be %s and is stored as %s', (text, stored) => {
    expect(urlOf(text)).toBe(stored);
    expect(urlOf(stored)).toBe(stored);
  });

  it.each(
    [
      '',
      'mentra.glass',
      'http://mentra.glass/',
      'ftp://mentra.glass/',
      'javascript:alert(1)',
      'https://mentra.glass/#',
      'https://mentra.glass/#top',
      'https://user@mentra.glass/',
      'https://user:password@mentra.glass/',
      'https://mentra.glass:0/',
      'https://mentra.glass:22/',
      'https://mentra.glass:25/',
      'https://mentra.glass:80/',
      'https://mentra.glass:444/',
      'https://mentra.glass:3000/',
      'https://mentra.glass:6379/',
      'https://mentra.glass:18443/',
      'https://localhost/',
      'https://mentra/',
      'https://hooks.mentra.internal/',
      'https://hooks.mentra.local/',
      'https://mentra.glass./',
      'https://127.0.0.1/',
      'https://127.1/',
      'https://2130706433/',
      'https://0x7f000001/',
      'https://0x7f.0.0.1/',
      'https://0177.0.0.1/',
      'https://017700000001/',
      'https://１２７.0.0.1/',
      'https://127。0。0。1/',
      'https://8.8.8.8/',
      'https://[::1]/',
      'https://[::ffff:127.0.0.1]/',
      'https://[2606:4700::1]/',
      'https://mentra.glass/\u202e',
      `https://mentra.glass/${'x'.repeat(2_048)}`,
      `https://mentra.glass/${'x'.repeat(10_000_000)}`,
    ].map((text) => [toAsciiText(text), text] as const),
  )('cannot be %s', (_shown, text) => {
    expect(urlOf(text)).toBeNull();
  });

  it.each([
    ['http://mentra.glass/', 'the URL of a webhook must be https'],
    ['https://mentra.glass:22/', 'the URL of a webhook must use port 443 or 8443'],
    ['https://mentra.glass/#a', 'the URL of a webhook must have no fragment (#)'],
    ['https://127.0.0.1/', 'the address must have a public host name'],
  ])('is refused at its path, with a message for people: %s', (text, message) => {
    const path = ['webhook', 'url'];
    expect(parseWebhookUrl(text, path)).toEqual({
      ok: false,
      refusal: { code: 'invalid_input', path, issues: [{ code: 'url', path, message }] },
    });
  });
});
