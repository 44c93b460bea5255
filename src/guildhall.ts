// The composition root for those who need no container: one call, sensible defaults.

import { memoryRateLimiter } from './adapters/memory/rate-limiter.js';
import {
  cryptoRandom,
  type InvitationSecret,
  invitationKeys,
  joseInvitationTokens,
  objectIds,
  systemClock,
  timedPacing,
  webDigests,
} from './adapters/web/index.js';
import type { Context } from './application/context.js';
import { type OrganizationQueries, organizationQueries } from './application/documented-queries.js';
import { type Invitations, invitations } from './application/invitations/invitations.js';
import { languageOf, mailTemplates } from './application/mail/languages.js';
import { parseBaseUrl } from './application/mail/link.js';
import type { MailTemplates } from './application/mail/templates.js';
import { type Maintenance, maintenance } from './application/maintenance/maintenance.js';
import { type Memberships, memberships } from './application/memberships/memberships.js';
import { type Organizations, organizations } from './application/organizations/organizations.js';
import { type Relay, relay } from './application/relay/relay.js';
import { type Users, users } from './application/users/users.js';
import { type Policy, policyWith } from './domain/shared/policy.js';
import { type HasPublicSuffix, hasCommonSuffix } from './domain/shared/web-address.js';
import { reservedSlugs } from './domain/slug/reserved.js';
import { foldLatin, type Transliterate } from './domain/slug/slugify.js';
import type { Storage } from './ports/storage.js';
import type { Clock, Ids, Mailer, Pacing, Random, RateLimiter } from './ports/system.js';

/** Everything but the storage. */
export interface CoreOptions {
  /** The newest first; older ones verify until their tokens have expired. `developmentKeys()` is for trying it out. */
  readonly keys: { readonly invitation: readonly InvitationSecret[] };
  /** Where the links in mails lead; https, or http on this machine. */
  readonly baseUrl: string;
  /** Without one the relay cannot run. */
  readonly mailer?: Mailer;
  readonly clock?: Clock;
  readonly ids?: Ids;
  readonly random?: Random;
  readonly pacing?: Pacing;
  /** Counts what the soft limits bound. Unless given, each process counts for itself; `mongooseRateLimiter` counts for all services together. */
  readonly rateLimiter?: RateLimiter;
  /** `guildhall/node` has one for nearly every script; without it only Latin letters fold. */
  readonly transliterate?: Transliterate;
  /** `guildhall/node` has the list of public suffixes; without it a short list of common endings counts. */
  readonly hasPublicSuffix?: HasPublicSuffix;
  readonly policy?: Partial<Policy>;
  /** Slugs that nobody may have, beside the project's own list. */
  readonly reservedSlugs?: Iterable<string>;
  /** What mails are written in where an invitation names no language of its own, as a BCP 47 tag: `en`. */
  readonly language?: string;
  /** `templatesIn` makes some for more languages than the core's own, which are English and German. */
  readonly templates?: Partial<MailTemplates>;
}

/** What Guildhall is made of. */
export interface GuildhallOptions extends CoreOptions {
  readonly storage: Storage;
}

/** All services. */
export interface Guildhall {
  readonly users: Users;
  readonly organizations: Organizations;
  readonly memberships: Memberships;
  readonly invitations: Invitations;
  readonly relay: Relay;
  readonly maintenance: Maintenance;
  /** The queries of the documented data models, by their names. */
  readonly Organization: OrganizationQueries;
}

/** All services over one storage. Throws an error that says what to give where a key, the base URL, the language or a policy is not as it must be. */
export function createGuildhall({ storage, ...options }: GuildhallOptions): Guildhall {
  const context = contextOf(storage, options);
  const ofMemberships = memberships(context);
  return {
    users: users(context),
    organizations: organizations(context),
    memberships: ofMemberships,
    invitations: invitations(context),
    relay: relayOf(context, options),
    maintenance: maintenance(context),
    Organization: organizationQueries(context, ofMemberships),
  };
}

export function contextOf(storage: Storage, options: CoreOptions): Context {
  const keys = invitationKeys(options.keys.invitation);
  return {
    storage,
    clock: options.clock ?? systemClock,
    ids: options.ids ?? objectIds(),
    random: options.random ?? cryptoRandom,
    pacing: options.pacing ?? timedPacing,
    digests: webDigests(keys),
    tokens: joseInvitationTokens(keys),
    rateLimiter: options.rateLimiter ?? memoryRateLimiter(),
    baseUrl: parseBaseUrl(options.baseUrl),
    policy: policyWith(options.policy),
    transliterate: options.transliterate ?? foldLatin,
    hasPublicSuffix: options.hasPublicSuffix ?? hasCommonSuffix,
    reservedSlugs: new Set([...reservedSlugs, ...(options.reservedSlugs ?? [])]),
  };
}

export function relayOf(context: Context, options: CoreOptions): Relay {
  return relay(context, {
    mailer: options.mailer ?? null,
    templates: { ...mailTemplates, ...options.templates },
    language: languageOf(options.language ?? 'en'),
    baseUrl: parseBaseUrl(options.baseUrl),
  });
}
