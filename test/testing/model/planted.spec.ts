// The model notices: storages with one fault each, as a rule forgotten in the core would leave them behind.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryStorage } from '../../../src/adapters/memory/index.js';
import type { Change, Storage } from '../../../src/index.js';
import { commandSequences, runSequence } from '../../../src/testing/index.js';
import { changing, replacing } from '../contract/saboteurs/saboteur.js';

const sequences = 1_000;

/** Each change to a row rewritten, or left out where the answer is null. */
function rewriting(rewrite: (change: Change) => Change | null): (storage: Storage) => Storage {
  return changing(async (change) => {
    const rewritten = rewrite(change);
    return rewritten === null ? [] : [rewritten];
  });
}

const planted: readonly { does: string; plant: (storage: Storage) => Storage }[] = [
  {
    does: 'forgets how often an organization was restored',
    plant: rewriting((change) =>
      change.kind === 'update' && change.collection === 'organizations'
        ? { ...change, value: { ...change.value, restorations: 0 } }
        : change,
    ),
  },
  {
    does: 'leaves the invitations of those who go as they are',
    plant: rewriting((change) =>
      change.kind === 'update' &&
      change.collection === 'invitations' &&
      change.value.state === 'revoked'
        ? null
        : change,
    ),
  },
  {
    does: 'keeps what was queued of a closed invitation',
    plant: rewriting((change) =>
      change.kind === 'update' &&
      change.collection === 'invitations' &&
      change.value.delivery.state === 'dropped'
        ? { ...change, value: { ...change.value, delivery: { state: 'none', attempts: 0 } } }
        : change,
    ),
  },
  {
    does: 'forgets former slugs',
    plant: rewriting((change) =>
      change.kind === 'update' && change.collection === 'slugs' && change.value.state === 'former'
        ? { kind: 'remove', collection: 'slugs', id: change.id, expected: change.expected }
        : change,
    ),
  },
  {
    does: 'counts one pending invitation too few',
    plant: replacing('invitations', (real) => ({
      countPending: async (...args) => Math.max(0, (await real.countPending(...args)) - 1),
    })),
  },
  {
    does: 'finds no expired invitation to renew',
    plant: replacing('invitations', (real) => ({
      async findOpen(...args) {
        const open = await real.findOpen(...args);
        return open?.value.state === 'pending' ? open : null;
      },
    })),
  },
  {
    does: 'counts admins who cannot sign in',
    plant: replacing('memberships', (real) => ({
      async adminsAbleToSignIn(organizationId, limit) {
        const members = await real.ofOrganization(organizationId, 100);
        const admins = members.filter(
          ({ value }) => value.role === 'admin' && value.state === 'active',
        );
        return admins.map(({ value }) => value.userId).slice(0, limit);
      },
    })),
  },
  {
    does: 'does not write down what was sent',
    plant: replacing('outbox', () => ({ settle: async () => true })),
  },
];

describe('sequences', () => {
  it.each(planted)('catch a storage that $does', async ({ plant }) => {
    const { failed, errorInstance } = await fc.check(
      fc.asyncProperty(commandSequences(), async (commands) => {
        const setting = { name: 'planted', storage: plant(memoryStorage()) };
        const { difference } = await runSequence(commands, [setting]);
        if (difference !== null) throw new Error(difference);
      }),
      { numRuns: sequences, endOnFailure: true },
    );
    expect(failed, String(errorInstance)).toBe(true);
  });
});
