// Collects everything that a run returns, stores and logs, so that a test can search it for secrets.
import { inspect } from 'node:util';
import type { Connection } from 'mongoose';
import { afterAll, type MockInstance, vi } from 'vitest';
import { memoryStorage } from '../../../src/adapters/memory/index.js';
import { mongooseStorage } from '../../../src/adapters/mongoose/index.js';
import type { Storage } from '../../../src/index.js';
import { openTestConnection } from '../../support/mongo-connections.js';

/** Records what the console prints in the calling test file. */
export function spyOnConsole(): readonly MockInstance[] {
  afterAll(() => vi.restoreAllMocks());
  const methods = ['log', 'info', 'warn', 'error', 'debug'] as const;
  return methods.map((method) => vi.spyOn(console, method));
}

/** The value as text with all its fields, hidden ones too. */
export function inspectDeep(value: unknown): string {
  return inspect(value, {
    depth: Number.POSITIVE_INFINITY,
    maxArrayLength: null,
    maxStringLength: null,
    breakLength: Number.POSITIVE_INFINITY,
    showHidden: true,
  });
}

export interface OpenedTestStorage {
  readonly storage: Storage;
  /** The database, to search for anything else that the storage keeps. */
  readonly connection: Connection | null;
}

export const openTestStorage = {
  memory: async (): Promise<OpenedTestStorage> => ({ storage: memoryStorage(), connection: null }),
  async mongoose(): Promise<OpenedTestStorage> {
    const connection = await openTestConnection();
    const storage = mongooseStorage({ connection });
    await storage.ensureIndexes();
    return { storage, connection };
  },
};
