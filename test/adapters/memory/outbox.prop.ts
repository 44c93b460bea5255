// Relays that claim and settle at random: what they get must be what a plain list of messages says.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { memoryStorage } from '../../../src/adapters/memory/index.js';
import type { Invitation } from '../../../src/domain/organization/invitation.js';
import { type Outcome, queued } from '../../../src/domain/shared/delivery.js';
import { parseOperationId } from '../../../src/domain/shared/ids.js';
import type { Claim, Settlement, Storage } from '../../../src/ports/storage.js';
import { insertOf } from '../../../src/testing/contract/changes.js';
import { found } from '../../../src/testing/contract/expectations.js';
import {
  at,
  entry,
  invitation,
  leaseId,
  message,
  organization,
  user,
} from '../../../src/testing/contract/specimens.js';
import { claimFrom, type Sending, sendingOf, settleIn } from './sending-list.js';

const minutes = fc.integer({ min: 0, max: 12 });
const [mentra, ada] = [organization(1), user(1)];
/** One lower and one higher than the ids of invitations. */
const operations = ['0', 'f'].map((digit) =>
  found(parseOperationId(digit.repeat(24)), 'an operation id'),
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
        expiresAt: at(expires),
        delivery: queued(at(due)),
      }),
    ),
  );

const messages = fc
  .array(fc.record({ due: minutes, of: fc.constantFrom(...operations) }), { maxLength: 6 })
  .map((drawn) => drawn.map(({ due, of }, n) => message(of, n, { delivery: queued(at(due)) })));

const outcomes: fc.Arbitrary<Outcome> = fc.oneof(
  fc.constantFrom<Outcome>({ kind: 'sent' }, { kind: 'failed' }, { kind: 'dropped' }),
  minutes.map((next): Outcome => ({ kind: 'retry', at: at(next) })),
);

/** A claim, or the settling of one of the things that were claimed before. */
const steps = fc.array(
  fc.oneof(
    fc.record({ limit: fc.nat(5), now: minutes, lasts: fc.nat(4) }),
    fc.record({ which: fc.nat(20), outcome: outcomes }),
  ),
  { maxLength: 25, size: 'max' },
);

/** A storage and the list that it must agree with, which are given the same things to do. */
class Pair {
  readonly storage: Storage = memoryStorage();
  readonly list: Sending[] = [];
  readonly claimed: Pick<Settlement, 'kind' | 'id' | 'lease'>[] = [];
  refused = 0;

  async claim(claim: Claim): Promise<void> {
    const given = await this.storage.outbox.claim(claim);
    const expected = claimFrom(this.list, claim);
    expect(given.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
    this.claimed.push(...given.map(({ kind, id }) => ({ kind, id, lease: claim.lease.id })));
  }

  async settle(which: number, outcome: Outcome, when: Date): Promise<void> {
    const claimed = this.claimed[which % this.claimed.length];
    if (claimed === undefined) return;
    const settlement: Settlement = { ...claimed, outcome, at: when };
    const expected = settleIn(this.list, settlement);
    expect(await this.storage.outbox.settle(settlement)).toBe(expected);
    if (!expected) this.refused += 1;
  }

  async compare({ id, updatedAt }: Invitation): Promise<void> {
    const { value } = found(await this.storage.invitations.findById(id), 'the invitation');
    const sending = found(
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

it('gives what is due and free, oldest first, and takes back only what is still held', async () => {
  let [given, refused] = [0, 0];
  await fc.assert(
    fc.asyncProperty(invitations, messages, steps, async (invited, told, todo) => {
      const pair = new Pair();
      const changes = invited.map((row) => insertOf('invitations', row));
      await pair.storage.commit({ changes, journal: entry(1), messages: told });
      pair.list.push(...[...invited, ...told].map(sendingOf));

      for (const [n, step] of todo.entries()) {
        if ('which' in step) await pair.settle(step.which, step.outcome, at(100 + n));
        else {
          const lease = { id: leaseId(n), until: at(step.now + step.lasts) };
          await pair.claim({ now: at(step.now), lease, limit: step.limit });
        }
      }
      for (const row of invited) await pair.compare(row);
      given += pair.claimed.length;
      refused += pair.refused;
    }),
    { numRuns: 200 },
  );
  // Runs in which nothing was claimed, or nothing was too late, would prove nothing.
  expect(given).toBeGreaterThan(100);
  expect(refused).toBeGreaterThan(10);
});
