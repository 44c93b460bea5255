// What every use case is given. The composition root fills it; nothing here is looked up or global.

import type { Policy } from '../domain/shared/policy.js';
import type { HasPublicSuffix } from '../domain/shared/web-address.js';
import type { Transliterate } from '../domain/slug/slugify.js';
import type { FieldCipher } from '../ports/field-cipher.js';
import type { Storage } from '../ports/storage.js';
import type {
  Clock,
  Digests,
  Ids,
  InvitationTokens,
  Pacing,
  Random,
  RateLimiter,
  ReviewerDirectory,
} from '../ports/system.js';

export interface Context {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly random: Random;
  readonly pacing: Pacing;
  readonly digests: Digests;
  readonly tokens: InvitationTokens;
  /** Null where the embedder gave no keys for fields: webhooks then cannot be set up. */
  readonly cipher: FieldCipher | null;
  readonly rateLimiter: RateLimiter;
  readonly reviewers: ReviewerDirectory;
  /** Where links lead, as `parseBaseUrl` gives it. */
  readonly baseUrl: string;
  readonly policy: Policy;
  readonly transliterate: Transliterate;
  readonly hasPublicSuffix: HasPublicSuffix;
  readonly reservedSlugs: ReadonlySet<string>;
  readonly reservedPackages: readonly string[];
  /** Stands before every API key: `guild` where the embedder names nothing else. */
  readonly keyPrefix: string;
}
