// Properties of webhook URLs, for any text.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseWebhookUrl } from '../../../src/domain/webhook/webhook-url.js';
import { anyText } from '../support/random-texts.js';

function urlOf(text: string): string | null {
  const url = parseWebhookUrl(text, []);
  return url.ok ? url.value : null;
}

describe('the URL of a webhook', () => {
  it('cannot have an IP address as its host, in any notation', () => {
    const numbers = fc.oneof(
      fc.ipV4(),
      fc.ipV4Extended(),
      fc.ipV6().map((address) => `[${address}]`),
      fc.nat({ max: 2 ** 32 - 1 }).map(String),
    );
    fc.assert(
      fc.property(numbers, fc.constantFrom('', ':443', ':8443'), (host, port) => {
        expect(urlOf(`https://${host}${port}/`)).toBeNull();
      }),
      { numRuns: 1_000 },
    );
  });

  it('is https with a host name on one of two ports, whatever was typed', () => {
    const parts = fc.record({
      scheme: fc.constantFrom('https://', 'https://', 'HTTPS:', 'http://', '//', 'wss://'),
      user: fc.constantFrom('', '', '', 'a@', 'a:b@'),
      host: fc.oneof(fc.domain(), fc.domain(), anyText(10)),
      port: fc.oneof(
        fc.constantFrom('', '', ':443', ':8443'),
        fc.nat(70_000).map((n) => `:${n}`),
      ),
      rest: fc.oneof(fc.webPath(), anyText(10)),
    });
    let accepted = 0;
    fc.assert(
      fc.property(parts, ({ scheme, user, host, port, rest }) => {
        const url = urlOf(`${scheme}${user}${host}${port}${rest}`);
        if (url === null) return;
        accepted += 1;
        expect(url).toMatch(
          /^https:\/\/([a-z0-9-]+\.)+[a-z][a-z0-9-]*(:8443)?\/[\x21\x22\x24-\x7e]*$/,
        );
        expect(url.length).toBeLessThanOrEqual(2_048);
        expect(urlOf(url)).toBe(url);
      }),
      { numRuns: 3_000 },
    );
    expect(accepted).toBeGreaterThan(100);
  });
});
