// The arbitraries generate valid values, and values of every kind.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseApiKeyDigest } from '../../../src/domain/app/api-key.js';
import { enforcementStates } from '../../../src/domain/app/app.js';
import { parseSnapshotDigest } from '../../../src/domain/app/snapshot-digest.js';
import { parseMessageId } from '../../../src/domain/journal/outbox-message.js';
import { invitationStates, parseTokenDigest } from '../../../src/domain/organization/invitation.js';
import {
  isOpenSubmission,
  type Submission,
  submissionStates,
} from '../../../src/domain/review/submission.js';
import { deliveryStates } from '../../../src/domain/shared/delivery-lease-and-retry.js';
import { parseDisplayName } from '../../../src/domain/shared/display-name.js';
import { isId, isOperationId } from '../../../src/domain/shared/ids.js';
import { parseLanguageTag } from '../../../src/domain/shared/language-tag.js';
import { parseSlug } from '../../../src/domain/slug/slug.js';
import { parseEmail } from '../../../src/domain/user/email.js';
import { userStates } from '../../../src/domain/user/user.js';
import type { Change, Operation } from '../../../src/ports/storage.js';
import {
  actors,
  apiKeyIds,
  apiKeys,
  appIds,
  apps,
  dates,
  deliveries,
  displayNames,
  domainEvents,
  emails,
  invitations,
  journalEntries,
  languageTags,
  leaseIds,
  memberships,
  messages,
  operationIds,
  operations,
  organizations,
  periods,
  slugs,
  submissionIds,
  submissions,
  users,
} from '../../../src/testing/arbitraries/index.js';
import { pageRequests } from './page-requests.js';

function always<T>(values: fc.Arbitrary<T>, check: (value: T) => void): void {
  fc.assert(
    fc.property(values, (value) => {
      check(value);
    }),
  );
}

/** All different values that `of` returns for many samples. */
function kindsOf<T>(values: fc.Arbitrary<T>, of: (value: T) => unknown, samples = 300): unknown[] {
  return [...new Set(fc.sample(values, samples).map(of))].sort();
}

