// What happens and is in the catalogue is told, in the very commit: whatever the command, and nothing else.
import { describe, expect, it } from 'vitest';
import { memoryStorage } from '../../../src/adapters/memory/index.js';
import { updated } from '../../../src/application/use-case/changes.js';
import { eventOf } from '../../../src/domain/webhook/telling.js';
import {
  appEvents,
  type EventMessage,
  type Fact,
  organizationEvents,
  orThrow,
  type Storage,
  type WebhookEvent,
} from '../../../src/index.js';
import { noPacing, recordingStorage } from '../../../src/testing/doubles/index.js';
import { approved, claimed, submitted } from '../../support/apps.js';
import {
  day,
  joined,
  organizationOf,
  present,
  storages,
  theSystem,
  worldOn,
  writeRows,
} from '../../support/guildhall.js';
import { type LandedCommand, landed } from '../support/calls.js';
import { type CommandCase, commands } from '../support/commands.js';
import { hookedApp, hookedOrganization } from './webhook-world.js';

const hook = (events: readonly WebhookEvent[]) => ({
  url: 'https://hooks.example.org/',
  events,
  secret: 'v1.test.none',
  revision: 1,
  createdAt: new Date(0),
  updatedAt: new Date(0),
});

/** Gives every app and organization of these commits that has none a webhook that tells all. */
async function listenEverywhere(storage: Storage, commits: readonly LandedCommand[]) {
  for (const change of commits.flatMap(({ changes }) => changes)) {
    if (change.kind !== 'insert') continue;
    if (change.collection === 'apps') {
      const row = present(await storage.apps.findById(change.value.id));
      const webhook = row.value.webhook ?? hook(appEvents);
      await writeRows(storage, [updated('apps', row, { ...row.value, webhook })]);
    }
    if (change.collection === 'organizations') {
      const row = present(await storage.organizations.findById(change.value.id));
      const webhook = row.value.webhook ?? hook(organizationEvents);
      await writeRows(storage, [updated('organizations', row, { ...row.value, webhook })]);
    }
  }
}

/** Of the facts, where everybody listens. */
function tellings(facts: readonly Fact[]): readonly string[] {
  return facts.flatMap((fact) => {
    const event = eventOf(fact);
    if (event === null || !('organizationId' in fact)) return [];
    const appId = 'appId' in fact ? fact.appId : undefined;
    return [`${event} to ${appId ?? fact.organizationId}`];
  });
}

function told(messages: LandedCommand['messages']): readonly string[] {
  return eventsIn(messages).map(
    ({ event, appId, organizationId }) => `${event} to ${appId ?? organizationId}`,
  );
}

function eventsIn(messages: LandedCommand['messages']): readonly EventMessage[] {
  return messages.flatMap((message) => (message.kind === 'event' ? [message] : []));
}

const seen = new Set<string>();

describe('a command tells webhooks what it did', () => {
  it.each(commands)('in the very commit: $name', async ({ stage, action }: CommandCase) => {
    const recorded = recordingStorage(memoryStorage());
    const world = worldOn(recorded, { pacing: noPacing() });
    const { give } = await stage(world);
    const staged = landed(recorded);
    await listenEverywhere(recorded, staged);
    orThrow(await give(world.guildhall));
    const [done, ...others] = landed(recorded).slice(staged.length);
    const { journal, messages } = present(done);
    expect([journal.action, others]).toEqual([action, []]);
    const isTest = action === 'webhook.send_test';
    const expected = tellings(journal.facts);
    expect(told(messages).toSorted()).toEqual(
      isTest ? [expect.stringContaining('webhook.test')] : expected.toSorted(),
    );
    for (const { event } of eventsIn(messages)) seen.add(event);
  });

  it('which is every event there is, but for the end of an approval, which time alone brings', () => {
    const all = new Set<string>([...appEvents, ...organizationEvents]);
    const never = [...all].filter((event) => !seen.has(event));
    expect(never).toEqual(['submission.approval_expired']);
  });
});

describe.each(storages)('on $name', ({ open }) => {
  it('maintenance tells of approvals that have ended', async () => {
    const recorded = recordingStorage(await open());
    const world = worldOn(recorded);
    const one = await hookedApp(world, ['submission.approval_expired']);
    const of = await approved(world, await claimed(world, await submitted(world, one)));
    const { submissionId } = of.verdict;
    const silent = await approved(world);
    world.clock.advance(91 * day);
    await world.guildhall.maintenance.runOnce();
    const messages = landed(recorded).flatMap((commit) => eventsIn(commit.messages));
    expect(messages).toMatchObject([
      { event: 'submission.approval_expired', appId: one.appId, subject: { submissionId } },
    ]);
    expect(silent.appId).not.toBe(one.appId);
  });

  it('the end of an account is told to every organization that it was in', async () => {
    const recorded = recordingStorage(await open());
    const world = worldOn(recorded);
    const { founder, organizationId } = await hookedOrganization(world);
    const to = orThrow(await world.guildhall.organizations.get(founder.actor, { organizationId }));
    const member = await joined(world, { by: founder, to });
    await organizationOf(world, founder);
    orThrow(await world.guildhall.users.delete(theSystem, { userId: member.id }));
    const { messages } = present(landed(recorded).at(-1));
    expect(eventsIn(messages)).toMatchObject([
      { event: 'organization.member_left', organizationId, subject: { userId: member.id } },
    ]);
  });

  it('nobody is told who has not asked, and a message holds neither URL nor secret', async () => {
    const recorded = recordingStorage(await open());
    const world = worldOn(recorded);
    const { founder, appId } = await hookedApp(world, ['app.moved']);
    orThrow(await world.guildhall.apps.delist(founder.actor, { appId }));
    expect(present(landed(recorded).at(-1)).messages).toEqual([]);
    const { id: toOrganizationId } = await organizationOf(world, founder);
    orThrow(await world.guildhall.apps.move(founder.actor, { appId, toOrganizationId }));
    const { messages } = present(landed(recorded).at(-1));
    expect(messages).toHaveLength(1);
    expect(Object.keys(present(messages[0])).sort()).toEqual([
      'appId',
      'createdAt',
      'delivery',
      'event',
      'id',
      'kind',
      'organizationId',
      'revision',
      'subject',
    ]);
  });
});
