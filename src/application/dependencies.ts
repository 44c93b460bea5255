// The dependencies of every use case. The composition root makes them once.

import type { RoleTable } from '../domain/organization/role-permissions.js';
import type { Policy } from '../domain/shared/policy-limits.js';
import type { Transliterate } from '../domain/slug/slug-from-name.js';
import type { Clock, IdGenerator, Random, RetryPauses } from '../ports/clock-random-ids.js';
import type { Digests } from '../ports/digests.js';
import type { FieldCipher } from '../ports/field-cipher.js';
import type { InvitationTokens } from '../ports/invitation-tokens.js';
import type { RateLimiter } from '../ports/rate-limiter.js';
import type { ReviewerDirectory } from '../ports/reviewer-directory.js';
import type { Storage } from '../ports/storage.js';
import type { MetadataSchemas } from './metadata/metadata-schemas.js';
import type { CommandLines } from './use-case/row-expectations.js';

/** The ports and settings that every use case gets. */
export interface Dependencies {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly ids: IdGenerator;
  readonly random: Random;
  /** The pauses between two attempts, and the clock that measures them. */
  readonly pacing: RetryPauses;
  /** Hashes texts, with and without a key. */
  readonly digests: Digests;
  /** Signs and verifies the tokens of invitations. */
  readonly tokens: InvitationTokens;
  /** Encrypts the secrets of webhooks. Null if the embedder gave no field keys. Webhooks cannot be set up then. */
  readonly cipher: FieldCipher | null;
  readonly rateLimiter: RateLimiter;
  readonly reviewers: ReviewerDirectory;
  /** The address that links begin with, from `baseUrlOrThrow`. */
  readonly baseUrl: string;
  readonly policy: Policy;
  readonly roles: RoleTable;
  /** Where the commands of this process wait for each other. */
  readonly lines: CommandLines;
  readonly transliterate: Transliterate;
  readonly reservedSlugs: ReadonlySet<string>;
  readonly reservedPackagePrefixes: readonly string[];
  readonly vendorPackagePrefixes: readonly string[];
  /** The prefix of every API key: `guild` if the embedder sets no other. */
  readonly keyPrefix: string;
  /** The embedding service's checks of metadata. */
  readonly metadata: MetadataSchemas;
}
