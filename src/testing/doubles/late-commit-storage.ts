import type { Storage } from '../../ports/storage.js';
import { lostCommitError } from './faulty-storage.js';
import { interceptStorage } from './intercept-storage.js';

/** A storage that can hold back commits: a held commit is not written until it is released. */
export interface LateCommitStorage extends Storage {
  /** Holds back the next `commits` commits (1 if absent). Each fails with `outcome_unknown`. */
  holdNextCommits(commits?: number): void;
  /** The number of commits held back now. */
  heldCount(): number;
  /** Writes all held commits, and returns the result of each. */
  releaseHeld(): Promise<readonly PromiseSettledResult<unknown>[]>;
}

/** Passes every call to `storage`, except the commits to hold back. */
export function lateCommitStorage(storage: Storage): LateCommitStorage {
  const held: (() => Promise<unknown>)[] = [];
  let commitsToHold = 0;
  const through = interceptStorage(storage, async (call, proceed) => {
    if (call.port !== 'storage' || call.method !== 'commit' || commitsToHold === 0)
      return proceed();
    commitsToHold -= 1;
    held.push(proceed);
    throw lostCommitError(call.args[0]);
  });
  return {
    ...through,
    holdNextCommits(commits = 1) {
      commitsToHold = commits;
    },
    heldCount: () => held.length,
    releaseHeld: () => Promise.allSettled(held.splice(0).map((proceed) => proceed())),
  };
}