describe('arbitraries generate', () => {
  it('valid ids', () => {
    always(fc.oneof(leaseIds(), appIds(), submissionIds(), apiKeyIds()), (id) =>
      expect(isId(id)).toBe(true),
    );
    always(operationIds(), (id) => expect(isOperationId(id)).toBe(true));
    always(messages(), ({ id }) => expect(parseMessageId(id)).toBe(id));
  });

  it('valid names in many scripts', () => {
    always(displayNames(), (name) =>
      expect(parseDisplayName(name, [])).toEqual({ ok: true, value: name }),
    );
    const text = fc.sample(displayNames(), 1_000).join('');
    for (const script of ['Latin', 'Cyrillic', 'Arabic', 'Devanagari', 'Han', 'Hangul', 'Thai']) {
      expect(text).toMatch(new RegExp(`\\p{Script=${script}}`, 'u'));
    }
    expect(text).toMatch(/[\u{10000}-\u{10ffff}]/u);
  });

  it('valid addresses, some of which differ from their keys', () => {
    always(emails(), (email) =>
      expect(parseEmail(email.address, [])).toEqual({ ok: true, value: email }),
    );
    expect(kindsOf(emails(), ({ address, key }) => String(address) === key)).toEqual([false, true]);
  });

  it('slugs of every length', () => {
    always(slugs(), (slug) =>
      expect(parseSlug(slug, new Set(), [])).toEqual({ ok: true, value: slug }),
    );
    const lengths = fc.sample(slugs(), 1_000).map(({ length }) => length);
    expect([Math.min(...lengths), Math.max(...lengths)]).toEqual([1, expect.any(Number)]);
    expect(Math.max(...lengths)).toBeGreaterThan(25);
  });

  it('dates in whole milliseconds, and periods that do not end before they start', () => {
    always(dates(), (date) => expect(Number.isSafeInteger(date.getTime())).toBe(true));
    always(periods(), ([from, to]) => expect(from <= to).toBe(true));
  });

  it('rows, actors and events of every kind', () => {
    expect(kindsOf(users(), ({ state }) => state)).toEqual([...userStates].sort());
    expect(kindsOf(memberships(), ({ state }) => state)).toEqual(['active', 'ended']);
    expect(kindsOf(invitations(), ({ state }) => state)).toEqual([...invitationStates].sort());
    expect(kindsOf(invitations(['revoked']), ({ state }) => state)).toEqual(['revoked']);
    expect(kindsOf(submissions(), ({ state }) => state)).toEqual([...submissionStates].sort());
    expect(kindsOf(submissions(['revoked']), ({ state }) => state)).toEqual(['revoked']);
    expect(kindsOf(apps(), ({ enforcement }) => enforcement.state)).toEqual(
      [...enforcementStates].sort(),
    );
    expect(kindsOf(apiKeys(), ({ owner }) => owner.kind)).toEqual(['app', 'organization']);
    expect(kindsOf(deliveries(), ({ state }) => state)).toEqual([...deliveryStates].sort());
    expect(kindsOf(actors(), ({ kind }) => kind)).toEqual(['key', 'reviewer', 'system', 'user']);
    expect(kindsOf(journalEntries(), ({ kind }) => kind)).toEqual(['command', 'fence']);
    expect(kindsOf(domainEvents(), ({ type }) => type, 1_000)).toHaveLength(62);
  });

  it('values with and without each optional field', () => {
    const has = (name: string) => (value: object) => Object.hasOwn(value, name);
    expect(kindsOf(users(), has('name'))).toEqual([false, true]);
    expect(kindsOf(organizations(), has('personalOf'))).toEqual([false, true]);
    expect(kindsOf(users(), has('suspendedAt'))).toEqual([false, true]);
    expect(kindsOf(users(), has('defaultOrg'))).toEqual([false, true]);
    expect(kindsOf(users(), has('formerEmailKeys'))).toEqual([false, true]);
    expect(kindsOf(journalEntries(), has('callId'))).toEqual([false, true]);
    expect(kindsOf(users(), has('purgingSince'))).toEqual([false, true]);
    expect(kindsOf(users(), (user) => user.blockedOrganizations.length > 0)).toEqual([false, true]);
    expect(kindsOf(organizations(), has('slugChangedAt'))).toEqual([false, true]);
    expect(kindsOf(organizations(), has('contactVerifiedAt'))).toEqual([false, true]);
    expect(kindsOf(organizations(), has('externalId'))).toEqual([false, true]);
    for (const field of ['publicMetadata', 'privateMetadata', 'metadataVersion'])
      for (const rows of [organizations(), memberships(), users()])
        expect([field, ...kindsOf<object>(rows, has(field))]).toEqual([field, false, true]);
    expect(kindsOf(organizations(), has('deletedAt'))).toEqual([false, true]);
    expect(kindsOf(organizations(), has('purgingSince'))).toEqual([false, true]);
    expect(kindsOf(memberships(), has('endedBy'))).toEqual([false, true]);
    expect(kindsOf(invitations(), has('closedBy'))).toEqual([false, true]);
    expect(kindsOf(invitations(), has('language'))).toEqual([false, true]);
    expect(kindsOf(deliveries(), has('lease'))).toEqual([false, true]);
    for (const field of ['live', 'delistedAt', 'createdBy', 'webhook', 'deletedAt', 'archivedAt'])
      expect([field, ...kindsOf(apps(), has(field))]).toEqual([field, false, true]);
    for (const field of ['createdBy', 'lastUsedAt', 'expiresAt', 'revokedAt', 'replacedBy'])
      expect([field, ...kindsOf(apiKeys(), has(field))]).toEqual([field, false, true]);
    for (const field of ['laneReason', 'lease', 'lastOutcome', 'approvedUntil', 'releasedAt'])
      expect([field, ...kindsOf(submissions(), has(field))]).toEqual([field, false, true]);
    expect(kindsOf(apps(), ({ testers }) => testers.length > 0)).toEqual([false, true]);
  });

  it('users whose times fit their state', () => {
    always(users(), ({ state, suspendedAt, deletedAt, purgingSince }) => {
      expect(deletedAt !== undefined).toBe(state === 'deleted');
      if (state !== 'deleted') expect(suspendedAt !== undefined).toBe(state === 'suspended');
      if (purgingSince !== undefined) expect(state).toBe('deleted');
    });
  });

  it('organizations in a purge only if they are deleted', () => {
    always(organizations(), ({ deletedAt, purgingSince }) => {
      if (purgingSince !== undefined) expect(deletedAt).toBeDefined();
    });
  });

  it('valid language tags', () => {
    always(languageTags(), (tag) =>
      expect(parseLanguageTag(tag, [])).toEqual({ ok: true, value: tag }),
    );
  });

  it('invitations whose delivery, closing and token fit their state', () => {
    always(invitations(), ({ state, delivery, closedAt, tokenDigest, expiresAt }) => {
      if (state !== 'pending') expect(delivery.state).not.toBe('queued');
      if (state === 'pending') expect(closedAt).toBeUndefined();
      expect(parseTokenDigest(tokenDigest)).toBe(tokenDigest);
      expect(expiresAt.getTime() % 1000).toBe(0);
    });
  });

  it('archived apps without a release or testers, and live apps that were submitted', () => {
    always(
      apps(),
      ({ live, archivedAt, deletedAt, testers, submissionCount: count, enforcement }) => {
        if (archivedAt !== undefined) expect([live, testers]).toEqual([undefined, []]);
        if (archivedAt !== undefined) expect(deletedAt).toBeDefined();
        expect(count).toBeGreaterThanOrEqual(live?.revision ?? 0);
        if (enforcement.state !== 'none') expect(enforcement.reason).toMatch(/./u);
        expect(new Set(testers.map(({ key }) => key)).size).toBe(testers.length);
      },
    );
  });

  it('replaced keys only with an expiry', () => {
    always(apiKeys(), ({ digest, replacedBy, expiresAt, lastFour }) => {
      expect(parseApiKeyDigest(digest)).toBe(digest);
      expect(lastFour).toHaveLength(4);
      if (replacedBy !== undefined) expect(expiresAt).toBeDefined();
    });
  });

  it('submissions whose claims, decisions and last outcome fit their state', () => {
    always(submissions(), (submission) => {
      const { state, lease, claimCount, decisions, digest } = submission;
      expect(parseSnapshotDigest(digest)).toBe(digest);
      expect(lease !== undefined).toBe(state === 'in_review');
      if (lease !== undefined) expect(lease.leaseToken).toBe(claimCount);
      if (decisions.length > 0) expect(claimCount).toBeGreaterThan(0);
      expect(submission.releasedAt !== undefined).toBe(wasReleased(submission));
      const wasApproved = submission.approvedUntil !== undefined;
      if (['approved', 'released', 'approval_expired'].includes(state))
        expect(wasApproved).toBe(true);
      if (!isOpenSubmission(submission)) expect(submission.lastOutcome).toBeDefined();
    });
  });

  it('submissions whose decisions are in order, never twice in a row by one reviewer, and never by the submitter', () => {
    always(submissions(), ({ decisions, submittedAt, submittedBy, updatedAt, enteredAt }) => {
      const times = [enteredAt, submittedAt, ...decisions.map(({ at }) => at), updatedAt];
      expect(times).toEqual([...times].sort((a, b) => a.getTime() - b.getTime()));
      for (const [index, { by, kind, reasons, text }] of decisions.entries()) {
        expect(by).not.toBe(submittedBy);
        expect(by).not.toBe(decisions[index - 1]?.by);
        const isPositive = kind === 'approve' || kind === 'secondApprove';
        expect([reasons.length > 0, text !== undefined]).toEqual([!isPositive, !isPositive]);
      }
    });
  });

  it('deliveries with a next attempt and a lease only if they are queued', () => {
    always(deliveries(), ({ state, nextAttemptAt, lease }) => {
      expect(nextAttemptAt !== undefined).toBe(state === 'queued');
      if (lease !== undefined) expect(state).toBe('queued');
    });
  });

  it('page requests within their bounds', () => {
    always(pageRequests(), ({ limit, skip }) => {
      expect(limit).toBeGreaterThanOrEqual(1);
      expect(limit).toBeLessThanOrEqual(200);
      expect(skip).toBeGreaterThanOrEqual(0);
    });
  });

  it('operations with rows of every collection that break no constraint', () => {
    always(operations(), (operation) => {
      const keys = keysOf(operation);
      expect(new Set(keys).size).toBe(keys.length);
    });
    const collections = fc.sample(operations(), 200).flatMap(({ changes }) => changes);
    expect(new Set(collections.map(({ collection }) => collection)).size).toBe(8);
  });
});

