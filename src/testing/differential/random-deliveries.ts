// Random claims, settlements, prunings and uses of keys, each with its expected answer.

import fc from 'fast-check';
import { deliveryChannels } from '../../domain/journal/outbox-message.js';
import type { DeliveryOutcome } from '../../domain/shared/delivery-lease-and-retry.js';
import { invitationId } from '../contract/fixtures.js';
import { claimIn, pruneIn, settleIn, useIn, type WriteResult } from './deliveries.js';
import { fields, of, usually } from './row-drafts.js';
import { afterwardsChanged, type Step, type Write } from './step.js';
import { apiKeyIds, laterMoments, leaseIds, limits, moments, organizationIds } from './values.js';

const quotas = fc
  .tuple(fc.nat(2), of(organizationIds), fc.nat(2))
  .map(([max, organizationId, own]) => ({
    max: max + 1,
    allowances: [{ organizationId, max: own }],
  }));

export const claims: fc.Arbitrary<Step> = fields(
  {
    now: of([...moments, ...laterMoments]),
    lease: fields({ id: of(leaseIds), until: of([...moments, ...laterMoments]) }, {}),
    channel: of(deliveryChannels),
    limit: of(limits),
  },
  { perOrganization: quotas },
).map((request) => (world) => ({
  ...answerOf(claimIn(world, request)),
  text: () => `outbox.claim ${JSON.stringify(request)}`,
  ask: ({ outbox }) => afterwardsChanged(request, (given) => outbox.claim(given)),
}));

const outcomes: fc.Arbitrary<DeliveryOutcome> = fc.oneof(
  of((['sent', 'sent', 'sent', 'failed', 'dropped'] as const).map((kind) => ({ kind }))),
  of(moments).map((at) => ({ kind: 'retry', at }) as const),
);

/** Settlements of what is leased, if anything is; mostly under the lease that it has. */
export const settlements: fc.Arbitrary<Step> = fields(
  {
    place: fc.nat(9),
    isHolder: usually(true, false),
    lease: of(leaseIds),
    outcome: outcomes,
    at: of([...moments, ...laterMoments]),
  },
  {},
).map(({ place, isHolder, lease, outcome, at }) => (world) => {
  const all = [
    ...world.invitations.map(({ value }) => ({ kind: 'invitation', row: value }) as const),
    ...world.outbox.map(({ value }) => ({ kind: 'message', row: value }) as const),
  ];
  const leased = all.filter(({ row }) => row.delivery.lease !== undefined);
  const chosen = leased[place % leased.length] ?? all[place % all.length];
  const holder = isHolder ? chosen?.row.delivery.lease?.id : undefined;
  const settlement = {
    kind: chosen?.kind ?? 'invitation',
    id: chosen?.row.id ?? invitationId(1),
    leaseId: holder ?? lease,
    outcome,
    at,
  };
  return {
    ...answerOf(settleIn(world, settlement)),
    text: () => `outbox.settle ${JSON.stringify(settlement)}`,
    ask: ({ outbox }) => afterwardsChanged(settlement, (given) => outbox.settle(given)),
  };
});

export const prunings: fc.Arbitrary<Step> = fc
  .tuple(of(moments), of(limits))
  .map(([before, limit]) => (world) => ({
    ...answerOf(pruneIn(world, before, limit)),
    text: () => `outbox.prune ${JSON.stringify([before, limit])}`,
    ask: ({ outbox }) => afterwardsChanged(before, (given) => outbox.prune(given, limit)),
  }));

export const keyUses: fc.Arbitrary<Step> = fc
  .tuple(of(apiKeyIds), of([...moments, ...laterMoments]))
  .map(([id, at]) => (world) => ({
    ...answerOf(useIn(world, id, at)),
    text: () => `apiKeys.recordUse ${JSON.stringify([id, at])}`,
    ask: ({ apiKeys }) => afterwardsChanged(at, (given) => apiKeys.recordUse(id, given)),
  }));

function answerOf({ world, answer }: WriteResult<unknown>): Pick<Write, 'world' | 'answers'> {
  return { world, answers: [answer] };
}
