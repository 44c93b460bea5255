// The composition root without a dependency injection container: makes all services from a storage and options.

import { memoryRateLimiter } from './adapters/memory/rate-limiter.js';
import {
  cryptoRandom,
  type FieldSecret,
  fieldCipher,
  type InvitationSecret,
  invitationKeyRingOrThrow,
  jwtInvitationTokens,
  objectIds,
  systemClock,
  timedPacing,
  webDigests,
} from './adapters/web/index.js';
import { type Apps, createAppsService } from './application/apps-service.js';
import { baseUrlOrThrow } from './application/base-url.js';
import type { Dependencies } from './application/dependencies.js';
import {
  createDocumentedOrganizationQueries,
  type DocumentedOrganizationQueries,
} from './application/documented-queries.js';
import {
  createInvitationsService,
  type Invitations,
} from './application/invitations/invitations.js';
import { createKeysService, type Keys } from './application/keys/keys.js';
import type { MailTemplates } from './application/mail/mail-templates.js';
import { languageTagOrThrow, mailTemplates } from './application/mail/templates-by-language.js';
import { createMaintenance, type Maintenance } from './application/maintenance/maintenance.js';
import {
  createMembershipsService,
  type Memberships,
} from './application/memberships/memberships.js';
import {
  createOrganizationsService,
  type Organizations,
} from './application/organizations/organizations.js';
import { createRelay, type Relay } from './application/relay/relay.js';
import { createReviewService, type Review } from './application/review/review.js';
import { createStoreService, type Store } from './application/store/store.js';
import {
  createSubmissionsService,
  type Submissions,
} from './application/submissions/submissions.js';
import { createGuardLines } from './application/use-case/guard-lines.js';
import { createRowExpectations } from './application/use-case/row-expectations.js';
import { createUsersService, type Users } from './application/users/users.js';
import { createWebhooksService, type Webhooks } from './application/webhooks/webhooks.js';
import { isApiKeyPrefix } from './domain/app/api-key-text.js';
import { reservedPackagePrefixes } from './domain/app/package-name.js';
import { type Policy, resolvePolicy } from './domain/shared/policy-limits.js';
import { allReservedSlugs } from './domain/slug/reserved-slugs.js';
import { foldLatin, type Transliterate } from './domain/slug/slug-from-name.js';
import type { Clock, IdGenerator, Random, RetryPauses } from './ports/clock-random-ids.js';
import type { Mailer } from './ports/mailer.js';
import type { RateLimiter } from './ports/rate-limiter.js';
import type { ReviewerDirectory } from './ports/reviewer-directory.js';
import type { Storage } from './ports/storage.js';
import type { WebhookSender } from './ports/webhook-sender.js';

/** All options of `createGuildhall`, except the storage. */
export interface CoreOptions {
  /** The secrets of the services. `developmentKeys()` gives some for development. */
  readonly keys: {
    /** Sign invitation tokens, the newest first. Keep older ones until their tokens have expired. */
    readonly invitation: readonly InvitationSecret[];
    /** Encrypt webhook secrets, the newest first. Keep older ones to decrypt what they encrypted. Without any, webhooks cannot be set up. */
    readonly fields?: readonly FieldSecret[];
  };
  /** The address that links in mails begin with: https, or http on this machine. */
  readonly baseUrl: string;
  /** Sends the mails. The relay cannot run without one. */
  readonly mailer?: Mailer;
  /** Sends the webhooks: `httpWebhookSender()` of `guildhall/webhooks`. Without one, webhook messages wait for a relay that has one. */
  readonly webhookSender?: WebhookSender;
  readonly clock?: Clock;
  readonly ids?: IdGenerator;
  readonly random?: Random;
  readonly pacing?: RetryPauses;
  /** Counts for the rate limits. If absent, each process counts for itself; `mongooseRateLimiter` counts for all processes together. */
  readonly rateLimiter?: RateLimiter;
  /** Makes Latin letters of a name, for slugs. `guildhall/node` has one for most scripts; if absent, only accents of Latin letters are removed. */
  readonly transliterate?: Transliterate;
  readonly policy?: Partial<Policy>;
  /** Slugs that no organization may take, besides the built-in list. */
  readonly reservedSlugs?: Iterable<string>;
  /** The reviewers of the platform and their capabilities. Nobody if absent. */
  readonly reviewers?: ReviewerDirectory;
  /** Prefixes that package names may not have, such as `com.example.platform`, besides the built-in list. */
  readonly reservedPackagePrefixes?: Iterable<string>;
  /** The prefix of API keys, by which people and secret scanners recognize them: 2 to 16 characters of a–z and 0–9, the first a letter. `guild` if absent. */
  readonly keyPrefix?: string;
  /** The language of a mail if its invitation has none, as a BCP 47 tag. `en` if absent. */
  readonly language?: string;
  /** The mail templates. The core has English and German ones; `templatesByLanguage` adds languages. */
  readonly templates?: Partial<MailTemplates>;
}

