import type { Storage } from '../../ports/storage.js';
import { interceptStorage, type StorageCall } from './intercept-storage.js';

/** A call with its outcome. */
export interface RecordedCall {
  /** The name of the recorder: who called. */
  readonly by: string;
  readonly call: StorageCall;
  readonly outcome: PromiseSettledResult<unknown>;
}

export interface RecordingStorage extends Storage {
  /** All calls, in the order in which they ended. */
  readonly calls: readonly RecordedCall[];
}

/** Keeps every call. Several recorders with different names (`by`) may share one list (`calls`). */
export function recordingStorage(
  storage: Storage,
  { by = '', calls = [] }: { readonly by?: string; readonly calls?: RecordedCall[] } = {},
): RecordingStorage {
  const recorded = interceptStorage(storage, async (call, proceed) => {
    const answer = proceed();
    const [outcome] = await Promise.allSettled([answer]);
    calls.push({ by, call, outcome });
    return answer;
  });
  return { ...recorded, calls };
}
