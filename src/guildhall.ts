// The composition root without a dependency injection container: makes all services from a storage and options.

import { memoryRateLimiter } from './adapters/memory/rate-limiter.js';
import {
  cryptoRandom,
  fieldCipher,
  hasDevelopmentKey,
  invitationKeyRingOrThrow,
  jwtInvitationTokens,
  objectIds,
  systemClock,
  timedPacing,
  webDigests,
} from './adapters/web/index.js';
import { type Apps, createAppsService } from './application/apps-service.js';
import { baseUrlOrThrow, isLocalBaseUrl } from './application/base-url.js';
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
import { reservedPackagePrefixes, vendorPackagePrefixes } from './domain/app/package-name.js';
import {
  type BuiltInRole,
  type Permission,
  type Role,
  roleTableOrThrow,
} from './domain/organization/role-permissions.js';
import { resolvePolicy } from './domain/shared/policy-limits.js';
import { allReservedSlugs } from './domain/slug/reserved-slugs.js';
import { foldLatin } from './domain/slug/slug-from-name.js';
import { type CoreOptions, checkOptions, type GuildhallOptions } from './guildhall-options.js';
import type { ReviewerDirectory } from './ports/reviewer-directory.js';
import type { Storage } from './ports/storage.js';

/**
 * All services. `R` are the names of the roles, and `P` the permissions. A row can have a role that only another version of
 * your service knows: its name is then none of `R`, and it allows nothing here.
 */
export interface Guildhall<R extends string = BuiltInRole, P extends string = Permission> {
  readonly users: Users;
  readonly organizations: Organizations<R>;
  readonly memberships: Memberships<R, P>;
  readonly invitations: Invitations<R>;
  readonly apps: Apps;
  readonly submissions: Submissions;
  readonly review: Review;
  readonly store: Store;
  readonly keys: Keys<P>;
  readonly webhooks: Webhooks;
  readonly relay: Relay;
  readonly maintenance: Maintenance;
  /** The queries of the documented data models, by their names there. */
  readonly Organization: DocumentedOrganizationQueries<R>;
}

/** Makes all services over one storage. It draws no random bytes, starts no timers and connects nowhere. Throws an error if an option is missing, unknown or not valid, and if webhook secrets are to be encrypted on a page without `crypto.subtle`. */
export function createGuildhall<R extends string = never, P extends string = never>(
  options: GuildhallOptions<R, P>,
): Guildhall<BuiltInRole | R, Permission | P>;
// Inside, roles are checked text: the table, made from the same option, tells which there are.
export function createGuildhall(given: GuildhallOptions<string, string>): unknown {
  checkOptions(given, 'createGuildhall');
  const { storage, ...options } = given;
  const deps = createDependencies(storage, options);
  const membershipsService = createMembershipsService(deps);
  const services: Guildhall<Role, string> = {
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
  return services;
}

function requireKeyPrefix(text: string): string {
  if (isApiKeyPrefix(text)) return text;
  throw new Error(
    `keyPrefix is "${text}"; it must be 2 to 16 characters of a–z and 0–9, the first one a letter`,
  );
}

const noReviewers: ReviewerDirectory = { capabilitiesOf: async () => [] };

export function createDependencies(
  storage: Storage,
  options: CoreOptions<string, string>,
): Dependencies {
  const invitationSecrets = invitationKeyRingOrThrow(options.keys.invitation);
  const baseUrl = baseUrlOrThrow(options.baseUrl);
  refuseDevelopmentKeys(options.keys, baseUrl);
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
    baseUrl,
    policy,
    roles: roleTableOrThrow(options.roles),
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
    vendorPackagePrefixes: [...vendorPackagePrefixes, ...(options.vendorPackagePrefixes ?? [])],
    keyPrefix: requireKeyPrefix(options.keyPrefix ?? 'guild'),
    metadata: options.metadata ?? {},
  };
}

/** Everybody can sign invitations and decrypt webhook secrets with these keys. */
function refuseDevelopmentKeys(
  { invitation, fields = [] }: CoreOptions['keys'],
  baseUrl: string,
): void {
  if (isLocalBaseUrl(baseUrl) || !hasDevelopmentKey([...invitation, ...fields])) return;
  throw new Error(
    `the keys of developmentKeys() are public, and the base URL ${baseUrl} is not on this machine; give keys of your own, each with a secret of 32 random bytes`,
  );
}

export function relayFromOptions(deps: Dependencies, options: CoreOptions<string, string>): Relay {
  return createRelay(deps, {
    mailer: options.mailer ?? null,
    webhookSender: options.webhookSender ?? null,
    templates: { ...mailTemplates, ...options.templates },
    language: languageTagOrThrow(options.language ?? 'en'),
    baseUrl: baseUrlOrThrow(options.baseUrl),
  });
}
