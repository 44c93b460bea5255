// Mutants that lose API keys or record their use wrongly.
import type { ApiKeyId } from '../../../../src/domain/shared/ids.js';
import type { Storage } from '../../../../src/ports/storage.js';
import {
  extraOperation,
  noLimit,
  type StorageMutant,
  storageMutant,
  withMethods,
} from './storage-mutant.js';

/** Records the uses that `isKept` accepts. */
function withUsageRecording(isKept: (before: Date | undefined, at: Date) => boolean) {
  return (storage: Storage): Storage => {
    const uses = new Map<string, Date>();
    const { apiKeys } = storage;
    return {
      ...storage,
      apiKeys: {
        ...apiKeys,
        async recordUse(id: ApiKeyId, at: Date) {
          if (isKept(uses.get(id), at)) uses.set(id, at);
        },
        async findById(id: ApiKeyId) {
          const found = await apiKeys.findById(id);
          const lastUsedAt = uses.get(id);
          if (found === null || lastUsedAt === undefined) return found;
          return { ...found, value: { ...found.value, lastUsedAt } };
        },
      },
    };
  };
}

export const apiKeyMutants: readonly StorageMutant[] = [
  storageMutant(
    'hides revoked keys',
    ['READ-60', 'READ-61', 'ROUNDTRIP-15'],
    withMethods('apiKeys', (real) => ({
      findById: async (id) => {
        const found = await real.findById(id);
        return found?.value.revokedAt === undefined ? found : null;
      },
      listByOwner: async (owner, limit) => {
        const rows = await real.listByOwner(owner, limit);
        return rows.filter(({ value }) => value.revokedAt === undefined);
      },
    })),
  ),
  storageMutant(
    'lists keys without a limit',
    ['READ-61'],
    withMethods('apiKeys', (real) => ({
      listByOwner: (owner) => real.listByOwner(owner, noLimit),
    })),
  ),
  storageMutant(
    'records no use',
    ['NOTE-1'],
    withMethods('apiKeys', () => ({ recordUse: async () => {} })),
  ),
  storageMutant(
    'records every use',
    ['NOTE-2'],
    withUsageRecording(() => true),
  ),
  storageMutant(
    'records only the first use',
    ['NOTE-2'],
    withUsageRecording((before) => before === undefined),
  ),
  storageMutant(
    'records an earlier use over a later one',
    ['NOTE-2'],
    withUsageRecording(
      (before, at) => before === undefined || Math.abs(Number(at) - Number(before)) >= 60_000,
    ),
  ),
  storageMutant(
    'raises the version with every use',
    ['NOTE-1', 'NOTE-3'],
    withMethods('apiKeys', (real, { commit }) => ({
      recordUse: async (id, at) => {
        await real.recordUse(id, at);
        const row = await real.findById(id);
        if (row === null) return;
        const { version: expectedVersion } = row;
        await commit(
          extraOperation([{ kind: 'touch', collection: 'apikeys', id, expectedVersion }]),
        );
      },
    })),
  ),
  storageMutant(
    'writes the whole key back when it records a use',
    ['NOTE-4'],
    withMethods('apiKeys', (real, { commit }) => ({
      recordUse: async (id, at) => {
        const before = await real.findById(id);
        await Promise.resolve();
        const now = await real.findById(id);
        if (before === null || now === null) return;
        await commit(
          extraOperation([
            {
              kind: 'update',
              collection: 'apikeys',
              id,
              expectedVersion: now.version,
              value: { ...before.value, lastUsedAt: at },
            },
          ]),
        ).catch(() => {});
      },
    })),
  ),
];
