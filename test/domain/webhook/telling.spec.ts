import { describe, expect, it } from 'vitest';
import type { Fact } from '../../../src/domain/journal/fact.js';
import {
  type SubmissionCommand,
  type SubmissionState,
  submissionCommands,
} from '../../../src/domain/review/submission.js';
import { webhookEvents } from '../../../src/domain/webhook/events.js';
import { eventMessages, eventOf } from '../../../src/domain/webhook/telling.js';
import type { Webhook } from '../../../src/domain/webhook/webhook.js';
import { at, idsOf, webhookWith } from './samples.js';

const { organizationId, otherOrganizationId, appId, submissionId, keyId, userId } = idsOf();
const everything = webhookWith({ events: webhookEvents, revision: 7 });

function moved(command: SubmissionCommand, to: SubmissionState): Fact {
  return { type: 'submission_moved', organizationId, appId, submissionId, command, to };
}

describe('the event of a fact', () => {
  it('about a submission is what the organization would see', () => {
    const to: SubmissionState = 'approved';
    const told = submissionCommands.flatMap((command) => {
      const event = eventOf(moved(command, to));
      return event === null ? [] : [`${command}: ${event}`];
    });
    expect(told).toEqual([
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

  it('is none for a first approval that waits for a second', () => {
    expect(eventOf(moved('approve', 'pending_second_approval'))).toBeNull();
  });

  it.each<[Fact, string | null]>([
    [{ type: 'app_enforced', organizationId, appId, command: 'takeDown' }, 'app.taken_down'],
    [{ type: 'app_enforced', organizationId, appId, command: 'reinstate' }, 'app.reinstated'],
    [{ type: 'app_listed', organizationId, appId, command: 'delist' }, 'app.delisted'],
    [{ type: 'app_moved_in', organizationId, appId }, 'app.moved'],
    [{ type: 'app_moved_out', organizationId, appId }, null],
    [
      { type: 'member_joined', organizationId, userId, role: 'member' },
      'organization.member_joined',
    ],
    [{ type: 'organization_founded', organizationId, founderId: userId, personal: false }, null],
    [{ type: 'user_suspended', userId }, null],
    [{ type: 'webhook_removed', organizationId, appId }, null],
  ])('%j is %s', (fact, event) => {
    expect(eventOf(fact)).toBe(event);
  });
});

describe('what subscribers are told', () => {
  const released = moved('release', 'released');
  const keyOfApp: Fact = { type: 'key_created', organizationId, appId, keyId };
  const keyOfOrganization: Fact = { type: 'key_created', organizationId, keyId };
  const joined: Fact = { type: 'member_joined', organizationId, userId, role: 'admin' };
  const told = (id: typeof appId | typeof organizationId, webhook?: Webhook) =>
    eventMessages(
      [{ id, ...(webhook === undefined ? {} : { webhook }) }],
      [released, keyOfApp, keyOfOrganization, joined],
    );

  it('names the app, the organization and what it is about by ids, and nothing else', () => {
    expect(told(appId, everything)).toEqual([
      {
        kind: 'event',
        event: 'app.released',
        organizationId,
        appId,
        subject: { submissionId },
        revision: 7,
      },
      {
        kind: 'event',
        event: 'key.created',
        organizationId,
        appId,
        subject: { keyId },
        revision: 7,
      },
    ]);
  });

  it('is an organization’s own to an organization: its apps speak for themselves', () => {
    expect(told(organizationId, everything).map(({ event, subject }) => [event, subject])).toEqual([
      ['key.created', { keyId }],
      ['organization.member_joined', { userId }],
    ]);
    expect(told(otherOrganizationId, everything)).toEqual([]);
  });

  it('is what was asked for, while it is enabled, and nothing where there is no webhook', () => {
    const some = webhookWith({ events: ['key.created'] });
    expect(told(appId, some)).toMatchObject([{ event: 'key.created' }]);
    expect(told(appId, { ...some, disabled: { at: at(1), reason: 'asked' } })).toEqual([]);
    expect(told(appId)).toEqual([]);
  });
});
