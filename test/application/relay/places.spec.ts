// The places of a relay: what hostile receivers can take of them, and that nothing is lost that has to wait.
import { beforeEach, describe, expect, it } from 'vitest';
import { memoryStorage } from '../../../src/adapters/memory/index.js';
import { messageIdOf } from '../../../src/domain/journal/outbox-message.js';
import { queuedDelivery } from '../../../src/domain/shared/delivery-lease-and-retry.js';
import {
  orThrow,
  parseOperationId,
  parseOrganizationId,
  type RelayDelivery,
  type RetryPauses,
  type WebhookMessage,
  type WebhookRequest,
  type WebhookSender,
} from '../../../src/index.js';
import {
  noPacing,
  type RecordingMailer,
  recordingMailer,
} from '../../../src/testing/doubles/index.js';
import {
  assertPresent,
  createInvitation,
  createOrganization,
  createPerson,
  createWorld,
  type World,
} from '../../support/world.js';
import { uniqueEmail } from '../support/command-cases.js';
import { withUnavailableCalls } from '../support/storage-calls.js';
import {
  type AppWithWebhook,
  createOrganizationWithWebhook,
  deliveredOutcome,
  recordingWebhookSender,
} from '../webhooks/webhook-helpers.js';

/** Waits let everything else run first, and take no time. */
function eagerPacing(): RetryPauses {
  return { ...noPacing(), sleep: () => new Promise((resolve) => setImmediate(resolve)) };
}

/** The same with a clock that the test moves; only a relay's wait for what is due ends, and no time limit. */
function pacingAt(monotonicNow: () => number): RetryPauses {
  const startTimer: RetryPauses['startTimer'] = (milliseconds, callback) => {
    if (milliseconds > 10_000) return () => {};
    const immediate = setImmediate(callback);
    return () => clearImmediate(immediate);
  };
  return { ...eagerPacing(), monotonicNow, startTimer };
}

let operations = 0;
/** Queues this many events of the organization's webhook. */
async function queueEvents(world: World, { organizationId }: AppWithWebhook, count: number) {
  for (let n = 0; n < count; n += 1) {
    operations += 1;
    const id = assertPresent(parseOperationId(`c${operations.toString(16).padStart(23, '0')}`));
    const message: WebhookMessage = {
      kind: 'event',
      id: messageIdOf(id, 0),
      eventType: 'organization.renamed',
      organizationId: assertPresent(parseOrganizationId(organizationId)),
      relatedIds: {},
      revision: 1,
      delivery: queuedDelivery(world.clock.now()),
      createdAt: world.clock.now(),
    };
    const journal = { kind: 'fence', id, at: world.clock.now() } as const;
    await world.storage.commit({ changes: [], journal, messages: [message] });
  }
}

const organizationOf = ({ body }: WebhookRequest): string => JSON.parse(body).data.organizationId;

/** Answers the events of these organizations only after `release`, and all others at once. */
function slowSender(isSlow: (organizationId: string) => boolean) {
  const waiting: { readonly of: string; readonly answer: () => void }[] = [];
  const delivered: string[] = [];
  let isReleased = false;
  const sender: WebhookSender = {
    async send(request) {
      const of = organizationOf(request);
      if (isSlow(of) && !isReleased) {
        await new Promise<void>((answer) => waiting.push({ of, answer }));
      }
      delivered.push(of);
      return deliveredOutcome;
    },
  };
  const release = () => {
    isReleased = true;
    for (const { answer } of waiting.splice(0)) answer();
  };
  return { sender, waiting, delivered, release };
}

const until = async (condition: () => boolean) => {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
};

