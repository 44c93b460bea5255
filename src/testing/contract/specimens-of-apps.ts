// Apps, submissions and API keys to check storages with, by number as the other rows.

import { type ApiKey, createKey, type KeyOwner, parseKeyDigest } from '../../domain/app/api-key.js';
import { type App, createApp, type Listing, listingOf } from '../../domain/app/app.js';
import { packageNameOf } from '../../domain/app/package-name.js';
import { submit } from '../../domain/review/lifecycle.js';
import { parseDigest, type ReviewLease, type Submission } from '../../domain/review/submission.js';
import { orThrow } from '../../domain/shared/explain.js';
import {
  type ApiKeyId,
  type AppId,
  parseApiKeyId,
  parseAppId,
  parseSubmissionId,
  type SubmissionId,
  type UserId,
} from '../../domain/shared/ids.js';
import { policyWith } from '../../domain/shared/policy.js';
import type { Webhook } from '../../domain/webhook/webhook.js';
import { found } from './expectations.js';
import { at, hexOf, name, organizationId, userId } from './specimens.js';

export function appId(n: number): AppId {
  return found(parseAppId(hexOf('7', n)), 'an app id');
}

export function submissionId(n: number): SubmissionId {
  return found(parseSubmissionId(hexOf('8', n)), 'a submission id');
}

export function apiKeyId(n: number): ApiKeyId {
  return found(parseApiKeyId(hexOf('9', n)), 'the id of an API key');
}

/** One that has been disabled while its secret was rotated. */
export function webhook(): Webhook {
  return {
    url: 'https://hooks.example.org/',
    events: ['app.released', 'key.created'],
    secret: 'v1.test.secret',
    previous: { secret: 'v1.test.previous', until: at(10) },
    revision: 3,
    createdAt: at(0),
    updatedAt: at(2),
    disabled: { at: at(2), reason: 'gone' },
  };
}

/** A draft of the first organization. */
export function app(n: number, about: Partial<App> = {}): App {
  const made = createApp({
    id: appId(n),
    packageName: packageNameOf(`org.example.app_${n}`),
    organizationId: organizationId(1),
    name: name(`App ${n}`),
    by: userId(1),
    now: at(0),
  });
  return { ...made, ...about };
}

/** One that everybody finds in the store, released as its draft is but for `listing`. */
export function publishedApp(
  n: number,
  about: Partial<App> = {},
  listing: Partial<Listing> = {},
): App {
  const made = app(n, { visibility: 'public', submissions: 1, ...about });
  const { id, revision, digest, snapshot } = submission(n, made);
  const live = {
    submissionId: id,
    revision,
    digest,
    releasedAt: at(0),
    listing: { ...listingOf(snapshot), ...listing },
  };
  return { ...made, live, ...about };
}

/** One that waits for its review, for 7 days from the first minute on. */
export function submission(n: number, of: App, about: Partial<Submission> = {}): Submission {
  const submitting = {
    id: submissionId(n),
    snapshot: {
      packageName: of.packageName,
      manifest: of.draft.manifest,
      publisher: { organizationId: of.organizationId, name: name('A publisher') },
    },
    digest: found(parseDigest(n.toString(16).padStart(64, '0')), 'a digest'),
    issues: [],
    by: userId(1),
    now: at(0),
  };
  const fresh: App = { ...of, enforcement: { state: 'none' } };
  return { ...orThrow(submit(fresh, null, submitting, policyWith())).submission, ...about };
}

/** What of a submission says that this reviewer has a claim on it. */
export function underClaim(
  holder: UserId,
  until: Date,
): Pick<Submission, 'state' | 'claims'> & { readonly lease: ReviewLease } {
  return { state: 'in_review', claims: 1, lease: { holder, token: 1, until } };
}

export function apiKey(n: number, owner: KeyOwner, about: Partial<ApiKey> = {}): ApiKey {
  const made = createKey({
    id: apiKeyId(n),
    owner,
    name: `Key ${n}`,
    environment: 'live',
    digest: found(parseKeyDigest(n.toString(16).padStart(64, '0')), 'a key digest'),
    lastFour: n.toString(16).padStart(4, '0').slice(-4),
    expiresAt: null,
    by: userId(1),
    now: at(0),
  });
  return { ...made, ...about };
}
