// Nothing of a password is ignored, old hashes match once more, and nobody learns from the work who exists.
import { hashSync } from 'bcrypt';
import { describe, expect, it } from 'vitest';
import {
  bcryptPasswordHasher,
  type Pepper,
} from '../../../../src/adapters/node/passwords/index.js';
import { type Password, parsePassword } from '../../../../src/domain/user/password.js';
import { orThrow } from '../../../../src/index.js';

const [oldPepper, newPepper]: readonly [Pepper, Pepper] = [
  { kid: '2025', secret: 'o'.repeat(32) },
  { kid: '2026', secret: 'n'.repeat(32) },
];

const cost = 10;
const hasher = bcryptPasswordHasher({ cost, peppers: [newPepper, oldPepper] });

const passwordOf = (text: string): Password => orThrow(parsePassword(text, []));
const hashOf = async (text: string, by = hasher) => orThrow(await by.hash(passwordOf(text)));
const verdictOf = async (text: string, hash: string | null, by = hasher) =>
  orThrow(await by.verify(text, hash));

const current = { matches: true, isCurrent: true };
const old = { matches: true, isCurrent: false };
const wrong = { matches: false, isCurrent: false };

describe('a password', () => {
  it.each([
    ['the 73rd byte', 'x'.repeat(72), `${'x'.repeat(72)}y`],
    ['the 256th character', 'x'.repeat(255), 'x'.repeat(256)],
    ['what follows U+0000', 'secret\0one', 'secret\0two'],
    ['the last of 64 emoji', '😀'.repeat(63), '😀'.repeat(64)],
    ['white space at its end', 'correct horse', 'correct horse '],
    ['case', 'Correct horse', 'correct horse'],
  ])('is not the same without %s', async (_what, one, other) => {
    const hash = await hashOf(one);
    expect(await verdictOf(one, hash)).toEqual(current);
    expect(await verdictOf(other, hash)).toEqual(wrong);
  });

  it('is the same in NFC and in NFD', async () => {
    const typed = 'Ångström café';
    expect(typed.normalize('NFD')).not.toBe(typed.normalize('NFC'));
    const hash = await hashOf(typed.normalize('NFD'));
    expect(await verdictOf(typed.normalize('NFC'), hash)).toEqual(current);
  });

  it('never gives the same hash twice', async () => {
    expect(await hashOf('correct horse')).not.toBe(await hashOf('correct horse'));
  });

  it.each([
    ['half of a character', 'correct horse \ud83d'],
    ['10,000 characters', 'x'.repeat(10_000)],
    ['nothing', ''],
  ])('of %s matches nothing', async (_what, typed) => {
    // U+FFFD is what a lone surrogate becomes in UTF-8.
    const hashes = [await hashOf('correct horse \ufffd'), hashSync('x'.repeat(72), cost)];
    for (const hash of [...hashes, null]) expect(await verdictOf(typed, hash)).toEqual(wrong);
  });
});

describe('a hash', () => {
  it.each(['$2a$', '$2b$', '$2y$'])(
    'of an older system (%s) matches and is to be made again',
    async (prefix) => {
      const plain = hashSync('short', cost).replace('$2b$', prefix);
      expect(await verdictOf('short', plain)).toEqual(old);
      expect(await verdictOf('Short', plain)).toEqual(wrong);
    },
  );

  it('with an older pepper, none, or fewer rounds matches and is to be made again', async () => {
    for (const by of [
      bcryptPasswordHasher({ cost, peppers: [oldPepper] }),
      bcryptPasswordHasher({ cost }),
    ]) {
      const hash = await hashOf('correct horse', by);
      expect(await verdictOf('correct horse', hash, by)).toEqual(current);
      expect(await verdictOf('correct horse', hash)).toEqual(old);
    }
    const slower = bcryptPasswordHasher({ cost: cost + 1, peppers: [newPepper] });
    expect(await verdictOf('correct horse', await hashOf('correct horse'), slower)).toEqual(old);
    expect(await verdictOf('correct horse', await hashOf('correct horse', slower))).toEqual(
      current,
    );
  });

  it('does not match without its pepper', async () => {
    const hash = await hashOf('correct horse');
    const without = bcryptPasswordHasher({ cost, peppers: [oldPepper] });
    const other = bcryptPasswordHasher({
      cost,
      peppers: [{ ...newPepper, secret: 'x'.repeat(32) }],
    });
    expect(await verdictOf('correct horse', hash, without)).toEqual(wrong);
    expect(await verdictOf('correct horse', hash, other)).toEqual(wrong);
  });

  it('with more rounds than are accepted matches nothing, and costs no more', async () => {
    const careful = bcryptPasswordHasher({ cost, maxCost: cost });
    const hash = hashSync('correct horse', cost + 1);
    expect(await verdictOf('correct horse', hash, careful)).toEqual(wrong);
    // 2 to the power of 31 rounds would take days.
    const years = hash.replace(`$${cost + 1}$`, '$31$');
    expect(await verdictOf('correct horse', years)).toEqual(wrong);
  });

  it.each(['', 'v1..', 'v2.2026.$2b$10$', '$argon2id$v=19$m=65536', 'x'.repeat(100_000)])(
    'that is none (%#) matches nothing',
    async (text) => expect(await verdictOf('correct horse', text)).toEqual(wrong),
  );

  it('contains neither the password nor a pepper, and at most 256 characters', async () => {
    const hash = await hashOf('correct horse');
    expect(hash).toMatch(/^v1\.2026\.\$2b\$10\$[./A-Za-z0-9]{53}$/);
  });
});

describe('bcryptPasswordHasher', () => {
  it.each([
    [{ cost: 9 }, 'cost of bcryptPasswordHasher is 9; give a whole number from 10 to 15'],
    [
      { cost: 12, maxCost: 11 },
      'maxCost of bcryptPasswordHasher is 11; give a whole number from 12 to 18',
    ],
    [{ parallel: 0 }, 'parallel of bcryptPasswordHasher is 0'],
    [{ maxWaiting: -1 }, 'maxWaiting of bcryptPasswordHasher is -1'],
    [{ peppers: [{ kid: 'a b', secret: 'x'.repeat(32) }] }, 'pepper number 1 has no valid kid'],
    [
      { peppers: [{ kid: 'a', secret: 'secret' }] },
      'the secret of pepper number 1 has only 6 bytes',
    ],
    [{ peppers: [newPepper, newPepper] }, 'two peppers are named "2026"'],
  ])('refuses %j', (options, message) => {
    expect(() => bcryptPasswordHasher(options)).toThrow(message);
  });

  it('refuses an option that it does not have', () => {
    const misspelt = () => Reflect.apply(bcryptPasswordHasher, null, [{ cots: 12 }]);
    expect(misspelt).toThrow('bcryptPasswordHasher has no option "cots"');
  });

  it('answers overloaded beyond its line', async () => {
    const small = bcryptPasswordHasher({ cost, parallel: 1, maxWaiting: 2 });
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => small.verify('correct horse', null)),
    );
    const codes = answers.map((answer) => (answer.ok ? 'done' : answer.refusal.code));
    expect(codes).toEqual(['done', 'done', 'done', 'overloaded', 'overloaded']);
  });
});
