// How often a command tries again, and what it gives up with.
import { beforeEach, describe, expect, it } from 'vitest';
import { memoryStorage } from '../../../src/adapters/memory/index.js';
import { type Pacing, StorageError } from '../../../src/index.js';
import {
  noPacing,
  passThrough,
  type RecordingStorage,
  recordingStorage,
} from '../../../src/testing/doubles/index.js';
import {
  besides,
  organizationOf,
  type Person,
  person,
  type World,
  worldOn,
} from '../../support/guildhall.js';
import { faultOf, landed, losingAnswers } from '../support/calls.js';

let recorded: RecordingStorage;
let world: World;
let ada: Person;
beforeEach(async () => {
  recorded = recordingStorage(memoryStorage());
  world = worldOn(recorded, { pacing: noPacing() });
  ada = await person(world);
});

type Commit = (proceed: () => Promise<unknown>) => Promise<void>;

/** A service whose commits do this instead; pauses are told of. */
function committing(commit: Commit, options: { readonly pacing?: Pacing } = {}): World {
  const storage = passThrough(recorded, async (call, proceed) => {
    if (call.method === 'commit') await commit(proceed);
    return proceed();
  });
  return besides(world, storage, options);
}

const found = ({ guildhall }: World, options = {}) =>
  guildhall.organizations.found(ada.actor, { name: 'Acme' }, options);

function failingAlways(code: 'version_conflict' | 'unavailable' | 'misconfigured'): Commit {
  let failures = 0;
  return async () => {
    failures += 1;
    throw new StorageError(code, `failure ${failures}`);
  };
}

/** Counts pauses, each of which takes a second. */
function countingPacing(): Pacing & { readonly attempts: number[] } {
  const attempts: number[] = [];
  return {
    attempts,
    pause: async (attempt) => {
      attempts.push(attempt);
    },
    wait: async () => {},
    elapsed: () => attempts.length * 1_000,
  };
}

describe('the deadline', () => {
  it.each(['version_conflict', 'unavailable'] as const)(
    'ends the tries after ten seconds with the last %s',
    async (code) => {
      const pacing = countingPacing();
      const fault = await faultOf(found(committing(failingAlways(code), { pacing })));
      expect(fault).toMatchObject({ code, message: 'failure 11' });
      expect(pacing.attempts).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
      expect(landed(recorded)).toHaveLength(1);
    },
  );

  it('ends them sooner or later as the policy says', async () => {
    const pacing = countingPacing();
    const slow = committing(failingAlways('unavailable'), { pacing });
    const strict = besides(slow, slow.storage, { policy: { commandDeadline: 2 } });
    expect(await faultOf(found(strict))).toMatchObject({ message: 'failure 3' });
  });

  it('leaves a lost answer unknown, with the operation to repeat', async () => {
    const deaf = besides(world, losingAnswers(recorded), { pacing: countingPacing() });
    const fault = await faultOf(found(deaf));
    expect(fault.code).toBe('outcome_unknown');
    expect(fault.operationId).toBe(landed(recorded).at(-1)?.journal.id);
  });
});

describe('a fault that another try does not mend', () => {
  it.each(['misconfigured'] as const)('is thrown at once: %s', async (code) => {
    const pacing = countingPacing();
    const fault = await faultOf(found(committing(failingAlways(code), { pacing })));
    expect(fault).toMatchObject({ code, message: 'failure 1' });
    expect(pacing.attempts).toEqual([]);
  });

  it('is thrown as it is where it is a defect', async () => {
    const defect = new TypeError('a mistake');
    const broken = committing(() => Promise.reject(defect));
    await expect(found(broken)).rejects.toBe(defect);
  });
});

describe('a signal', () => {
  it('that was aborted before keeps the command from beginning', async () => {
    const before = recorded.calls.length;
    const signal = AbortSignal.abort(new Error('no longer wanted'));
    await expect(found(world, { signal })).rejects.toThrow('no longer wanted');
    expect(recorded.calls.slice(before)).toEqual([]);
  });

  it('that aborts between two tries ends them, and nothing was written', async () => {
    const abort = new AbortController();
    const stopping = committing(async () => {
      abort.abort(new Error('no longer wanted'));
      throw new StorageError('unavailable', 'away');
    });
    await expect(found(stopping, { signal: abort.signal })).rejects.toThrow('no longer wanted');
    expect(landed(recorded)).toHaveLength(1);
  });

  it('that aborts while an answer is lost leaves the outcome unknown', async () => {
    const abort = new AbortController();
    const stopping = committing(async (proceed) => {
      await proceed();
      abort.abort();
      throw new StorageError('outcome_unknown', 'the answer is lost');
    });
    const { storage } = besides(stopping, losingAnswers(stopping.storage));
    const fault = await faultOf(found(besides(world, storage), { signal: abort.signal }));
    expect(fault.code).toBe('outcome_unknown');
    expect(landed(recorded)).toHaveLength(2);
  });

  it('that is never aborted changes nothing', async () => {
    const { signal } = new AbortController();
    expect(await found(world, { signal })).toMatchObject({ ok: true });
    expect(await organizationOf(world, ada)).toMatchObject({ name: 'Mentra Labs' });
  });
});
