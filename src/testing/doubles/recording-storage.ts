import type { Storage } from '../../ports/storage.js';
import { passThrough, type StorageCall } from './pass-through.js';

/** A call with what came of it. */
export interface RecordedCall {
  /** The name given to the recorder: who called. */
  readonly by: string;
  readonly call: StorageCall;
  readonly outcome: PromiseSettledResult<unknown>;
}

export interface RecordingStorage extends Storage {
  /** In the order in which the answers came. */
  readonly calls: readonly RecordedCall[];
}

/** Keeps every call. Recorders with names of their own may write to one list. */
export function recordingStorage(
  storage: Storage,
  { by = '', calls = [] }: { readonly by?: string; readonly calls?: RecordedCall[] } = {},
): RecordingStorage {
  const recorded = passThrough(storage, async (call, proceed) => {
    const answer = proceed();
    const [outcome] = await Promise.allSettled([answer]);
    calls.push({ by, call, outcome });
    return answer;
  });
  return { ...recorded, calls };
}
