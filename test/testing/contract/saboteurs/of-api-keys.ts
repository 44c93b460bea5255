// Storages that lose API keys, or do not keep to themselves when one was used.
import type { ApiKeyId } from '../../../../src/domain/shared/ids.js';
import type { Storage } from '../../../../src/ports/storage.js';
import { aside, boundless, replacing, type Saboteur, saboteur } from './saboteur.js';

/** Keeps the time of the last use that `isKept` lets through, whatever was noted before. */
function noting(isKept: (before: Date | undefined, at: Date) => boolean) {
  return (storage: Storage): Storage => {
    const uses = new Map<string, Date>();
    const { keys } = storage;
    return {
      ...storage,
      keys: {
        ...keys,
        async noteUsed(id: ApiKeyId, at: Date) {
          if (isKept(uses.get(id), at)) uses.set(id, at);
        },
        async findById(id: ApiKeyId) {
          const found = await keys.findById(id);
          const lastUsedAt = uses.get(id);
          if (found === null || lastUsedAt === undefined) return found;
          return { ...found, value: { ...found.value, lastUsedAt } };
        },
      },
    };
  };
}

export const saboteursOfApiKeys: readonly Saboteur[] = [
  saboteur(
    'hides keys that were revoked',
    ['READ-60', 'READ-61', 'ROUNDTRIP-15'],
    replacing('keys', (real) => ({
      findById: async (id) => {
        const found = await real.findById(id);
        return found?.value.revokedAt === undefined ? found : null;
      },
      ofOwner: async (owner, limit) => {
        const rows = await real.ofOwner(owner, limit);
        return rows.filter(({ value }) => value.revokedAt === undefined);
      },
    })),
  ),
  saboteur(
    'gives keys without a limit',
    ['READ-61'],
    replacing('keys', (real) => ({ ofOwner: (owner) => real.ofOwner(owner, boundless) })),
  ),
  saboteur(
    'notes no use',
    ['NOTE-1'],
    replacing('keys', () => ({ noteUsed: async () => {} })),
  ),
  saboteur(
    'notes every use',
    ['NOTE-2'],
    noting(() => true),
  ),
  saboteur(
    'notes the first use and none after it',
    ['NOTE-2'],
    noting((before) => before === undefined),
  ),
  saboteur(
    'notes a use that comes in late',
    ['NOTE-2'],
    noting((before, at) => before === undefined || Math.abs(Number(at) - Number(before)) >= 60_000),
  ),
  saboteur(
    'takes a use for a change of the key',
    ['NOTE-1', 'NOTE-3'],
    replacing('keys', (real, { commit }) => ({
      noteUsed: async (id, at) => {
        await real.noteUsed(id, at);
        const row = await real.findById(id);
        if (row === null) return;
        const { version: expected } = row;
        await commit(aside([{ kind: 'touch', collection: 'apikeys', id, expected }]));
      },
    })),
  ),
];
