// Relays claim and settle at random, and must get the same results as from a simple list of messages.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { memoryStorage } from '../../../src/adapters/memory/index.js';
import type { Invitation } from '../../../src/domain/organization/invitation.js';
import {
  type DeliveryOutcome,
  queuedDelivery,
} from '../../../src/domain/shared/delivery-lease-and-retry.js';
import { parseOperationId } from '../../../src/domain/shared/ids.js';
import type {
  DeliveryClaimRequest,
  DeliverySettlement,
  Storage,
} from '../../../src/ports/storage.js';
import { foundOrThrow } from '../../../src/testing/contract/assertions.js';
import {
  atMinute,
  commandEntry,
  invitation,
  leaseId,
  notificationMessage,
  organization,
  user,
  webhookMessage,
} from '../../../src/testing/contract/fixtures.js';
import { insertChange } from '../../../src/testing/row-changes.js';
import {
  claimFromModel,
  type OutboxModelItem,
  settleInModel,
  toOutboxModelItem,
} from './outbox-model.js';

const minutes = fc.integer({ min: 0, max: 12 });
const [mentra, ada] = [organization(1), user(1)];
/** One id below and one above the ids of invitations. */
const operations = ['0', 'f'].map((digit) =>
  foundOrThrow(parseOperationId(digit.repeat(24)), 'an operation id'),
);

const invitations = fc
  .array(
    fc.record({
      due: minutes,
      expires: minutes,
      state: fc.constantFrom<Invitation['state']>('pending', 'pending', 'pending', 'revoked'),
    }),
    { maxLength: 6 },
  )
  .map((drawn) =>
    drawn.map(({ due, expires, state }, n) =>
      invitation(n + 1, mentra, ada, {
        state,
        expiresAt: atMinute(expires),
        delivery: queuedDelivery(atMinute(due)),
      }),
    ),
  );

const organizationIds = [organization(1).id, organization(2).id] as const;

const messages = fc
  .array(
    fc.record({
      due: minutes,
      of: fc.constantFrom(...operations),
      organizationId: fc.constantFrom(...organizationIds),
      isEvent: fc.boolean(),
    }),
    { maxLength: 10 },
  )
  .map((drawn) =>
    drawn.map(({ due, of, organizationId, isEvent }, n) => {
      const parts = { organizationId, delivery: queuedDelivery(atMinute(due)) };
      return isEvent ? webhookMessage(of, n, parts) : notificationMessage(of, n, parts);
    }),
  );

const quotas = fc.record({
  max: fc.integer({ min: 1, max: 3 }),
  allowances: fc
    .subarray([...organizationIds])
    .chain((chosen) =>
      fc.tuple(
        ...chosen.map((organizationId) => fc.nat(3).map((max) => ({ organizationId, max }))),
      ),
    ),
});

const outcomes: fc.Arbitrary<DeliveryOutcome> = fc.oneof(
  fc.constantFrom<DeliveryOutcome>({ kind: 'sent' }, { kind: 'failed' }, { kind: 'dropped' }),
  minutes.map((next): DeliveryOutcome => ({ kind: 'retry', at: atMinute(next) })),
);

/** A claim, or the settlement of an earlier claim. */
const steps = fc.array(
  fc.oneof(
    fc.record({
      limit: fc.nat(5),
      now: minutes,
      lasts: fc.nat(4),
      channel: fc.constantFrom('mail' as const, 'webhooks' as const),
      perOrganization: fc.option(quotas, { nil: undefined }),
    }),
    fc.record({ which: fc.nat(20), outcome: outcomes }),
  ),
  { maxLength: 25, size: 'max' },
);

/** A storage and a list, which do the same steps and must agree. */
class OutboxAndModel {
  readonly storage: Storage = memoryStorage();
  readonly list: OutboxModelItem[] = [];
  readonly claimed: Pick<DeliverySettlement, 'kind' | 'id' | 'leaseId'>[] = [];
  refused = 0;

  async claim(claim: DeliveryClaimRequest): Promise<void> {
    const given = await this.storage.outbox.claim(claim);
    const expected = claimFromModel(this.list, claim);
    expect(given.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
    this.claimed.push(...given.map(({ kind, id }) => ({ kind, id, leaseId: claim.lease.id })));
  }

  async settle(which: number, outcome: DeliveryOutcome, when: Date): Promise<void> {
    const claimed = this.claimed[which % this.claimed.length];
    if (claimed === undefined) return;
    const settlement: DeliverySettlement = { ...claimed, outcome, at: when };
    const expected = settleInModel(this.list, settlement);
    expect(await this.storage.outbox.settle(settlement)).toBe(expected);
    if (!expected) this.refused += 1;
  }

  async compare({ id, updatedAt }: Invitation): Promise<void> {
    const { value } = foundOrThrow(await this.storage.invitations.findById(id), 'the invitation');
    const sending = foundOrThrow(
      this.list.find((other) => other.id === id),
      'the sending',
    );
    const { delivery, emailSentCount, lastEmailSentAt } = value;
    expect(delivery.attempts).toBe(sending.attempts);
    expect(emailSentCount).toBe(sending.attempts);
    expect(lastEmailSentAt?.getTime() ?? null).toBe(sending.sent);
    expect(delivery.nextAttemptAt?.getTime() ?? null).toBe(sending.due);
    expect(delivery.lease?.id ?? null).toBe(sending.leaseId);
    expect(value.updatedAt).toEqual(updatedAt);
  }
}

it('gives due and free deliveries, oldest first, and settles only those still held', async () => {
  let [given, refused] = [0, 0];
  await fc.assert(
    fc.asyncProperty(invitations, messages, steps, async (invited, notices, todo) => {
      const pair = new OutboxAndModel();
      const changes = invited.map((row) => insertChange('invitations', row));
      await pair.storage.commit({ changes, journal: commandEntry(1), messages: notices });
      pair.list.push(...[...invited, ...notices].map(toOutboxModelItem));

      for (const [n, step] of todo.entries()) {
        if ('which' in step) await pair.settle(step.which, step.outcome, atMinute(100 + n));
        else {
          const lease = { id: leaseId(n), until: atMinute(step.now + step.lasts) };
          const { limit, channel, perOrganization } = step;
          await pair.claim({
            now: atMinute(step.now),
            lease,
            channel,
            limit,
            ...(perOrganization === undefined ? {} : { perOrganization }),
          });
        }
      }
      for (const row of invited) await pair.compare(row);
      given += pair.claimed.length;
      refused += pair.refused;
    }),
    { numRuns: 200 },
  );
  // A run without any claim, or without any late settlement, would prove nothing.
  expect(given).toBeGreaterThan(100);
  expect(refused).toBeGreaterThan(10);
});
