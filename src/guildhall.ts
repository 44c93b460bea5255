// The composition root for those who need no container: one call, sensible defaults.

import { memoryRateLimiter } from './adapters/memory/rate-limiter.js';
import {
  cryptoRandom,
  type FieldSecret,
  fieldCipher,
  type InvitationSecret,
  invitationKeys,
  joseInvitationTokens,
  objectIds,
  systemClock,
  timedPacing,
  webDigests,
} from './adapters/web/index.js';
import { type Apps, apps } from './application/apps/apps.js';
import type { Context } from './application/context.js';
import { type OrganizationQueries, organizationQueries } from './application/documented-queries.js';
import { type Invitations, invitations } from './application/invitations/invitations.js';
import { type Keys, keys } from './application/keys/keys.js';
import { languageOf, mailTemplates } from './application/mail/languages.js';
import { parseBaseUrl } from './application/mail/link.js';
import type { MailTemplates } from './application/mail/templates.js';
import { type Maintenance, maintenance } from './application/maintenance/maintenance.js';
import { type Memberships, memberships } from './application/memberships/memberships.js';
import { type Organizations, organizations } from './application/organizations/organizations.js';
import { type Relay, relay } from './application/relay/relay.js';
import { type Review, review } from './application/review/review.js';
import { type Store, store } from './application/store/store.js';
import { type Submissions, submissions } from './application/submissions/submissions.js';
import { type Users, users } from './application/users/users.js';
import { type Webhooks, webhooks } from './application/webhooks/webhooks.js';
import { isKeyPrefix } from './domain/app/key-text.js';
import { reservedPackagePrefixes } from './domain/app/package-name.js';
import { type Policy, policyWith } from './domain/shared/policy.js';
import { type HasPublicSuffix, hasCommonSuffix } from './domain/shared/web-address.js';
import { reservedSlugs } from './domain/slug/reserved.js';
import { foldLatin, type Transliterate } from './domain/slug/slugify.js';
import type { Storage } from './ports/storage.js';
import type {
  Clock,
  Ids,
  Mailer,
  Pacing,
  Random,
  RateLimiter,
  ReviewerDirectory,
} from './ports/system.js';
import type { WebhookSender } from './ports/webhooks.js';

/** Everything but the storage. */
export interface CoreOptions {
  /** `developmentKeys()` is for trying it out. */
  readonly keys: {
    /** The newest first; older ones verify until their tokens have expired. */
    readonly invitation: readonly InvitationSecret[];
    /** The newest first; older ones decrypt what they have encrypted. Without them no webhook can be set up. */
    readonly fields?: readonly FieldSecret[];
  };
  /** Where the links in mails lead; https, or http on this machine. */
  readonly baseUrl: string;
  /** Without one the relay cannot run. */
  readonly mailer?: Mailer;
  /** What the relay sends webhooks with: `httpWebhookSender()` of `guildhall/webhooks`. Without one they wait for a relay that has one. */
  readonly webhookSender?: WebhookSender;
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
  /** Who reviews apps for the platform, and may do what. Nobody unless given. */
  readonly reviewers?: ReviewerDirectory;
  /** What package names may not begin with, beside the project's own list, such as `com.example.platform`. */
  readonly reservedPackages?: Iterable<string>;
  /** What API keys begin with, so that people and scanners know them: `guild`; 2 to 16 characters of a–z and 0–9, the first a letter. */
  readonly keyPrefix?: string;
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
  readonly apps: Apps;
  readonly submissions: Submissions;
  readonly review: Review;
  readonly store: Store;
  readonly keys: Keys;
  readonly webhooks: Webhooks;
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
    apps: apps(context),
    submissions: submissions(context),
    review: review(context),
    store: store(context),
    keys: keys(context),
    webhooks: webhooks(context),
    relay: relayOf(context, options),
    maintenance: maintenance(context),
    Organization: organizationQueries(context, ofMemberships),
  };
}

function keyPrefixOf(text: string): string {
  if (isKeyPrefix(text)) return text;
  throw new Error(
    `keyPrefix is "${text}"; it takes 2 to 16 characters of a–z and 0–9, the first one a letter`,
  );
}

const nobody: ReviewerDirectory = { capabilitiesOf: async () => [] };

export function contextOf(storage: Storage, options: CoreOptions): Context {
  const invitationSecrets = invitationKeys(options.keys.invitation);
  return {
    storage,
    clock: options.clock ?? systemClock,
    ids: options.ids ?? objectIds(),
    random: options.random ?? cryptoRandom,
    pacing: options.pacing ?? timedPacing,
    digests: webDigests(invitationSecrets),
    tokens: joseInvitationTokens(invitationSecrets),
    cipher: options.keys.fields === undefined ? null : fieldCipher(options.keys.fields),
    rateLimiter: options.rateLimiter ?? memoryRateLimiter(),
    reviewers: options.reviewers ?? nobody,
    baseUrl: parseBaseUrl(options.baseUrl),
    policy: policyWith(options.policy),
    transliterate: options.transliterate ?? foldLatin,
    hasPublicSuffix: options.hasPublicSuffix ?? hasCommonSuffix,
    reservedSlugs: new Set(/* SLUG-25 */ [...reservedSlugs, ...(options.reservedSlugs ?? [])]),
    reservedPackages: [...reservedPackagePrefixes, ...(options.reservedPackages ?? [])],
    keyPrefix: keyPrefixOf(options.keyPrefix ?? 'guild'),
  };
}

export function relayOf(context: Context, options: CoreOptions): Relay {
  return relay(context, {
    mailer: options.mailer ?? null,
    webhookSender: options.webhookSender ?? null,
    templates: { ...mailTemplates, ...options.templates },
    language: languageOf(options.language ?? 'en'),
    baseUrl: parseBaseUrl(options.baseUrl),
  });
}
