import type { ServiceIdentifier } from 'inversify';
import type { OrganizationQueries } from '../../application/documented-queries.js';
import type { Invitations } from '../../application/invitations/invitations.js';
import type { Maintenance } from '../../application/maintenance/maintenance.js';
import type { Memberships } from '../../application/memberships/memberships.js';
import type { Organizations } from '../../application/organizations/organizations.js';
import type { Relay } from '../../application/relay/relay.js';
import type { Users } from '../../application/users/users.js';
import type { Storage } from '../../ports/storage.js';
import type { Clock, Ids, Mailer, Pacing, Random, RateLimiter } from '../../ports/system.js';

/** What the modules bind, by the name under which `TOKENS` holds it. */
export interface Tokens {
  /** Bound by a storage module. */
  readonly Storage: ServiceIdentifier<Storage>;
  /** Bound by a storage module; one in the options of `coreModule` goes before it, and without either each container counts for itself. */
  readonly RateLimiter: ServiceIdentifier<RateLimiter>;
  /** Ports, bound by `coreModule` to what its options say; rebind one to swap it. */
  readonly Clock: ServiceIdentifier<Clock>;
  readonly Ids: ServiceIdentifier<Ids>;
  readonly Random: ServiceIdentifier<Random>;
  readonly Pacing: ServiceIdentifier<Pacing>;
  /** Null where the options name none; the relay then refuses to run. */
  readonly Mailer: ServiceIdentifier<Mailer | null>;
  readonly Users: ServiceIdentifier<Users>;
  readonly Organizations: ServiceIdentifier<Organizations>;
  readonly Memberships: ServiceIdentifier<Memberships>;
  readonly Invitations: ServiceIdentifier<Invitations>;
  readonly Relay: ServiceIdentifier<Relay>;
  readonly Maintenance: ServiceIdentifier<Maintenance>;
  readonly OrganizationQueries: ServiceIdentifier<OrganizationQueries>;
}

/** `Symbol.for`, so that two copies of this package name the same services. */
export const TOKENS: Tokens = {
  Storage: Symbol.for('guildhall.Storage'),
  RateLimiter: Symbol.for('guildhall.RateLimiter'),
  Clock: Symbol.for('guildhall.Clock'),
  Ids: Symbol.for('guildhall.Ids'),
  Random: Symbol.for('guildhall.Random'),
  Pacing: Symbol.for('guildhall.Pacing'),
  Mailer: Symbol.for('guildhall.Mailer'),
  Users: Symbol.for('guildhall.Users'),
  Organizations: Symbol.for('guildhall.Organizations'),
  Memberships: Symbol.for('guildhall.Memberships'),
  Invitations: Symbol.for('guildhall.Invitations'),
  Relay: Symbol.for('guildhall.Relay'),
  Maintenance: Symbol.for('guildhall.Maintenance'),
  OrganizationQueries: Symbol.for('guildhall.OrganizationQueries'),
};
