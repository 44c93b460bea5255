// Storages on which relays get in each other's way.
import type { LeaseId } from '../../../../src/domain/shared/ids.js';
import type { Claim, Claimed, Outbox, Settlement, Storage } from '../../../../src/ports/storage.js';
import { at } from '../../../../src/testing/contract/specimens.js';
import { answering, field, type Saboteur, saboteur, setField, storing } from './saboteur.js';

type Claiming = (claim: Claim, outbox: Outbox) => Promise<readonly Claimed[]>;
type Settling = (settlement: Settlement, outbox: Outbox) => Promise<boolean>;

function claiming(claim: Claiming): (storage: Storage) => Storage {
  return ({ outbox, ...storage }) => ({
    ...storage,
    outbox: { ...outbox, claim: (given) => claim(given, outbox) },
  });
}

function settling(settle: Settling): (storage: Storage) => Storage {
  return ({ outbox, ...storage }) => ({
    ...storage,
    outbox: { ...outbox, settle: (given) => settle(given, outbox) },
  });
}

/** Settles for whoever asks, under the lease that holds the row. */
function settlingForAnybody({ outbox, ...storage }: Storage): Storage {
  const holders = new Map<string, LeaseId>();
  return {
    ...storage,
    outbox: {
      ...outbox,
      async claim(given) {
        const claimed = await outbox.claim(given);
        for (const { id } of claimed) holders.set(id, given.lease.id);
        return claimed;
      },
      settle: (given) => outbox.settle({ ...given, lease: holders.get(given.id) ?? given.lease }),
    },
  };
}

const ofClaims: readonly Saboteur[] = [
  saboteur(
    'sends what is not due yet',
    ['OUTBOX-1', 'OUTBOX-12'],
    claiming((claim, { claim: real }) =>
      real({ ...claim, now: new Date(claim.now.getTime() + 60_000) }),
    ),
  ),
  saboteur(
    'sends the newest first',
    ['OUTBOX-2'],
    claiming(async (claim, { claim: real }) => (await real(claim)).toReversed()),
  ),
  saboteur(
    'sends without a limit',
    ['OUTBOX-2'],
    claiming((claim, { claim: real }) => real({ ...claim, limit: 1_000 })),
  ),
  saboteur(
    'leases for no time at all',
    ['OUTBOX-3', 'OUTBOX-8'],
    claiming((claim, { claim: real }) =>
      real({ ...claim, lease: { ...claim.lease, until: claim.now } }),
    ),
  ),
  saboteur(
    'leases for ever',
    ['OUTBOX-3', 'OUTBOX-4'],
    claiming((claim, { claim: real }) =>
      real({ ...claim, lease: { ...claim.lease, until: at(999_999) } }),
    ),
  ),
  saboteur('gives several relays the same', ['OUTBOX-8'], (storage) => {
    let running: Promise<readonly Claimed[]> | null = null;
    return claiming((claim, { claim: real }) => {
      running ??= real(claim).finally(() => {
        running = null;
      });
      return running;
    })(storage);
  }),
  saboteur(
    'gives rows as they were before the claim',
    ['OUTBOX-4', 'OUTBOX-5'],
    answering('outbox.claim', (answer) => {
      if (!Array.isArray(answer)) return;
      for (const item of answer) {
        const row = field(item, 'invitation') ?? field(item, 'message');
        setField(field(row, 'delivery'), 'attempts', 0);
      }
    }),
  ),
  saboteur(
    'keeps an invitation open for a day longer',
    ['OUTBOX-6', 'READ-23'],
    storing((part, name) =>
      name === 'expiresAt' && part instanceof Date
        ? new Date(part.getTime() + 24 * 60 * 60_000)
        : part,
    ),
  ),
  saboteur(
    'lets rows that may not be sent take places',
    ['OUTBOX-7'],
    claiming(async (claim, { claim: real }) => (claim.limit === 1 ? [] : real(claim))),
  ),
];

const ofSettlements: readonly Saboteur[] = [
  saboteur(
    'notes no sending',
    ['OUTBOX-9'],
    settling((given, { settle: real }) =>
      real(given.outcome.kind === 'sent' ? { ...given, outcome: { kind: 'failed' } } : given),
    ),
  ),
  saboteur(
    'takes every failure for a success',
    ['OUTBOX-10'],
    settling((given, { settle: real }) => real({ ...given, outcome: { kind: 'sent' } })),
  ),
  saboteur(
    'tries again whatever came of it',
    ['OUTBOX-11', 'OUTBOX-14', 'OUTBOX-15'],
    settling((given, { settle: real }) =>
      real({ ...given, outcome: { kind: 'retry', at: given.at } }),
    ),
  ),
  saboteur(
    'tries again at once',
    ['OUTBOX-12', 'DETACHED-5'],
    settling((given, { settle: real }) =>
      real(
        given.outcome.kind === 'retry'
          ? { ...given, outcome: { kind: 'retry', at: at(0) } }
          : given,
      ),
    ),
  ),
  saboteur('settles for anybody', ['OUTBOX-13'], settlingForAnybody),
  saboteur(
    'settles nothing that is late',
    ['OUTBOX-14'],
    settling(async (given, { settle: real }) => given.at < at(30) && real(given)),
  ),
  saboteur(
    'always says that it settled',
    ['OUTBOX-13', 'OUTBOX-15', 'OUTBOX-16', 'OUTBOX-17', 'OUTBOX-18'],
    settling(async (given, { settle: real }) => (await real(given)) || true),
  ),
];

export const saboteursOfRelays: readonly Saboteur[] = [...ofClaims, ...ofSettlements];