function wasReleased({ state, lastOutcome, decisions }: Submission): boolean {
  if (state !== 'revoked') return state === 'released' || state === 'superseded';
  return lastOutcome !== undefined && decisions.length === 3;
}

/** All keys that must be unique, each after the name of its constraint. */
function keysOf({ changes, messages: queued }: Operation): readonly string[] {
  return [...queued.map(({ id }) => `outbox.id ${id}`), ...changes.flatMap(keysOfChange)];
}

function keysOfChange(change: Change): readonly string[] {
  const id = `${change.collection}.id ${change.id}`;
  if (change.kind !== 'insert') return [id];
  const { collection, value } = change;
  if (collection === 'users') return [id, `users.email ${value.emailKey}`];
  if (collection === 'organizations') {
    const { personalOf, externalId } = value;
    return [
      id,
      ...(personalOf === undefined ? [] : [`organizations.personal ${personalOf}`]),
      ...(externalId === undefined ? [] : [`organizations.external_id ${externalId}`]),
    ];
  }
  if (collection === 'memberships' && value.state === 'active') {
    return [id, `memberships.organization_user ${value.organizationId} ${value.userId}`];
  }
  if (collection === 'invitations' && value.state === 'pending') {
    return [id, `invitations.pending ${value.organizationId} ${value.emailKey}`];
  }
  if (collection === 'apps') return [id, `apps.package_name ${value.packageName}`];
  if (collection === 'submissions' && isOpenSubmission(value))
    return [id, `submissions.open ${value.appId}`];
  return [id];
}
