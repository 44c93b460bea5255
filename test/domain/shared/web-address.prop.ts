// Properties of the search for web addresses in any text.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { containsWebAddress, parseWebAddress } from '../../../src/domain/shared/web-address.js';
import { displayNames } from '../../../src/testing/arbitraries/index.js';
import { anyText } from '../support/random-texts.js';

const labels = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?$/);
const hosts = fc
  .tuple(
    fc.array(labels, { minLength: 1, maxLength: 3 }),
    fc.constantFrom('com', 'org', 'de', 'io'),
  )
  .map(([names, suffix]) => [...names, suffix].join('.'));

/** What makes an address of a host. */
const addressTexts = fc
  .tuple(
    hosts,
    fc.constantFrom(
      (host: string) => `https://${host}`,
      (host: string) => `mailto:${host}`,
      (host: string) => `//${host}`,
      (host: string) => `${host}/x`,
      (host: string) => `${host}:80/x`,
      (host: string) => `me@${host}`,
    ),
  )
  .map(([host, write]) => write(host));

describe('a web address in a name', () => {
  it('is found after any character that can be next to it', () => {
    const signs = fc.constantFrom(...' ,;:!?/\\|()[]{}"\'’“”«»&+=*#~^_@🚀');
    fc.assert(
      fc.property(displayNames(), signs, addressTexts, signs, (name, before, address, behind) => {
        expect(containsWebAddress(`${name}${before}${address}${behind}${name}`)).toBe(true);
      }),
    );
  });

  it('is found in any case and width', () => {
    const wide = (text: string) =>
      text.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));
    fc.assert(
      fc.property(
        addressTexts,
        fc.constantFrom(wide, (text: string) => text.toUpperCase()),
        (address, written) => {
          expect(containsWebAddress(`at ${written(address)}`)).toBe(true);
        },
      ),
    );
  });

  it('is not a word with dots in it, whatever the words are', () => {
    fc.assert(
      fc.property(
        fc.array(displayNames(), { minLength: 1, maxLength: 4 }),
        hosts,
        (names, host) => {
          expect(containsWebAddress([...names, host].join('.').replace(/\//g, '.'))).toBe(false);
        },
      ),
    );
  });

  it('is searched in any text without an exception', () => {
    fc.assert(
      fc.property(anyText(200), (text) => {
        expect(containsWebAddress(text)).toBeTypeOf('boolean');
      }),
    );
  });
});

describe('a web address in a profile', () => {
  const addressOf = (text: string) => {
    const address = parseWebAddress(text, []);
    return address.ok ? address.value : null;
  };

  it('is accepted if it has a public host', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('https', 'http'),
        hosts,
        fc.webPath(),
        fc.webQueryParameters(),
        (scheme, host, path, query) => {
          const address = addressOf(`${scheme}://${host}${path}?${query}`);
          expect(address).not.toBeNull();
          expect(new URL(address ?? '').host).toBe(host);
        },
      ),
    );
  });

  it('is an http(s) URL with a host name and without credentials, whatever was typed', () => {
    const schemes = fc.oneof(
      { weight: 3, arbitrary: fc.constant('https://') },
      fc.constantFrom('http://', 'https:', 'http:/\\', '//', 'ftp://', ''),
    );
    const users = fc.oneof(
      { weight: 3, arbitrary: fc.constant('') },
      fc.constantFrom('@', 'a@', 'a:b@', ':b@'),
    );
    const anyHost = fc.oneof(
      hosts,
      fc.ipV4(),
      fc.ipV4Extended(),
      fc.ipV6(),
      fc.domain(),
      anyText(10),
    );
    let accepted = 0;
    fc.assert(
      fc.property(
        schemes,
        users,
        anyHost,
        fc.oneof(fc.webPath(), anyText(10)),
        (scheme, user, host, rest) => {
          const address = addressOf(`${scheme}${user}${host}${rest}`);
          if (address === null) return;
          accepted += 1;
          expect(address).toMatch(/^https?:\/\/([a-z0-9-]+\.)+[a-z][a-z0-9-]*(:\d+)?\//);
          expect(address).toMatch(/^[\x21-\x7e]{1,2048}$/);
          expect(address).not.toMatch(/^[^/]*\/\/[^/]*@/);
          expect(addressOf(address)).toBe(address);
        },
      ),
      { numRuns: 1_000 },
    );
    expect(accepted).toBeGreaterThan(100);
  });
});
