// Mutants with wrong claims and settlements.
import type { DeliveryLeaseId } from '../../../../src/domain/shared/ids.js';
import type {
  ClaimedItem,
  DeliveryClaimRequest,
  DeliverySettlement,
  Outbox,
  Storage,
} from '../../../../src/ports/storage.js';
import { atMinute } from '../../../../src/testing/contract/fixtures.js';
import {
  fieldOf,
  type StorageMutant,
  setField,
  storageMutant,
  withAlteredAnswer,
  withAlteredData,
} from './storage-mutant.js';

type ClaimReplacement = (
  claim: DeliveryClaimRequest,
  outbox: Outbox,
) => Promise<readonly ClaimedItem[]>;
type SettleReplacement = (settlement: DeliverySettlement, outbox: Outbox) => Promise<boolean>;

function withClaim(claim: ClaimReplacement): (storage: Storage) => Storage {
  return ({ outbox, ...storage }) => ({
    ...storage,
    outbox: { ...outbox, claim: (given) => claim(given, outbox) },
  });
}

function withSettle(settle: SettleReplacement): (storage: Storage) => Storage {
  return ({ outbox, ...storage }) => ({
    ...storage,
    outbox: { ...outbox, settle: (given) => settle(given, outbox) },
  });
}

/** Settles for every caller with the lease of the real holder. */
function withSettleByAnybody({ outbox, ...storage }: Storage): Storage {
  const holders = new Map<string, DeliveryLeaseId>();
  return {
    ...storage,
    outbox: {
      ...outbox,
      async claim(given) {
        const claimed = await outbox.claim(given);
        for (const { id } of claimed) holders.set(id, given.lease.id);
        return claimed;
      },
      settle: (given) =>
        outbox.settle({ ...given, leaseId: holders.get(given.id) ?? given.leaseId }),
    },
  };
}

const claimMutants: readonly StorageMutant[] = [
  storageMutant(
    'claims rows before they are due',
    ['OUTBOX-1', 'OUTBOX-12'],
    withClaim((claim, { claim: real }) =>
      real({ ...claim, now: new Date(claim.now.getTime() + 60_000) }),
    ),
  ),
  storageMutant(
    'claims the latest first',
    ['OUTBOX-2'],
    withClaim(async (claim, { claim: real }) => (await real(claim)).toReversed()),
  ),
  storageMutant(
    'claims without a limit',
    ['OUTBOX-2'],
    withClaim((claim, { claim: real }) => real({ ...claim, limit: 1_000 })),
  ),
  storageMutant(
    'gives leases that end at once',
    ['OUTBOX-3', 'OUTBOX-8'],
    withClaim((claim, { claim: real }) =>
      real({ ...claim, lease: { ...claim.lease, until: claim.now } }),
    ),
  ),
  storageMutant(
    'gives leases that never end',
    ['OUTBOX-3', 'OUTBOX-4'],
    withClaim((claim, { claim: real }) =>
      real({ ...claim, lease: { ...claim.lease, until: atMinute(999_999) } }),
    ),
  ),
  storageMutant('gives several relays the same rows', ['OUTBOX-8'], (storage) => {
    let running: Promise<readonly ClaimedItem[]> | null = null;
    return withClaim((claim, { claim: real }) => {
      running ??= real(claim).finally(() => {
        running = null;
      });
      return running;
    })(storage);
  }),
  storageMutant(
    'returns claimed rows without the new attempt',
    ['OUTBOX-4', 'OUTBOX-5'],
    withAlteredAnswer('outbox.claim', (answer) => {
      if (!Array.isArray(answer)) return;
      for (const item of answer) {
        const row = fieldOf(item, 'invitation') ?? fieldOf(item, 'message');
        setField(fieldOf(row, 'delivery'), 'attempts', 0);
      }
    }),
  ),
  storageMutant(
    'stores an expiry that is a day too late',
    ['OUTBOX-6', 'READ-23'],
    withAlteredData((part, name) =>
      name === 'expiresAt' && part instanceof Date
        ? new Date(part.getTime() + 24 * 60 * 60_000)
        : part,
    ),
  ),
  storageMutant(
    'claims the deliveries of every channel',
    ['OUTBOX-20'],
    withClaim(async (claim, { claim: real }) => {
      const mail = await real({ ...claim, channel: 'mail' });
      return [...mail, ...(await real({ ...claim, channel: 'webhooks' }))].slice(0, claim.limit);
    }),
  ),
  storageMutant(
    'lets one organization take all',
    ['OUTBOX-21', 'OUTBOX-22'],
    withClaim(({ perOrganization: _, ...claim }, { claim: real }) => real(claim)),
  ),
  storageMutant(
    'knows no allowances',
    ['OUTBOX-21'],
    withClaim((claim, { claim: real }) =>
      real(
        claim.perOrganization === undefined
          ? claim
          : { ...claim, perOrganization: { ...claim.perOrganization, allowances: [] } },
      ),
    ),
  ),
  storageMutant(
    'counts what is over the quota of its organization toward the limit',
    ['OUTBOX-21'],
    withClaim((claim, { claim: real }) =>
      real(claim.perOrganization === undefined ? claim : { ...claim, limit: claim.limit - 1 }),
    ),
  ),
  storageMutant(
    'counts rows that must not be sent toward the limit',
    ['OUTBOX-7'],
    withClaim(async (claim, { claim: real }) => (claim.limit === 1 ? [] : real(claim))),
  ),
];

const settleMutants: readonly StorageMutant[] = [
  storageMutant(
    'does not record that a mail was sent',
    ['OUTBOX-9'],
    withSettle((given, { settle: real }) =>
      real(given.outcome.kind === 'sent' ? { ...given, outcome: { kind: 'failed' } } : given),
    ),
  ),
  storageMutant(
    'records every failure as sent',
    ['OUTBOX-10'],
    withSettle((given, { settle: real }) => real({ ...given, outcome: { kind: 'sent' } })),
  ),
  storageMutant(
    'records every outcome as retry',
    ['OUTBOX-11', 'OUTBOX-14', 'OUTBOX-15'],
    withSettle((given, { settle: real }) =>
      real({ ...given, outcome: { kind: 'retry', at: given.at } }),
    ),
  ),
  storageMutant(
    'ignores the time of the next attempt',
    ['OUTBOX-12', 'DETACHED-5'],
    withSettle((given, { settle: real }) =>
      real(
        given.outcome.kind === 'retry'
          ? { ...given, outcome: { kind: 'retry', at: atMinute(0) } }
          : given,
      ),
    ),
  ),
  storageMutant('settles for anybody', ['OUTBOX-13'], withSettleByAnybody),
  storageMutant(
    'refuses late settlements',
    ['OUTBOX-14'],
    withSettle(async (given, { settle: real }) => given.at < atMinute(30) && real(given)),
  ),
  storageMutant(
    'always returns true from settle',
    ['OUTBOX-13', 'OUTBOX-15', 'OUTBOX-16', 'OUTBOX-17', 'OUTBOX-18'],
    withSettle(async (given, { settle: real }) => (await real(given)) || true),
  ),
];

export const outboxMutants: readonly StorageMutant[] = [...claimMutants, ...settleMutants];
