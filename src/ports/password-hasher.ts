import type { RefusalOf } from '../domain/shared/refusal.js';
import type { Result } from '../domain/shared/result.js';
import type { Password } from '../domain/user/password.js';

/** What a password says about a stored hash. */
export interface PasswordVerdict {
  readonly matches: boolean;
  /** False if the hash should be made again from this password: another scheme, fewer rounds, or an older pepper. */
  readonly isCurrent: boolean;
}

/**
 * Hashes passwords. It does only so much work at once, and only so much waits; beyond that it answers `overloaded`, so that
 * a crowd that signs in does not stop everything else of the service.
 */
export interface PasswordHasher {
  /** A new hash, with its scheme, its cost and a salt of its own: text of at most 256 characters. The same password never gives the same hash twice. */
  hash(password: Password): Promise<Result<string, RefusalOf<'overloaded'>>>;
  /**
   * Whether the password made this hash. `hash` null is for a user who is unknown or has no password: it takes the work of a
   * hash, so that the time does not tell, and matches nothing. A text that is no hash, or costs more than the hasher accepts,
   * matches nothing either. `password` is as it was typed, of any length and form.
   */
  verify(
    password: string,
    hash: string | null,
  ): Promise<Result<PasswordVerdict, RefusalOf<'overloaded'>>>;
}
