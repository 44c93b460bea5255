// Sequences find faults: each storage here has one, with the same effect as a rule missing in the core.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryStorage } from '../../../src/adapters/memory/index.js';
import type { Change, Storage } from '../../../src/index.js';
import { commandSequences, runSequence } from '../../../src/testing/index.js';
import { withChanges, withMethods } from '../altered-storage.js';

const sequences = 1_000;

/** The sequences about people and organizations; those about apps ask for an overview. */
const sequencesWithoutApps = commandSequences().filter((steps) =>
  steps.every(({ method }) => method !== 'overview'),
);

/** A storage in which `rewrite` replaces each change; null leaves the change out. */
function withRewrittenOperations(
  rewrite: (change: Change) => Change | null,
): (storage: Storage) => Storage {
  return withChanges(async (change) => {
    const rewritten = rewrite(change);
    return rewritten === null ? [] : [rewritten];
  });
}

const plantedFaults: readonly { description: string; plant: (storage: Storage) => Storage }[] = [
  {
    description: 'forgets how often an organization was restored',
    plant: withRewrittenOperations((change) =>
      change.kind === 'update' && change.collection === 'organizations'
        ? { ...change, value: { ...change.value, restoreCount: 0 } }
        : change,
    ),
  },
  {
    description: 'does not revoke invitations',
    plant: withRewrittenOperations((change) =>
      change.kind === 'update' &&
      change.collection === 'invitations' &&
      change.value.state === 'revoked'
        ? null
        : change,
    ),
  },
  {
    description: 'stores a dropped mail of a closed invitation as if there was none',
    plant: withRewrittenOperations((change) =>
      change.kind === 'update' &&
      change.collection === 'invitations' &&
      change.value.delivery.state === 'dropped'
        ? { ...change, value: { ...change.value, delivery: { state: 'none', attempts: 0 } } }
        : change,
    ),
  },
  {
    description: 'forgets former slugs',
    plant: withRewrittenOperations((change) =>
      change.kind === 'update' && change.collection === 'slugs' && change.value.state === 'former'
        ? {
            kind: 'remove',
            collection: 'slugs',
            id: change.id,
            expectedVersion: change.expectedVersion,
          }
        : change,
    ),
  },
  {
    description: 'counts one pending invitation too few',
    plant: withMethods('invitations', (real) => ({
      async readForInviting(...args) {
        const read = await real.readForInviting(...args);
        return { ...read, pendingCount: Math.max(0, read.pendingCount - 1) };
      },
    })),
  },
  {
    description: 'finds no expired invitation to renew',
    plant: withMethods('invitations', (real) => ({
      async readForInviting(...given) {
        const read = await real.readForInviting(...given);
        const addressees = read.addressees.map(({ reusableInvitation: found, ...addressee }) => ({
          ...addressee,
          reusableInvitation: found?.value.state === 'pending' ? found : null,
        }));
        return { ...read, addressees };
      },
    })),
  },
  {
    description: 'counts admins who cannot sign in',
    plant: withMethods('memberships', (real) => ({
      async listActiveAdminIds(organizationId, limit) {
        const members = await real.listAllByOrganization(organizationId, 100);
        const admins = members.filter(
          ({ value }) => value.role === 'admin' && value.state === 'active',
        );
        return admins.map(({ value }) => value.userId).slice(0, limit);
      },
    })),
  },
  {
    description: 'does not record what was sent',
    plant: withMethods('outbox', () => ({ settle: async () => true })),
  },
];

describe('sequences', () => {
  it.each(plantedFaults)('find a storage that $description', async ({ plant }) => {
    const { failed, errorInstance } = await fc.check(
      fc.asyncProperty(sequencesWithoutApps, async (commands) => {
        const planted = { name: 'planted', storage: plant(memoryStorage()) };
        const { difference } = await runSequence(commands, [planted]);
        if (difference !== null) throw new Error(difference);
      }),
      { numRuns: sequences, endOnFailure: true },
    );
    expect(failed, String(errorInstance)).toBe(true);
  });
});
