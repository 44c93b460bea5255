import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import {
  developmentKeys,
  type InvitationSecret,
  invitationKeyRingOrThrow,
} from '../../../src/adapters/web/index.js';

const secret = 'thirty-two bytes, and not one mo';

describe('keys for invitations', () => {
  it('keep their order, the newest first', () => {
    const keys = invitationKeyRingOrThrow([
      { kid: 'b', secret },
      { kid: 'a', secret: new Uint8Array(32).fill(7) },
    ]);
    expect(keys.newest.kid).toBe('b');
    expect(keys.all.map(({ kid }) => kid)).toEqual(['b', 'a']);
    expect(keys.all.map((key) => key.secret())).toEqual([
      new TextEncoder().encode(secret),
      new Uint8Array(32).fill(7),
    ]);
  });

  it.each([1, 32])('may have a kid of %i characters', (length) => {
    expect(invitationKeyRingOrThrow([{ kid: '_'.repeat(length), secret }]).newest.kid).toHaveLength(
      length,
    );
  });

  it.each([
    ['no key', [], 'there is no key for invitations; give a list such as'],
    ['no kid', [{ kid: '', secret }], 'key number 1 for invitations has no valid kid'],
    ['a dot in a kid', [{ kid: 'a.b', secret }], 'no valid kid'],
    ['a line break after a kid', [{ kid: 'a\n', secret }], 'no valid kid'],
    ['a long kid', [{ kid: 'k'.repeat(33), secret }], 'give it 1 to 32 characters'],
    [
      'one kid twice',
      [
        { kid: 'a', secret },
        { kid: 'b', secret },
        { kid: 'a', secret },
      ],
      'two keys for invitations are named "a"; give each a kid of its own',
    ],
    [
      'a short secret',
      [
        { kid: 'a', secret },
        { kid: 'b', secret: secret.slice(1) },
      ],
      'the secret of key number 2 for invitations has only 31 bytes; give a list such as',
    ],
    ['few bytes', [{ kid: 'a', secret: new Uint8Array(31) }], 'has only 31 bytes'],
    ['an empty secret', [{ kid: 'a', secret: '' }], 'has only 0 bytes'],
  ] satisfies [string, InvitationSecret[], string][])(
    'are refused: %s',
    (_what, given, sentence) => {
      expect(() => invitationKeyRingOrThrow(given)).toThrow(sentence);
    },
  );

  it('are refused if the environment has no secret', () => {
    const given: InvitationSecret[] = [];
    given.push(JSON.parse('{"kid": "a"}'), JSON.parse('{"kid": "b", "secret": 64}'));
    for (const one of given)
      expect(() => invitationKeyRingOrThrow([one])).toThrow('has only 0 bytes');
  });

  it('are refused if the environment has no kid', () => {
    const given: InvitationSecret[] = [];
    given.push(JSON.parse(`{"secret": "${secret}"}`));
    expect(() => invitationKeyRingOrThrow(given)).toThrow(
      'key number 1 for invitations has no valid kid',
    );
  });

  it('count the length of a secret in bytes', () => {
    expect(() => invitationKeyRingOrThrow([{ kid: 'a', secret: 'ß'.repeat(15) }])).toThrow(
      'only 30 bytes',
    );
    expect(invitationKeyRingOrThrow([{ kid: 'a', secret: 'ß'.repeat(16) }]).newest.kid).toBe('a');
  });

  it('never show a secret in an error message', () => {
    const mixedUp = { kid: 'kept between us, whatever happens', secret: 'between us' };
    expect(() => invitationKeyRingOrThrow([mixedUp])).toThrow(/^(?!.*between us)/);
    expect(() => invitationKeyRingOrThrow([{ ...mixedUp, kid: 'a' }])).toThrow(/^(?!.*between us)/);
  });

  it('do not print their secrets', () => {
    const keys = invitationKeyRingOrThrow([{ kid: 'a', secret }]);
    const bytes = new TextEncoder().encode(secret);
    for (const printed of [inspect(keys, { depth: 9, showHidden: true }), JSON.stringify(keys)]) {
      expect(printed).toContain('a');
      expect(printed).not.toContain(secret);
      expect(printed).not.toContain(`${bytes[0]}, ${bytes[1]}`);
      expect(printed).not.toContain(`${bytes[0]},${bytes[1]}`);
    }
  });

  it('do not change when the given bytes are changed afterwards', () => {
    const bytes = new Uint8Array(32).fill(1);
    const { newest } = invitationKeyRingOrThrow([{ kid: 'a', secret: bytes }]);
    bytes.fill(2);
    newest.secret().fill(3);
    expect(newest.secret()).toEqual(new Uint8Array(32).fill(1));
  });
});

describe('keys for development', () => {
  it('are accepted, never change, and say that they are not secret', () => {
    const { invitation } = developmentKeys();
    expect(invitationKeyRingOrThrow(invitation).newest.kid).toBe('development-only');
    expect(developmentKeys()).toEqual({ invitation, fields: invitation });
    expect(invitation.map((key) => key.secret)).toEqual([
      expect.stringMatching(/^NOT SECRET: .*everybody can read/),
    ]);
  });
});