/** The options of `createGuildhall`. */
export interface GuildhallOptions extends CoreOptions {
  readonly storage: Storage;
}

/** All services. */
export interface Guildhall {
  readonly users: Users;
  readonly organizations: Organizations;
  readonly memberships: Memberships;
  readonly invitations: Invitations;
  readonly apps: Apps;
  readonly submissions: Submissions;
  readonly review: Review;
  readonly store: Store;
  readonly keys: Keys;
  readonly webhooks: Webhooks;
  readonly relay: Relay;
  readonly maintenance: Maintenance;
  /** The queries of the documented data models, by their names there. */
  readonly Organization: DocumentedOrganizationQueries;
}

/** Makes all services over one storage. Throws an error if a key, the base URL, the key prefix, the language or a policy value is not valid. */
export function createGuildhall({ storage, ...options }: GuildhallOptions): Guildhall {
  const deps = createDependencies(storage, options);
  const membershipsService = createMembershipsService(deps);
  return {
    users: createUsersService(deps),
    organizations: createOrganizationsService(deps),
    memberships: membershipsService,
    invitations: createInvitationsService(deps),
    apps: createAppsService(deps),
    submissions: createSubmissionsService(deps),
    review: createReviewService(deps),
    store: createStoreService(deps),
    keys: createKeysService(deps),
    webhooks: createWebhooksService(deps),
    relay: relayFromOptions(deps, options),
    maintenance: createMaintenance(deps),
    Organization: createDocumentedOrganizationQueries(deps, membershipsService),
  };
}

function requireKeyPrefix(text: string): string {
  if (isApiKeyPrefix(text)) return text;
  throw new Error(
    `keyPrefix is "${text}"; it must be 2 to 16 characters of a–z and 0–9, the first one a letter`,
  );
}

const noReviewers: ReviewerDirectory = { capabilitiesOf: async () => [] };

export function createDependencies(storage: Storage, options: CoreOptions): Dependencies {
  const invitationSecrets = invitationKeyRingOrThrow(options.keys.invitation);
  const policy = resolvePolicy(options.policy);
  return {
    storage,
    clock: options.clock ?? systemClock,
    ids: options.ids ?? objectIds(),
    random: options.random ?? cryptoRandom,
    pacing: options.pacing ?? timedPacing,
    digests: webDigests(invitationSecrets),
    tokens: jwtInvitationTokens(invitationSecrets),
    cipher: options.keys.fields === undefined ? null : fieldCipher(options.keys.fields),
    rateLimiter: options.rateLimiter ?? memoryRateLimiter(),
    reviewers: options.reviewers ?? noReviewers,
    baseUrl: baseUrlOrThrow(options.baseUrl),
    policy,
    lines: {
      lines: createGuardLines(policy.maxCommandsInLine),
      expectations: createRowExpectations(),
      rate: memoryRateLimiter(),
    },
    transliterate: options.transliterate ?? foldLatin,
    reservedSlugs: allReservedSlugs(options.reservedSlugs ?? []),
    reservedPackagePrefixes: [
      ...reservedPackagePrefixes,
      ...(options.reservedPackagePrefixes ?? []),
    ],
    keyPrefix: requireKeyPrefix(options.keyPrefix ?? 'guild'),
  };
}

export function relayFromOptions(deps: Dependencies, options: CoreOptions): Relay {
  return createRelay(deps, {
    mailer: options.mailer ?? null,
    webhookSender: options.webhookSender ?? null,
    templates: { ...mailTemplates, ...options.templates },
    language: languageTagOrThrow(options.language ?? 'en'),
    baseUrl: baseUrlOrThrow(options.baseUrl),
  });
}
