// Every command stores the webhook messages of its events in the same commit, and no others.
import { describe, expect, it } from 'vitest';
import { memoryStorage } from '../../../src/adapters/memory/index.js';
import { updateChange } from '../../../src/application/use-case/changes.js';
import { webhookEventTypeOf } from '../../../src/domain/webhook/webhook-events.js';
import {
  appEventTypes,
  type DomainEvent,
  organizationEventTypes,
  orThrow,
  type Storage,
  type WebhookEventType,
  type WebhookMessage,
} from '../../../src/index.js';
import { noPacing, recordingStorage } from '../../../src/testing/doubles/index.js';
import { approveApp, claimApp, submitApp } from '../../support/app-steps.js';
import {
  assertPresent,
  commitChanges,
  createMember,
  createOrganization,
  createWorld,
  day,
  storageKinds,
  systemActor,
} from '../../support/world.js';
import type { CommandCase } from '../support/command-case.js';
import { commandCases } from '../support/command-cases.js';
import { type WrittenCommand, writtenCommands } from '../support/storage-calls.js';
import { createAppWithWebhook, createOrganizationWithWebhook } from './webhook-helpers.js';

const hook = (events: readonly WebhookEventType[]) => ({
  url: 'https://hooks.example.org/',
  events,
  secret: 'v1.test.none',
  revision: 1,
  createdAt: new Date(0),
  updatedAt: new Date(0),
});

/** Gives every app and organization of these commits a webhook for all events, unless it has one. */
async function listenEverywhere(storage: Storage, commits: readonly WrittenCommand[]) {
  for (const change of commits.flatMap(({ changes }) => changes)) {
    if (change.kind !== 'insert') continue;
    if (change.collection === 'apps') {
      const row = assertPresent(await storage.apps.findById(change.value.id));
      const webhook = row.value.webhook ?? hook(appEventTypes);
      await commitChanges(storage, [updateChange('apps', row, { ...row.value, webhook })]);
    }
    if (change.collection === 'organizations') {
      const row = assertPresent(await storage.organizations.findById(change.value.id));
      const webhook = row.value.webhook ?? hook(organizationEventTypes);
      await commitChanges(storage, [updateChange('organizations', row, { ...row.value, webhook })]);
    }
  }
}

/** The messages to expect for these events if every webhook subscribes to all. */
function expectedMessages(events: readonly DomainEvent[]): readonly string[] {
  return events.flatMap((event) => {
    const eventType = webhookEventTypeOf(event);
    if (eventType === null || !('organizationId' in event)) return [];
    const appId = 'appId' in event ? event.appId : undefined;
    return [`${eventType} to ${appId ?? event.organizationId}`];
  });
}

function messageLines(messages: WrittenCommand['messages']): readonly string[] {
  return eventsIn(messages).map(
    ({ eventType, appId, organizationId }) => `${eventType} to ${appId ?? organizationId}`,
  );
}

function eventsIn(messages: WrittenCommand['messages']): readonly WebhookMessage[] {
  return messages.flatMap((message) => (message.kind === 'event' ? [message] : []));
}

const seen = new Set<string>();

describe('a command stores its webhook messages', () => {
  it.each(commandCases)('in the same commit: $name', async ({ stage, action }: CommandCase) => {
    const recorded = recordingStorage(memoryStorage());
    const world = createWorld(recorded, { pacing: noPacing() });
    const { run } = await stage(world);
    const staged = writtenCommands(recorded);
    await listenEverywhere(recorded, staged);
    orThrow(await run(world.guildhall));
    const [done, ...others] = writtenCommands(recorded).slice(staged.length);
    const { journal, messages } = assertPresent(done);
    expect([journal.action, others]).toEqual([action, []]);
    const isTest = action === 'webhook.send_test';
    const expected = expectedMessages(journal.events);
    expect(messageLines(messages).toSorted()).toEqual(
      isTest ? [expect.stringContaining('webhook.test')] : expected.toSorted(),
    );
    for (const { eventType } of eventsIn(messages)) seen.add(eventType);
  });

  it('which cover every event type except the expiry of an approval, which no command causes', () => {
    const all = new Set<string>([...appEventTypes, ...organizationEventTypes]);
    const never = [...all].filter((event) => !seen.has(event));
    expect(never).toEqual(['submission.approval_expired']);
  });
});

describe.each(storageKinds)('webhook messages on $name', ({ open }) => {
  it('report approvals that maintenance expires', async () => {
    const recorded = recordingStorage(await open());
    const world = createWorld(recorded);
    const one = await createAppWithWebhook(world, ['submission.approval_expired']);
    const of = await approveApp(world, await claimApp(world, await submitApp(world, one)));
    const { submissionId } = of.decisionInput;
    const silent = await approveApp(world);
    world.clock.advance(91 * day);
    await world.guildhall.maintenance.runOnce();
    const messages = writtenCommands(recorded).flatMap((commit) => eventsIn(commit.messages));
    expect(messages).toMatchObject([
      { eventType: 'submission.approval_expired', appId: one.appId, relatedIds: { submissionId } },
    ]);
    expect(silent.appId).not.toBe(one.appId);
  });

  it('report the deletion of an account to every organization of the user', async () => {
    const recorded = recordingStorage(await open());
    const world = createWorld(recorded);
    const { creator, organizationId } = await createOrganizationWithWebhook(world);
    const to = orThrow(await world.guildhall.organizations.get(creator.actor, { organizationId }));
    const member = await createMember(world, { by: creator, to });
    await createOrganization(world, creator);
    orThrow(await world.guildhall.users.delete(systemActor, { userId: member.id }));
    const { messages } = assertPresent(writtenCommands(recorded).at(-1));
    expect(eventsIn(messages)).toMatchObject([
      { eventType: 'organization.member_left', organizationId, relatedIds: { userId: member.id } },
    ]);
  });

  it('go only to subscribers, and contain neither URL nor secret', async () => {
    const recorded = recordingStorage(await open());
    const world = createWorld(recorded);
    const { creator, appId } = await createAppWithWebhook(world, ['app.moved']);
    orThrow(await world.guildhall.apps.delist(creator.actor, { appId }));
    expect(assertPresent(writtenCommands(recorded).at(-1)).messages).toEqual([]);
    const { id: toOrganizationId } = await createOrganization(world, creator);
    orThrow(
      await world.guildhall.apps.move(creator.actor, {
        appId,
        toOrganizationId,
        keepWebhook: true,
      }),
    );
    const { messages } = assertPresent(writtenCommands(recorded).at(-1));
    expect(messages).toHaveLength(1);
    expect(Object.keys(assertPresent(messages[0])).sort()).toEqual([
      'appId',
      'createdAt',
      'delivery',
      'eventType',
      'id',
      'kind',
      'organizationId',
      'relatedIds',
      'revision',
    ]);
  });
});
