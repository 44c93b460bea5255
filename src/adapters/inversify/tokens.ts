// The service identifiers under which the Inversify modules bind ports and services.

import type { ServiceIdentifier } from 'inversify';
import type { Apps } from '../../application/apps-service.js';
import type { DocumentedOrganizationQueries } from '../../application/documented-queries.js';
import type { Invitations } from '../../application/invitations/invitations.js';
import type { Keys } from '../../application/keys/keys.js';
import type { Maintenance } from '../../application/maintenance/maintenance.js';
import type { Memberships } from '../../application/memberships/memberships.js';
import type { Organizations } from '../../application/organizations/organizations.js';
import type { Relay } from '../../application/relay/relay.js';
import type { Review } from '../../application/review/review.js';
import type { Store } from '../../application/store/store.js';
import type { Submissions } from '../../application/submissions/submissions.js';
import type { Users } from '../../application/users/users.js';
import type { Webhooks } from '../../application/webhooks/webhooks.js';
import {
  type BuiltInRole,
  type OwnRoles,
  type Permission,
  type Role,
  roleTableOrThrow,
} from '../../domain/organization/role-permissions.js';
import type { Clock, IdGenerator, Random, RetryPauses } from '../../ports/clock-random-ids.js';
import type { Mailer } from '../../ports/mailer.js';
import type { RateLimiter } from '../../ports/rate-limiter.js';
import type { Storage } from '../../ports/storage.js';
import type { WebhookSender } from '../../ports/webhook-sender.js';

/** The service identifiers by name, each with the type that it resolves to. */
export interface Tokens<R extends string = BuiltInRole, P extends string = Permission> {
  /** Bound by a storage module. */
  readonly Storage: ServiceIdentifier<Storage>;
  /**
   * Bound by a storage module. A rate limiter in the options of `coreModule` is used instead. Without either, each
   * container counts on its own, in memory.
   */
  readonly RateLimiter: ServiceIdentifier<RateLimiter>;
  /** Bound by `coreModule` from its options; rebind it to replace it. */
  readonly Clock: ServiceIdentifier<Clock>;
  /** Bound by `coreModule` from its options; rebind it to replace it. */
  readonly Ids: ServiceIdentifier<IdGenerator>;
  /** Bound by `coreModule` from its options; rebind it to replace it. */
  readonly Random: ServiceIdentifier<Random>;
  /** Bound by `coreModule` from its options; rebind it to replace it. */
  readonly Pacing: ServiceIdentifier<RetryPauses>;
  /** Bound by `coreModule` from its options. Null if they have none; the relay then throws when it runs. */
  readonly Mailer: ServiceIdentifier<Mailer | null>;
  /** Bound by `coreModule` from its options. Null if they have none; webhooks then wait for a relay that has one. */
  readonly WebhookSender: ServiceIdentifier<WebhookSender | null>;
  readonly Users: ServiceIdentifier<Users>;
  readonly Organizations: ServiceIdentifier<Organizations<R>>;
  readonly Memberships: ServiceIdentifier<Memberships<R, P>>;
  readonly Invitations: ServiceIdentifier<Invitations<R>>;
  readonly Apps: ServiceIdentifier<Apps>;
  readonly Submissions: ServiceIdentifier<Submissions>;
  readonly Review: ServiceIdentifier<Review>;
  readonly Store: ServiceIdentifier<Store>;
  readonly Keys: ServiceIdentifier<Keys<P>>;
  readonly Webhooks: ServiceIdentifier<Webhooks>;
  readonly Relay: ServiceIdentifier<Relay>;
  readonly Maintenance: ServiceIdentifier<Maintenance>;
  readonly OrganizationQueries: ServiceIdentifier<DocumentedOrganizationQueries<R>>;
}

const symbols = {
  Storage: Symbol.for('guildhall.Storage'),
  RateLimiter: Symbol.for('guildhall.RateLimiter'),
  Clock: Symbol.for('guildhall.Clock'),
  Ids: Symbol.for('guildhall.Ids'),
  Random: Symbol.for('guildhall.Random'),
  Pacing: Symbol.for('guildhall.Pacing'),
  Mailer: Symbol.for('guildhall.Mailer'),
  WebhookSender: Symbol.for('guildhall.WebhookSender'),
  Users: Symbol.for('guildhall.Users'),
  Organizations: Symbol.for('guildhall.Organizations'),
  Memberships: Symbol.for('guildhall.Memberships'),
  Invitations: Symbol.for('guildhall.Invitations'),
  Apps: Symbol.for('guildhall.Apps'),
  Submissions: Symbol.for('guildhall.Submissions'),
  Review: Symbol.for('guildhall.Review'),
  Store: Symbol.for('guildhall.Store'),
  Keys: Symbol.for('guildhall.Keys'),
  Webhooks: Symbol.for('guildhall.Webhooks'),
  Relay: Symbol.for('guildhall.Relay'),
  Maintenance: Symbol.for('guildhall.Maintenance'),
  OrganizationQueries: Symbol.for('guildhall.OrganizationQueries'),
};

/** All service identifiers. They are made with `Symbol.for`, so that two copies of this package share them. */
export const TOKENS: Tokens = symbols;

/** The same identifiers with the types of your own roles: give the table that `coreModule` gets; nothing checks that it is the same. Throws an error for a table that is not valid. */
export function tokensFor<R extends string, P extends string>(
  roles: OwnRoles<R, P>,
): Tokens<BuiltInRole | R, Permission | P> {
  roleTableOrThrow(roles);
  return symbols;
}

/** The identifiers as the module binds them: with every role and permission. */
export const internalTokens: Tokens<Role, string> = symbols;