const severalTurns = async () => {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

let slow: ReturnType<typeof slowSender>;
let world: World;
let hostile: AppWithWebhook[];
let honest: AppWithWebhook;
const isHostile = (id: string) => hostile.some(({ organizationId }) => organizationId === id);
beforeEach(async () => {
  hostile = [];
  slow = slowSender(isHostile);
  world = createWorld(memoryStorage(), { webhookSender: slow.sender, pacing: eagerPacing() });
  honest = await createOrganizationWithWebhook(world, ['organization.renamed']);
});

/** Runs a relay until the test is done with it. */
async function whileRunning(test: () => Promise<void>): Promise<void> {
  const stopping = new AbortController();
  const running = world.guildhall.relay.run(stopping.signal);
  try {
    await test();
  } finally {
    stopping.abort();
    slow.release();
    await running;
  }
}

describe('receivers that never answer', () => {
  it.each([1, 10, 60])(
    'hold up nobody else with %i events, and take at most four places',
    async (count) => {
      hostile = [await createOrganizationWithWebhook(world, ['organization.renamed'])];
      await queueEvents(world, assertPresent(hostile[0]), count);
      world.clock.advance(1);
      await queueEvents(world, honest, 3);
      const invitee = uniqueEmail();
      await createInvitation(world, {
        by: honest.creator,
        to: await viewOf(honest),
        email: invitee,
      });
      await whileRunning(async () => {
        await until(
          () => slow.delivered.length === 3 && world.mailer.mailsTo(invitee).length === 1,
        );
        expect(new Set(slow.delivered)).toEqual(new Set([honest.organizationId]));
        expect(slow.waiting).toHaveLength(Math.min(count, 4));
      });
      expect(await drained()).toBe(count + 3);
    },
  );

  it('of fifteen organizations leave places for others, and lose nothing', async () => {
    for (let n = 0; n < 15; n += 1) {
      hostile.push(await createOrganizationWithWebhook(world, ['organization.renamed']));
    }
    for (const each of hostile) await queueEvents(world, each, 6);
    world.clock.advance(1);
    await queueEvents(world, honest, 10);
    await whileRunning(async () => {
      await until(() => slow.delivered.length === 10);
      expect(slow.waiting).toHaveLength(15 * 4);
      expect(slow.delivered.every((id) => id === honest.organizationId)).toBe(true);
    });
    expect(await drained()).toBe(15 * 6 + 10);
  });

  it('of forty organizations that were slow before get half of the places, one each, and lose nothing', async () => {
    let now = 0;
    const pacing = { ...eagerPacing(), monotonicNow: () => now };
    world = createWorld(memoryStorage(), { webhookSender: slow.sender, pacing });
    honest = await createOrganizationWithWebhook(world, ['organization.renamed']);
    for (let n = 0; n < 40; n += 1) {
      const one = await createOrganizationWithWebhook(world, ['organization.renamed']);
      hostile.push(one);
      await queueEvents(world, one, 1);
    }
    await whileRunning(async () => {
      await until(() => slow.waiting.length === 40);
      now += 2_000;
      for (const { answer } of slow.waiting.splice(0)) answer();
      await until(() => slow.delivered.length === 40);
      for (const each of hostile) await queueEvents(world, each, 3);
      world.clock.advance(1);
      await queueEvents(world, honest, 50);
      await until(() => slow.delivered.length === 90);
      expect(slow.waiting).toHaveLength(32);
      expect(new Set(slow.waiting.map(({ of }) => of)).size).toBe(32);
    });
    expect(await drained()).toBe(40 + 50 + 120);
  });

  /** Forty hostile organizations, each of which was slow once; time passes only as the test says. */
  async function fortySlow() {
    let now = 0;
    const pacing = pacingAt(() => now);
    world = createWorld(memoryStorage(), { webhookSender: slow.sender, pacing });
    honest = await createOrganizationWithWebhook(world, ['organization.renamed']);
    for (let n = 0; n < 40; n += 1)
      hostile.push(await createOrganizationWithWebhook(world, ['organization.renamed']));
    const beSlow = async () => {
      for (const each of hostile) await queueEvents(world, each, 1);
      await until(() => slow.waiting.length === 40);
      now += 15_000;
      for (const { answer } of slow.waiting.splice(0)) answer();
      await until(() => slow.delivered.length === 40);
    };
    return { beSlow };
  }

  it('that were slow and have nothing to send take no turns from others that were slow', async () => {
    const { beSlow } = await fortySlow();
    await whileRunning(async () => {
      await beSlow();
      for (const each of hostile.slice(32)) await queueEvents(world, each, 1);
      await until(() => slow.waiting.length === 8);
    });
    expect(await drained()).toBe(48);
  });

  it('get their places in turns, whose events ever are older', async () => {
    const { beSlow } = await fortySlow();
    await whileRunning(async () => {
      await beSlow();
      for (const each of hostile) await queueEvents(world, each, 3);
      await until(() => slow.waiting.length === 32);
      const first = new Set(slow.waiting.map(({ of }) => of));
      for (const { answer } of slow.waiting.splice(0)) answer();
      await until(() => slow.waiting.length === 32);
      const second = new Set(slow.waiting.map(({ of }) => of));
      const missed = hostile.filter(({ organizationId }) => !first.has(organizationId));
      expect(missed.filter(({ organizationId }) => second.has(organizationId))).toHaveLength(8);
    });
    expect(await drained()).toBe(40 + 120);
  });

  it('stay slow although they answer at once now and then, until some time has passed', async () => {
    let now = 0;
    const pacing = pacingAt(() => now);
    world = createWorld(memoryStorage(), { webhookSender: slow.sender, pacing });
    const one = await createOrganizationWithWebhook(world, ['organization.renamed']);
    const answerAll = () => {
      for (const { answer } of slow.waiting.splice(0)) answer();
    };
    await whileRunning(async () => {
      hostile = [one];
      await queueEvents(world, one, 4);
      await until(() => slow.waiting.length === 4);
      now += 15_000;
      answerAll();
      await until(() => slow.delivered.length === 4);
      hostile = [];
      await queueEvents(world, one, 20);
      await until(() => slow.delivered.length === 24);
      hostile = [one];
      await queueEvents(world, one, 9);
      await until(() => slow.waiting.length === 1);
      await severalTurns();
      expect(slow.waiting).toHaveLength(1);
      hostile = [];
      answerAll();
      await until(() => slow.delivered.length === 33);
      now += 3_600_000;
      hostile = [one];
      await queueEvents(world, one, 9);
      await until(() => slow.waiting.length === 4);
    });
    expect(await drained()).toBe(42);
  });

  it('of an organization take from its own share only', async () => {
    hostile = [honest];
    await queueEvents(world, honest, 9);
    await whileRunning(async () => {
      await until(() => slow.waiting.length === 4);
      await severalTurns();
      expect(slow.waiting).toHaveLength(4);
    });
  });

  /** Delivers what is left, and returns how many events were delivered in all. */
  async function drained(): Promise<number> {
    while ((await world.guildhall.relay.runOnce({ limit: 100 })).claimed > 0) {}
    return slow.delivered.length;
  }

  async function viewOf({ creator, organizationId }: AppWithWebhook) {
    return orThrow(await world.guildhall.organizations.get(creator.actor, { organizationId }));
  }
});

describe('a place', () => {
  it('is filled again as soon as it is free, while others are still taken', async () => {
    const hanging: (() => void)[] = [];
    const sent: string[] = [];
    const mailer: RecordingMailer = {
      ...recordingMailer(),
      async send({ to }) {
        if (hanging.length === 0) await new Promise<void>((answer) => hanging.push(answer));
        sent.push(to);
      },
    };
    world = createWorld(memoryStorage(), { mailer });
    const ada = await createPerson(world);
    const acme = await createOrganization(world, ada);
    for (let n = 0; n < 30; n += 1) {
      await createInvitation(world, { by: ada, to: acme, email: uniqueEmail() });
    }
    const round = world.guildhall.relay.runOnce({ limit: 30 });
    await until(() => sent.length === 29);
    for (const answer of hanging) answer();
    expect(await round).toMatchObject({ claimed: 30, sent: 30 });
  });

  it('is taken by at most five mails of one organization', async () => {
    let [current, most] = [0, 0];
    const mailer: RecordingMailer = {
      ...recordingMailer(),
      async send() {
        current += 1;
        most = Math.max(most, current);
        await new Promise((resolve) => setImmediate(resolve));
        current -= 1;
      },
    };
    world = createWorld(memoryStorage(), { mailer });
    const ada = await createPerson(world);
    const acme = await createOrganization(world, ada);
    for (let n = 0; n < 20; n += 1) {
      await createInvitation(world, { by: ada, to: acme, email: uniqueEmail() });
    }
    expect(await world.guildhall.relay.runOnce({ limit: 100 })).toMatchObject({ sent: 20 });
    expect(most).toBe(5);
  });
});

describe('the rate of events', () => {
  it('makes those of one organization wait for the next minute, and loses none', async () => {
    const pacing = noPacing();
    const sender = recordingWebhookSender();
    const policy = { maxWebhookEventsPerMinute: 3 };
    world = createWorld(memoryStorage(), { webhookSender: sender, pacing, policy });
    const busy = await createOrganizationWithWebhook(world, ['organization.renamed']);
    const other = await createOrganizationWithWebhook(world, ['organization.renamed']);
    await queueEvents(world, busy, 8);
    await queueEvents(world, other, 1);
    const perMinute: number[] = [];
    for (let minute = 0; minute < 4; minute += 1) {
      await world.guildhall.relay.runOnce({ limit: 100 });
      const { claimed } = await world.guildhall.relay.runOnce({ limit: 100 });
      expect(claimed).toBe(0);
      perMinute.push(sender.deliveries.length);
      await pacing.sleep(60_000);
    }
    expect(perMinute).toEqual([4, 7, 9, 9]);
    expect(new Set(sender.deliveries.map(({ id }) => id)).size).toBe(9);
  });
});

describe('deliveries that cannot be recorded', () => {
  /** From the first settlement on, the storage is gone for good. */
  function relayOf(options: Parameters<typeof createWorld>[1] = {}) {
    let isGone = false;
    const storage = withUnavailableCalls(world.storage, ({ method }) => {
      if (method === 'settle') isGone = true;
      return isGone;
    });
    return createWorld(storage, { ...world.options, clock: world.clock, ...options }).guildhall
      .relay;
  }

  const namesBoth = async () => {
    await queueEvents(world, honest, 1);
    const { organizationId } = honest;
    const { actor } = honest.creator;
    const { id } = await createInvitation(world, {
      by: honest.creator,
      to: orThrow(await world.guildhall.organizations.get(actor, { organizationId })),
      email: uniqueEmail(),
    });
    const event = messageIdOf(
      assertPresent(parseOperationId(`c${operations.toString(16).padStart(23, '0')}`)),
      0,
    );
    return [`invitation ${id}`, `event ${event}`] as const;
  };

  it('are named by the error of a round, in mail and in webhooks', async () => {
    const [invitation, event] = await namesBoth();
    const round = relayOf().runOnce();
    await expect(round).rejects.toMatchObject({ code: 'unavailable' });
    await expect(round).rejects.toThrow(
      `the storage could not record 2 deliveries that were sent, so they may be sent again: ${invitation}, ${event}`,
    );
  });

  it('are named by the error of a relay that is stopped', async () => {
    const [invitation, event] = await namesBoth();
    const stopping = new AbortController();
    const ended: RelayDelivery[] = [];
    let sent = 0;
    const running = relayOf({ pacing: eagerPacing() }).run(stopping.signal, {
      onSent: () => {
        sent += 1;
      },
      onDelivery: (delivery) => ended.push(delivery),
    });
    await until(() => sent === 2);
    stopping.abort();
    await expect(running).rejects.toThrow(`${invitation}, ${event}`);
    expect(ended.map(({ outcome, isRecorded }) => ({ outcome, isRecorded }))).toEqual([
      { outcome: 'sent', isRecorded: false },
      { outcome: 'sent', isRecorded: false },
    ]);
  });

  it('are recorded when the storage is back before the lease ends, and sent once', async () => {
    await namesBoth();
    let failures = 100;
    const storage = withUnavailableCalls(
      world.storage,
      ({ method }) => method === 'settle' && failures-- > 0,
    );
    const policy = { commandDeadline: 1 };
    const relay = createWorld(storage, {
      ...world.options,
      clock: world.clock,
      policy,
      pacing: { ...eagerPacing(), ...pausesOf(100) },
    }).guildhall.relay;
    const stopping = new AbortController();
    const recorded: boolean[] = [];
    const running = relay.run(stopping.signal, {
      onDelivery: ({ isRecorded }) => recorded.push(isRecorded),
    });
    await until(() => recorded.length === 2);
    stopping.abort();
    await running;
    expect(recorded).toEqual([true, true]);
    world.clock.advance(301);
    expect(await world.guildhall.relay.runOnce()).toMatchObject({ claimed: 0 });
  });

  /** Pauses that take this many milliseconds of the pacing's own clock. */
  function pausesOf(milliseconds: number): Pick<RetryPauses, 'backoff' | 'monotonicNow'> {
    const { backoff, monotonicNow } = noPacing(milliseconds);
    return { backoff, monotonicNow };
  }
});
