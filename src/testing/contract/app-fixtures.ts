// Apps, submissions and API keys for the clauses. The number of a row makes it distinct and orders its id.

import { type ApiKey, createApiKey, parseApiKeyDigest } from '../../domain/app/api-key.js';
import type { App, StoreListing } from '../../domain/app/app.js';
import { createApp } from '../../domain/app/create-app.js';
import { packageNameOrThrow } from '../../domain/app/package-name.js';
import { serverHostsOf } from '../../domain/app/server-hosts.js';
import { parseSnapshotDigest } from '../../domain/app/snapshot-digest.js';
import { storeListingOfSnapshot } from '../../domain/app/store-listing.js';
import type { ReviewLease, Submission } from '../../domain/review/submission.js';
import { submitApp } from '../../domain/review/submit-app.js';
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
import { resolvePolicy } from '../../domain/shared/policy-limits.js';
import type { ResourceOwner } from '../../domain/shared/resource-owner.js';
import type { Webhook } from '../../domain/webhook/webhook.js';
import { foundOrThrow } from './assertions.js';
import { atMinute, displayNameOrThrow, hexId, organizationId, userId } from './fixtures.js';

export function appId(n: number): AppId {
  return foundOrThrow(parseAppId(hexId('7', n)), 'an app id');
}

export function submissionId(n: number): SubmissionId {
  return foundOrThrow(parseSubmissionId(hexId('8', n)), 'a submission id');
}

export function apiKeyId(n: number): ApiKeyId {
  return foundOrThrow(parseApiKeyId(hexId('9', n)), 'the id of an API key');
}

/** A webhook that was disabled while its previous secret was still valid. */
export function disabledWebhook(): Webhook {
  return {
    url: 'https://hooks.example.org/',
    events: ['app.released', 'key.created'],
    secret: 'v1.test.secret',
    previousSecret: { secret: 'v1.test.previous', until: atMinute(10) },
    revision: 3,
    createdAt: atMinute(0),
    updatedAt: atMinute(2),
    disabled: { at: atMinute(2), reason: 'gone' },
  };
}

/** A draft app of the first organization. */
export function app(n: number, overrides: Partial<App> = {}): App {
  const made = createApp({
    id: appId(n),
    packageName: packageNameOrThrow(`org.example.app_${n}`),
    organizationId: organizationId(1),
    name: displayNameOrThrow(`App ${n}`),
    by: userId(1),
    now: atMinute(0),
  });
  return { ...made, ...overrides };
}

/** A published app. Its live listing is that of the draft, with the changes in `listing`. */
export function publishedApp(
  n: number,
  overrides: Partial<App> = {},
  listing: Partial<StoreListing> = {},
): App {
  const made = app(n, { visibility: 'public', submissionCount: 1, ...overrides });
  const { id, revision, digest, snapshot } = submission(n, made);
  const live = {
    submissionId: id,
    revision,
    digest,
    releasedAt: atMinute(0),
    listing: { ...storeListingOfSnapshot(snapshot), ...listing },
    serverHosts: serverHostsOf(snapshot.manifest),
  };
  return { ...made, live, ...overrides };
}

/** A submission that waits for review, due 7 days after minute 0. */
export function submission(n: number, of: App, overrides: Partial<Submission> = {}): Submission {
  const submitting = {
    id: submissionId(n),
    snapshot: {
      packageName: of.packageName,
      manifest: of.draft.manifest,
      publisher: { organizationId: of.organizationId, name: displayNameOrThrow('A publisher') },
    },
    digest: foundOrThrow(parseSnapshotDigest(n.toString(16).padStart(64, '0')), 'a digest'),
    issues: [],
    by: userId(1),
    now: atMinute(0),
  };
  const unrestricted: App = { ...of, enforcement: { state: 'none' } };
  return {
    ...orThrow(submitApp(unrestricted, null, submitting, resolvePolicy())).submission,
    ...overrides,
  };
}

/** The fields of a submission that this reviewer has claimed. */
export function claimFields(
  holder: UserId,
  until: Date,
): Pick<Submission, 'state' | 'claimCount'> & { readonly lease: ReviewLease } {
  return { state: 'in_review', claimCount: 1, lease: { holder, leaseToken: 1, until } };
}

export function apiKey(n: number, owner: ResourceOwner, overrides: Partial<ApiKey> = {}): ApiKey {
  const made = createApiKey({
    id: apiKeyId(n),
    owner,
    name: `Key ${n}`,
    environment: 'live',
    digest: foundOrThrow(parseApiKeyDigest(n.toString(16).padStart(64, '0')), 'a key digest'),
    lastFour: n.toString(16).padStart(4, '0').slice(-4),
    expiresAt: null,
    by: userId(1),
    now: atMinute(0),
  });
  return { ...made, ...overrides };
}
