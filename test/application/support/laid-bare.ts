// What a whole run says, stores and logs, laid open, so that a secret in it is found.
import { inspect } from 'node:util';
import type { Connection } from 'mongoose';
import { afterAll, type MockInstance, vi } from 'vitest';
import { memoryStorage } from '../../../src/adapters/memory/index.js';
import { mongooseStorage } from '../../../src/adapters/mongoose/index.js';
import type { Storage } from '../../../src/index.js';
import { freshConnection } from '../../support/mongo.js';

/** What is printed in a file that calls this. */
export function consoleSpies(): readonly MockInstance[] {
  afterAll(() => vi.restoreAllMocks());
  const methods = ['log', 'info', 'warn', 'error', 'debug'] as const;
  return methods.map((method) => vi.spyOn(console, method));
}

/** A value to its last field, hidden ones too. */
export function print(value: unknown): string {
  return inspect(value, {
    depth: Number.POSITIVE_INFINITY,
    maxArrayLength: null,
    maxStringLength: null,
    breakLength: Number.POSITIVE_INFINITY,
    showHidden: true,
  });
}

export interface Opened {
  readonly storage: Storage;
  /** The database itself, for what a storage might keep beside what it is asked for. */
  readonly connection: Connection | null;
}

export const opening = {
  memory: async (): Promise<Opened> => ({ storage: memoryStorage(), connection: null }),
  async mongoose(): Promise<Opened> {
    const connection = await freshConnection();
    const storage = mongooseStorage({ connection });
    await storage.ensureIndexes();
    return { storage, connection };
  },
};
