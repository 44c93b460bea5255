import type { Storage } from '../../ports/storage.js';

/** A call of a storage with the name of its method. */
export interface NamedStorageCall {
  readonly name: string;
  readonly call: (storage: Storage) => Promise<unknown>;
}
