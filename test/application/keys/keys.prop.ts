// The text of keys: a generated text can be parsed, and no other text is accepted as a key.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryStorage } from '../../../src/adapters/memory/index.js';
import { parsePresentedKey } from '../../../src/application/keys/authenticate.js';
import { mintKey } from '../../../src/application/keys/new-key-text.js';
import { type ApiKeyEnvironment, apiKeyEnvironments } from '../../../src/domain/app/api-key.js';
import {
  apiKeyTextWithoutChecksum,
  isApiKeyPrefix,
  parseApiKeyText,
} from '../../../src/domain/app/api-key-text.js';
import { createDependencies } from '../../../src/guildhall.js';
import { countingIds, seededRandom } from '../../../src/testing/doubles/index.js';
import { secretPartOf, sha256, withValidChecksum } from './key-helpers.js';

const service = createDependencies(memoryStorage(), {
  keys: { invitation: [{ kid: 'test', secret: 'a secret that only tests know, of 32 bytes' }] },
  baseUrl: 'https://console.example.com',
});

const prefixes = fc.stringMatching(/^[a-z][a-z0-9]{1,15}$/);

/** A key service, and one of its keys. */
interface KeyTextInput {
  readonly keyPrefix: string;
  readonly seed: number;
  readonly environment: ApiKeyEnvironment;
}

const keyTextInputs: fc.Arbitrary<KeyTextInput> = fc.record({
  keyPrefix: prefixes,
  seed: fc.integer({ min: 0, max: 0xffff_ffff }),
  environment: fc.constantFrom(...apiKeyEnvironments),
});

async function minted({ keyPrefix, seed, environment }: KeyTextInput) {
  const context = { ...service, keyPrefix, ids: countingIds(seed), random: seededRandom(seed) };
  const key = await mintKey(context);
  return { context, key, text: key.texts[environment] };
}

/** Any character, but mostly those that occur in keys. */
const characters = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz0123456789_') },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }) },
);
/** A position in a text, as a fraction of its length. */
const places = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

const anyText = fc.string({ unit: 'binary' });

/** The parts of a key, mostly valid ones. */
const mostly = (right: fc.Arbitrary<string>, ...wrong: readonly fc.Arbitrary<string>[]) =>
  fc.oneof({ weight: 12, arbitrary: right }, fc.string({ unit: characters }), ...wrong);

const nearKeys = fc
  .tuple(
    mostly(prefixes, fc.stringMatching(/^[a-z]{17,18}$/)),
    mostly(fc.constantFrom('live', 'test'), fc.constantFrom('LIVE', 'beta', '')),
    mostly(fc.stringMatching(/^[0-9a-f]{24}$/), fc.stringMatching(/^[0-9a-f]{23,25}$/)),
    mostly(
      fc.stringMatching(/^[a-z2-7]{52}[0-9a-f]{8}$/),
      fc.stringMatching(/^[a-z2-7]{51,53}[0-9a-f]{7,9}$/),
    ),
    mostly(fc.constant(''), fc.constantFrom('\n', '\0', '_')),
  )
  .map(([prefix, environment, id, rest, end]) => `${prefix}_${environment}_${id}_${rest}${end}`);

describe('the text of a key', () => {
  it('parses back to its parts', async () => {
    await fc.assert(
      fc.asyncProperty(keyTextInputs, async (given) => {
        const { context, key, text } = await minted(given);
        const { keyPrefix, environment } = given;
        expect(isApiKeyPrefix(keyPrefix)).toBe(true);
        expect(key.digest).toBe(sha256(secretPartOf(text)));
        expect(await parsePresentedKey(context, text)).toEqual({
          id: key.id,
          environment,
          digest: key.digest,
          isIntact: true,
        });
        const written = parseApiKeyText(text);
        expect(written).toMatchObject({ prefix: keyPrefix, secret: secretPartOf(text) });
        expect(withValidChecksum(text)).toBe(text);
        expect(
          await parsePresentedKey({ ...context, keyPrefix: `${keyPrefix}x` }, text),
        ).toBeNull();
      }),
    );
  });

  it('is invalid or has a wrong checksum after one character is changed, removed or added', async () => {
    await fc.assert(
      fc.asyncProperty(keyTextInputs, places, characters, async (given, place, character) => {
        const { context, text } = await minted(given);
        const at = Math.floor(place * text.length);
        const [before, behind] = [text.slice(0, at), text.slice(at)];
        const changed = [
          before + character + behind.slice(1),
          before + behind.slice(1),
          before + character + behind,
        ].filter((one) => one !== text);
        for (const one of changed) {
          expect((await parsePresentedKey(context, one))?.isIntact ?? false).toBe(false);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('has only one form: the parsed parts make up the same text again', () => {
    let keys = 0;
    fc.assert(
      fc.property(fc.oneof({ weight: 9, arbitrary: nearKeys }, anyText), (text) => {
        const written = parseApiKeyText(text);
        expect(written !== null).toBe(isWritten(text));
        if (written === null) return;
        keys += 1;
        expect(apiKeyTextWithoutChecksum(written) + written.checksum).toBe(text);
        expect(written.secret).toHaveLength(52);
      }),
      { numRuns: 2_000 },
    );
    expect(keys).toBeGreaterThan(100);
  });
});

/** The form of a key as an independent pattern, part by part. */
function isWritten(text: string): boolean {
  const [prefix = '', environment = '', id = '', rest = '', ...more] = text.split('_');
  const [secret, checksum] = [rest.slice(0, 52), rest.slice(52)];
  return (
    more.length === 0 &&
    isApiKeyPrefix(prefix) &&
    ['live', 'test'].includes(environment) &&
    isAllOf(id, 24, '0123456789abcdef') &&
    isAllOf(secret, 52, 'abcdefghijklmnopqrstuvwxyz234567') &&
    isAllOf(checksum, 8, '0123456789abcdef')
  );
}

function isAllOf(text: string, length: number, letters: string): boolean {
  return text.length === length && [...text].every((letter) => letters.includes(letter));
}
