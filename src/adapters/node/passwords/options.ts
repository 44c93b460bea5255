// The options of the hasher, checked at its start.

import { availableParallelism } from 'node:os';
import { requireFactoryOptions } from '../../../ports/factory-options.js';

/** A secret of the service that goes into every hash, so that a stolen database alone is of no use. */
export interface Pepper {
  /** 1 to 32 characters of `[a-zA-Z0-9_-]`; never give one name to two secrets. */
  readonly kid: string;
  /** At least 32 bytes that nobody can guess; a string counts in UTF-8. */
  readonly secret: string | Uint8Array;
}

/** Options of `bcryptPasswordHasher`. */
export interface BcryptOptions {
  /** 2 to this power rounds; default 12, from 10 to 15. */
  readonly cost?: number;
  /** Stored hashes of a higher cost match nothing; default 15, from `cost` to 18. Without it, whoever can write a row could make a service hash for years. */
  readonly maxCost?: number;
  /** The newest first. Hashes with the others, or with none, still match, and should be made again. Keep each until no hash names it. */
  readonly peppers?: readonly Pepper[];
  /** How many hashes are computed at once, from 1 to 64; default half of the machine's processors, from 1 to 2. They use threads of libuv, which has 4 for files and names, too (`UV_THREADPOOL_SIZE`). */
  readonly parallel?: number;
  /** How many calls wait for their turn; default 100, from 0 to 10,000. More are `overloaded`. */
  readonly maxWaiting?: number;
}

/** A pepper whose secret is behind a function, so that printing the settings does not print it. */
export interface SecretPepper {
  readonly kid: string;
  readonly secret: () => Buffer;
}

/** Options with their defaults. */
export interface BcryptSettings {
  readonly cost: number;
  readonly maxCost: number;
  readonly peppers: readonly SecretPepper[];
  readonly parallel: number;
  readonly maxWaiting: number;
}

/** The fewest rounds that bcrypt does, as a power of 2. */
export const minCost = 4;
const minSecretBytes = 32;

const names: readonly (keyof BcryptOptions)[] = [
  'cost',
  'maxCost',
  'peppers',
  'parallel',
  'maxWaiting',
];
const example = 'bcryptPasswordHasher({ peppers: [{ kid: "2026-12", secret }] })';

/** Throws an error that says what to give. */
export function settingsOf(options: BcryptOptions): BcryptSettings {
  requireFactoryOptions({ call: 'bcryptPasswordHasher', names, example }, options);
  const { cost = 12, maxCost = Math.max(15, cost), maxWaiting = 100 } = options;
  const { parallel = halfOfTheMachine(), peppers = [] } = options;
  requireWhole('cost', cost, 10, 15);
  requireWhole('maxCost', maxCost, cost, 18);
  requireWhole('parallel', parallel, 1, 64);
  requireWhole('maxWaiting', maxWaiting, 0, 10_000);
  const secrets = peppers.map(secretPepperOf);
  const kids = secrets.map(({ kid }) => kid);
  const twice = kids.find((kid, index) => kids.indexOf(kid) !== index);
  if (twice !== undefined)
    throw new RangeError(`two peppers are named "${twice}"; give each a kid of its own`);
  return { cost, maxCost, peppers: secrets, parallel, maxWaiting };
}

/** The other half serves what is not signing in. */
function halfOfTheMachine(): number {
  return Math.min(2, Math.max(1, Math.floor(availableParallelism() / 2)));
}

function requireWhole(name: string, value: number, min: number, max: number): void {
  if (Number.isInteger(value) && value >= min && value <= max) return;
  throw new RangeError(
    `${name} of bcryptPasswordHasher is ${value}; give a whole number from ${min} to ${max}`,
  );
}

function secretPepperOf({ kid, secret }: Pepper, index: number): SecretPepper {
  const which = `pepper number ${index + 1}`;
  if (!/^[a-zA-Z0-9_-]{1,32}$/.test(kid ?? ''))
    throw new RangeError(
      `${which} has no valid kid; give it 1 to 32 characters of a–z, A–Z, 0–9, _ and -`,
    );
  // An environment variable that is not set is undefined at run time.
  const bytes = Buffer.from(secret ?? '');
  if (bytes.length < minSecretBytes)
    throw new RangeError(
      `the secret of ${which} has only ${bytes.length} bytes; give at least ${minSecretBytes} random bytes, as \`openssl rand -base64 32\` prints them`,
    );
  return { kid, secret: () => bytes };
}
