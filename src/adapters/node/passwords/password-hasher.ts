// Hashes passwords by bcrypt over an HMAC. bcrypt alone drops everything after byte 72; the HMAC is always 64 characters long.

import { createHmac } from 'node:crypto';
import { compare, hash as hashByBcrypt } from 'bcrypt';
import { isWellFormedUnicode } from '../../../domain/shared/text.js';
import { type Password, parsePassword } from '../../../domain/user/password.js';
import type { PasswordHasher, PasswordVerdict } from '../../../ports/password-hasher.js';
import {
  type BcryptOptions,
  type BcryptSettings,
  minCost,
  type SecretPepper,
  settingsOf,
} from './options.js';
import { formatStoredHash, parseStoredHash, type StoredHash } from './stored-hash.js';
import { createWorkLine } from './work-line.js';

/**
 * Creates a hasher by bcrypt, of the package of that name. Plain bcrypt hashes of older systems (`$2a$`, `$2b$`, `$2y$`) match
 * too, as those systems would say, and should be made again. A wrong password takes the same work for every hash of at most
 * `cost`, and for no hash. Throws an error for invalid options; it says what to give and never contains a secret.
 */
export function bcryptPasswordHasher(options: BcryptOptions = {}): PasswordHasher {
  const settings = settingsOf(options);
  const { cost, parallel, maxWaiting } = settings;
  const inTurn = createWorkLine(parallel, maxWaiting, () => performance.now());
  const newest = settings.peppers[0] ?? noPepper;
  return {
    hash: (password) =>
      inTurn(async () =>
        formatStoredHash(newest.kid, await hashByBcrypt(toBcryptText(newest, password), cost)),
      ),
    verify(password, hash) {
      const stored = hash === null ? null : parseStoredHash(hash);
      return inTurn(() => verifyInTurn(settings, newest, password, stored));
    },
  };
}

/** Without a pepper the key is no secret, and only sets these digests apart from others. */
const noPepper: SecretPepper = { kid: '', secret: () => Buffer.from('guildhall password') };

async function verifyInTurn(
  settings: BcryptSettings,
  newest: SecretPepper,
  password: string,
  stored: StoredHash | null,
): Promise<PasswordVerdict> {
  const { cost, maxCost } = settings;
  const text = stored === null ? null : bcryptTextFor(settings, stored, password);
  if (stored === null || text === null || stored.cost > maxCost) {
    await hashByBcrypt('', cost);
    return noMatch;
  }
  if (await compare(text, stored.bcrypt)) {
    const isCurrent = stored.pepper === newest.kid && stored.cost >= cost;
    return { matches: true, isCurrent };
  }
  // Rounds double with each step: together with those of the comparison, these are as many as at `cost`.
  for (let step = Math.max(stored.cost, minCost); step < cost; step += 1)
    await hashByBcrypt('', step);
  return noMatch;
}

const noMatch: PasswordVerdict = { matches: false, isCurrent: false };

/** What bcrypt has hashed if this is the password; null if it cannot be. */
function bcryptTextFor(
  { peppers }: BcryptSettings,
  stored: StoredHash,
  typed: string,
): string | null {
  if (stored.pepper === null) return isBounded(typed) ? typed : null;
  const pepper = [...peppers, noPepper].find(({ kid }) => kid === stored.pepper);
  const password = parsePassword(typed, []);
  return pepper === undefined || !password.ok ? null : toBcryptText(pepper, password.value);
}

/** In UTF-16 units. */
const maxTypedLength = 4096;

/** Older systems had other limits. An ill-formed text would be hashed as another text. */
function isBounded(typed: string): boolean {
  return typed.length <= maxTypedLength && isWellFormedUnicode(typed);
}

/** 64 characters of ASCII, of which bcrypt drops none. */
function toBcryptText({ secret }: SecretPepper, password: Password): string {
  return createHmac('sha384', secret()).update(password, 'utf8').digest('base64');
}
