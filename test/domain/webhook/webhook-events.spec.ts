// Which domain events are published to which webhooks.
import { describe, expect, it } from 'vitest';
import type { DomainEvent } from '../../../src/domain/journal/domain-event.js';
import {
  type SubmissionState,
  type SubmissionTransition,
  submissionCommands,
} from '../../../src/domain/review/submission.js';
import { webhookEventTypes } from '../../../src/domain/webhook/event-types.js';
import type { Webhook } from '../../../src/domain/webhook/webhook.js';
import {
  webhookEventTypeOf,
  webhookMessagesForSubscribers,
} from '../../../src/domain/webhook/webhook-events.js';
import { createSampleIds, sampleTime, sampleWebhook } from './support/webhook-samples.js';

const { organizationId, otherOrganizationId, appId, submissionId, keyId, userId } =
  createSampleIds();
const everything = sampleWebhook({ events: webhookEventTypes, revision: 7 });

function moved(command: SubmissionTransition, to: SubmissionState): DomainEvent {
  return { type: 'submission_state_changed', organizationId, appId, submissionId, command, to };
}

describe('the webhook event of a domain event', () => {
  it('about a submission is what the organization may see', () => {
    const to: SubmissionState = 'approved';
    const published = submissionCommands.flatMap((command) => {
      const event = webhookEventTypeOf(moved(command, to));
      return event === null ? [] : [`${command}: ${event}`];
    });
    expect(published).toEqual([
      'requestChanges: submission.changes_requested',
      'approve: submission.approved',
      'secondApprove: submission.approved',
      'reject: submission.rejected',
      'withdraw: submission.withdrawn',
      'release: app.released',
      'expireApproval: submission.approval_expired',
      'revoke: app.release_revoked',
      'fallBack: app.released',
    ]);
  });

  it('is null for a first approval that waits for a second one', () => {
    expect(webhookEventTypeOf(moved('approve', 'pending_second_approval'))).toBeNull();
  });

  it.each<[DomainEvent, string | null]>([
    [
      { type: 'app_enforcement_changed', organizationId, appId, command: 'takeDown' },
      'app.taken_down',
    ],
    [
      { type: 'app_enforcement_changed', organizationId, appId, command: 'reinstate' },
      'app.reinstated',
    ],
    [{ type: 'app_listing_changed', organizationId, appId, command: 'delist' }, 'app.delisted'],
    [{ type: 'app_moved_in', organizationId, appId }, 'app.moved'],
    [{ type: 'app_moved_out', organizationId, appId }, null],
    [
      { type: 'member_joined', organizationId, userId, role: 'member' },
      'organization.member_joined',
    ],
    [{ type: 'organization_created', organizationId, creatorId: userId, personal: false }, null],
    [{ type: 'user_suspended', userId }, null],
    [{ type: 'webhook_removed', organizationId, appId }, null],
  ])('%j is %s', (domainEvent, eventType) => {
    expect(webhookEventTypeOf(domainEvent)).toBe(eventType);
  });
});

describe('the messages for subscribers', () => {
  const released = moved('release', 'released');
  const keyOfApp: DomainEvent = { type: 'key_created', organizationId, appId, keyId };
  const keyOfOrganization: DomainEvent = { type: 'key_created', organizationId, keyId };
  const joined: DomainEvent = { type: 'member_joined', organizationId, userId, role: 'admin' };
  const messagesFor = (id: typeof appId | typeof organizationId, webhook?: Webhook) =>
    webhookMessagesForSubscribers(
      [{ id, ...(webhook === undefined ? {} : { webhook }) }],
      [released, keyOfApp, keyOfOrganization, joined],
    );

  it('contain only ids: of the app, the organization and the related rows', () => {
    expect(messagesFor(appId, everything)).toEqual([
      {
        kind: 'event',
        eventType: 'app.released',
        organizationId,
        appId,
        relatedIds: { submissionId },
        revision: 7,
      },
      {
        kind: 'event',
        eventType: 'key.created',
        organizationId,
        appId,
        relatedIds: { keyId },
        revision: 7,
      },
    ]);
  });

  it('contain only an organization’s own events, not those of its apps', () => {
    expect(
      messagesFor(organizationId, everything).map(({ eventType, relatedIds }) => [
        eventType,
        relatedIds,
      ]),
    ).toEqual([
      ['key.created', { keyId }],
      ['organization.member_joined', { userId }],
    ]);
    expect(messagesFor(otherOrganizationId, everything)).toEqual([]);
  });

  it('contain only subscribed events, while the webhook is enabled', () => {
    const some = sampleWebhook({ events: ['key.created'] });
    expect(messagesFor(appId, some)).toMatchObject([{ eventType: 'key.created' }]);
    expect(
      messagesFor(appId, { ...some, disabled: { at: sampleTime(1), reason: 'requested' } }),
    ).toEqual([]);
    expect(messagesFor(appId)).toEqual([]);
  });
});
