// Properties of the search for web addresses in any text.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  containsWebAddress,
  hasCommonSuffix,
  parseWebAddress,
} from '../../../src/domain/shared/web-address.js';
import { displayNames } from '../../../src/testing/arbitraries/index.js';
import { anyText } from '../support/random-texts.js';

const labels = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?$/);
const hosts = fc
  .tuple(
    fc.array(labels, { minLength: 1, maxLength: 3 }),
    fc.constantFrom('com', 'org', 'de', 'io'),
  )
  .map(([names, suffix]) => [...names, suffix].join('.'));

describe('a web address in a name', () => {
  it('is found after any character that can be next to it', () => {
    const signs = fc.constantFrom(...' ,;:!?/\\|()[]{}"\'’“”«»&+=*#~^_@🚀');
    fc.assert(
      fc.property(displayNames(), signs, hosts, signs, (name, before, host, behind) => {
        expect(containsWebAddress(`${name}${before}${host}${behind}${name}`, hasCommonSuffix)).toBe(
          true,
        );
      }),
    );
  });

  it('is found in any case and width', () => {
    const wide = (text: string) =>
      text.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));
    fc.assert(
      fc.property(
        hosts,
        fc.constantFrom(wide, (text: string) => text.toUpperCase()),
        (host, written) => {
          expect(containsWebAddress(`at ${written(host)}`, hasCommonSuffix)).toBe(true);
        },
      ),
    );
  });

  it('is not an abbreviation: a dot before a space or an unknown ending makes no host', () => {
    const parts = fc.array(
      fc.constantFrom('St', 'Gallen', 'L', 'D', 'College', 'Dr', 'js', 'Inc'),
      {
        minLength: 1,
        maxLength: 6,
      },
    );
    fc.assert(
      fc.property(parts, fc.constantFrom('.', '. '), (words, dot) => {
        expect(containsWebAddress(words.join(dot), hasCommonSuffix)).toBe(false);
      }),
    );
  });

  it('is searched in any text without an exception', () => {
    fc.assert(
      fc.property(anyText(200), (text) => {
        expect(containsWebAddress(text, hasCommonSuffix)).toBeTypeOf('boolean');
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
