// Deliveries that never end: they hold their places only for a time.
import { beforeEach, describe, expect, it } from 'vitest';
import { memoryRateLimiter, memoryStorage } from '../../../src/adapters/memory/index.js';
import { orThrow, type RelayDelivery, type RetryPauses } from '../../../src/index.js';
import { noPacing, recordingMailer } from '../../../src/testing/doubles/index.js';
import {
  createInvitation,
  createMember,
  createOrganization,
  createPerson,
  createSecondService,
  createWorld,
  type World,
} from '../../support/world.js';
import { uniqueEmail } from '../support/command-cases.js';
import { createOrganizationWithWebhook } from '../webhooks/webhook-helpers.js';

const never = () => new Promise<never>(() => {});

/** Pauses whose clock and timers move only as the test says. */
function manualPacing() {
  let now = 0;
  const timers = new Set<{ readonly atMs: number; readonly callback: () => void }>();
  const pacing: RetryPauses = {
    ...noPacing(),
    sleep: () => new Promise((resolve) => setImmediate(resolve)),
    monotonicNow: () => now,
    startTimer(milliseconds, callback) {
      const timer = { atMs: now + milliseconds, callback };
      timers.add(timer);
      return () => timers.delete(timer);
    },
  };
  const pass = (milliseconds: number) => {
    now += milliseconds;
    for (const timer of [...timers])
      if (timer.atMs <= now && timers.delete(timer)) timer.callback();
  };
  return { pacing, pass, timers };
}

const until = async (condition: () => boolean) => {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
};

let time: ReturnType<typeof manualPacing>;
let world: World;
beforeEach(() => {
  time = manualPacing();
  world = createWorld(memoryStorage(), { pacing: time.pacing });
});

/** Invites this many people to a new organization. */
async function queueMails(count: number) {
  const ada = await createPerson(world);
  const to = await createOrganization(world, ada);
  for (let n = 0; n < count; n += 1)
    await createInvitation(world, { by: ada, to, email: uniqueEmail() });
}

describe('a delivery that never ends', () => {
  it('fails when its lease is nearly over, and gives its place to another mail', async () => {
    await queueMails(5);
    await queueMails(5);
    let calls = 0;
    const mailer = {
      ...recordingMailer(),
      send: () => {
        calls += 1;
        return calls <= 10 ? never() : Promise.resolve();
      },
    };
    const { relay } = createSecondService(world, world.storage, { mailer }).guildhall;
    const ended: RelayDelivery[] = [];
    const stopping = new AbortController();
    const running = relay.run(stopping.signal, { onDelivery: (one) => ended.push(one) });
    await until(() => calls === 10);
    await queueMails(1);
    time.pass(269_000);
    expect(ended).toEqual([]);
    time.pass(1_000);
    await until(() => ended.length === 11);
    expect(ended.slice(0, 10)).toEqual(
      Array.from({ length: 10 }, () =>
        expect.objectContaining({ outcome: 'retry', problem: 'mail_server', isRecorded: true }),
      ),
    );
    expect(ended[10]).toMatchObject({ outcome: 'sent' });
    stopping.abort();
    await running;
    expect(time.timers.size).toBe(0);
  });

  it('does not keep a relay from ending that is stopped', async () => {
    await queueMails(1);
    const mailer = { ...recordingMailer(), send: never };
    const { relay } = createSecondService(world, world.storage, { mailer }).guildhall;
    const stopping = new AbortController();
    const running = relay.run(stopping.signal);
    await until(() => time.timers.size > 0);
    stopping.abort();
    time.pass(270_000);
    await running;
  });

  it('fails as a timeout if it is an event, and as an error if neither mailer nor sender holds it', async () => {
    const { creator, organizationId } = await createOrganizationWithWebhook(world, [
      'organization.renamed',
    ]);
    const { actor } = creator;
    const to = orThrow(await world.guildhall.organizations.get(actor, { organizationId }));
    const { id: userId } = await createMember(world, { by: creator, to });
    await world.guildhall.relay.runOnce();
    orThrow(await world.guildhall.organizations.rename(actor, { organizationId, name: 'New' }));
    const role = { organizationId, userId, role: 'admin' } as const;
    orThrow(await world.guildhall.memberships.changeRole(actor, role));
    const ended: RelayDelivery[] = [];
    const relay = createSecondService(world, world.storage, {
      webhookSender: { send: never },
      rateLimiter: { ...memoryRateLimiter(), take: never },
    }).guildhall.relay;
    const round = relay.runOnce({ onDelivery: (one) => ended.push(one) });
    await until(() => time.timers.size === 3);
    time.pass(270_000);
    await until(() => ended.length === 1);
    time.pass(30_000);
    expect(await round).toMatchObject({ claimed: 2, retry: 2 });
    expect(ended.map(({ problem }) => problem)).toEqual(['timeout', 'error']);
  });
});
