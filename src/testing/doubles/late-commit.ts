import type { Storage } from '../../ports/storage.js';
import { lostCommit } from './faulty-storage.js';
import { passThrough } from './pass-through.js';

/** A storage whose network may hold a commit back: it has not been written, and may yet be. */
export interface LateCommit extends Storage {
  /** The next so many commits are held back; each is reported as `outcome_unknown`. */
  holdNext(commits?: number): void;
  /** How many are held back. */
  held(): number;
  /** Lets all that is held back land, and says what the storage made of each. */
  land(): Promise<readonly PromiseSettledResult<unknown>[]>;
}

/** Passes every call on to `storage`, but for the commits that are to be held back. */
export function lateCommit(storage: Storage): LateCommit {
  const held: (() => Promise<unknown>)[] = [];
  let toHold = 0;
  const through = passThrough(storage, async (call, proceed) => {
    if (call.port !== 'storage' || call.method !== 'commit' || toHold === 0) return proceed();
    toHold -= 1;
    held.push(proceed);
    throw lostCommit(call.args[0]);
  });
  return {
    ...through,
    holdNext(commits = 1) {
      toHold = commits;
    },
    held: () => held.length,
    land: () => Promise.allSettled(held.splice(0).map((proceed) => proceed())),
  };
}
