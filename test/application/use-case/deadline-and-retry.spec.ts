// How long a command tries again, and with which error it stops.
import { beforeEach, describe, expect, it } from 'vitest';
import { memoryStorage } from '../../../src/adapters/memory/index.js';
import { timedPacing } from '../../../src/adapters/web/index.js';
import { type RetryPauses, StorageError, storageClock } from '../../../src/index.js';
import {
  interceptStorage,
  noPacing,
  type RecordingStorage,
  recordingStorage,
  type StorageCall,
} from '../../../src/testing/doubles/index.js';
import {
  assertPresent,
  createOrganization,
  createPerson,
  createSecondService,
  createWorld,
  type Person,
  type World,
} from '../../support/world.js';
import {
  isFence,
  journalIdOf,
  storageErrorOf,
  withLostAnswers,
  writtenCommands,
} from '../support/storage-calls.js';

let recorded: RecordingStorage;
let world: World;
let ada: Person;
beforeEach(async () => {
  recorded = recordingStorage(memoryStorage());
  world = createWorld(recorded, { pacing: noPacing() });
  ada = await createPerson(world);
});

type CommitReplacement = (proceed: () => Promise<unknown>) => Promise<void>;

/** A service with another `commit`, and with `pacing`. */
function serviceWithCommit(
  commit: CommitReplacement,
  options: { readonly pacing?: RetryPauses } = {},
): World {
  const storage = interceptStorage(recorded, async (call, proceed) => {
    if (call.method === 'commit') await commit(proceed);
    return proceed();
  });
  return createSecondService(world, storage, options);
}

const found = ({ guildhall }: World, options = {}) =>
  guildhall.organizations.create(ada.actor, { name: 'Acme' }, options);

function failingAlways(
  code: 'version_conflict' | 'unavailable' | 'misconfigured',
): CommitReplacement {
  let failures = 0;
  return async () => {
    failures += 1;
    throw new StorageError(code, `failure ${failures}`);
  };
}

/** Counts the pauses; each takes one second. */
function countingPacing(): RetryPauses & { readonly pauses: number } {
  let pauses = 0;
  const pause = async () => {
    pauses += 1;
  };
  return {
    get pauses() {
      return pauses;
    },
    backoff: pause,
    sleep: pause,
    startTimer: () => () => {},
    monotonicNow: () => pauses * 1_000,
  };
}

describe('the deadline', () => {
  // After the first conflict the command has its rows, and reads them again without a pause. Of the losses after that,
  // every fourth is followed by a commit that raises versions instead of a pause.
  it.each([
    ['version_conflict', 33],
    ['unavailable', 20],
  ] as const)('ends the retries after twenty seconds with the last %s', async (code, attempts) => {
    const pacing = countingPacing();
    const fault = await storageErrorOf(found(serviceWithCommit(failingAlways(code), { pacing })));
    expect(fault).toMatchObject({ code, message: `failure ${attempts}` });
    expect(pacing.pauses).toBe(20);
    expect(writtenCommands(recorded)).toHaveLength(1);
  });

  it('is set by the policy', async () => {
    const pacing = countingPacing();
    const slow = serviceWithCommit(failingAlways('unavailable'), { pacing });
    const strict = createSecondService(slow, slow.storage, { policy: { commandDeadline: 2 } });
    expect(await storageErrorOf(found(strict))).toMatchObject({ message: 'failure 2' });
  });

  it('ends in outcome_unknown with the operation id, where a commit gave no answer', async () => {
    const deaf = createSecondService(world, withLostAnswers(recorded), {
      pacing: countingPacing(),
    });
    const fault = await storageErrorOf(found(deaf));
    expect(fault.code).toBe('outcome_unknown');
    expect(journalIdOf(fault.operationId)).toBe(writtenCommands(recorded).at(-1)?.journal.id);
  });
});

interface HangingCall {
  readonly name: string;
  readonly isWrite: boolean;
  matches(call: StorageCall): boolean;
}

const calls: readonly HangingCall[] = [
  { name: 'the time', isWrite: false, matches: ({ method }) => method === 'time' },
  { name: 'a read', isWrite: false, matches: ({ method }) => method === 'readForCreation' },
  { name: 'a commit', isWrite: true, matches: ({ method }) => method === 'commit' },
];

/** A service whose storage does not answer to this call until it is let go. */
function serviceThatHangs({ matches }: HangingCall, policy = {}, pacing = timedPacing) {
  const hung = signalOnce();
  const released = signalOnce();
  const storage = interceptStorage(recorded, async (call, proceed) => {
    if (matches(call)) {
      hung.give();
      await released.given;
    }
    return proceed();
  });
  const options = { policy, pacing, serviceClock: storageClock(storage) };
  const service = createSecondService(world, storage, options);
  return { service, hangs: hung.given, letGo: released.give };
}

function signalOnce(): { readonly given: Promise<void>; give(): void } {
  let give = () => {};
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  return { given, give: () => give() };
}

describe('a command whose time is over', () => {
  it.each(calls)('ends, although the storage does not answer to $name', async (hanging) => {
    const { service, letGo } = serviceThatHangs(hanging, { commandDeadline: 1 });
    const written = writtenCommands(recorded).length;
    const fault = await storageErrorOf(found(service));
    expect(fault.code).toBe(hanging.isWrite ? 'outcome_unknown' : 'unavailable');
    letGo();
    // What still runs of it comes to its end before another command does.
    await createOrganization(world, ada);
    await createOrganization(world, ada);
    expect(writtenCommands(recorded)).toHaveLength(written + (hanging.isWrite ? 3 : 2));
  });

  it('writes nothing more, although its timer ended before the clock said so', async () => {
    const early: RetryPauses = {
      ...timedPacing,
      monotonicNow: () => 0,
      startTimer: (_milliseconds, end) => timedPacing.startTimer(1, end),
    };
    const { service, letGo } = serviceThatHangs(assertPresent(calls[1]), {}, early);
    const written = writtenCommands(recorded).length;
    expect(await storageErrorOf(found(service))).toMatchObject({ code: 'unavailable' });
    letGo();
    await createOrganization(world, ada);
    await createOrganization(world, ada);
    expect(writtenCommands(recorded)).toHaveLength(written + 2);
  });

  it('has given its rows back', async () => {
    const { id: organizationId } = await createOrganization(world, ada);
    const commit = { name: 'a commit', isWrite: true, matches: isCommand };
    const { service, letGo } = serviceThatHangs(commit, { commandDeadline: 1 });
    const rename = (name: string) =>
      service.guildhall.organizations.rename(ada.actor, { organizationId, name });
    expect(await storageErrorOf(rename('Acme One'))).toMatchObject({ code: 'outcome_unknown' });
    letGo();
    expect(await rename('Acme Two')).toMatchObject({ ok: true });
  });
});

it('a command whose time is over in a line is refused as overloaded', async () => {
  let now = 0;
  const timers: (() => void)[] = [];
  const pacing: RetryPauses = {
    ...noPacing(),
    monotonicNow: () => now,
    startTimer(_milliseconds, end) {
      timers.push(end);
      return () => {};
    },
  };
  const { id: organizationId } = await createOrganization(world, ada);
  const commit = { name: 'a commit', isWrite: true, matches: isCommand };
  const { service, hangs, letGo } = serviceThatHangs(commit, {}, pacing);
  const rename = (name: string) =>
    service.guildhall.organizations.rename(ada.actor, { organizationId, name });
  const first = rename('Acme One');
  await hangs;
  const second = rename('Acme Two');
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  now = 15_000;
  timers.at(-1)?.();
  expect(await second).toMatchObject({ refusal: { code: 'overloaded', retryAfter: 15 } });
  letGo();
  expect(await first).toMatchObject({ ok: true });
});

function isCommand(call: StorageCall): boolean {
  return call.method === 'commit' && !isFence(call);
}

describe('a fault after which a retry cannot help', () => {
  it.each(['misconfigured'] as const)('is thrown at once: %s', async (code) => {
    const pacing = countingPacing();
    const fault = await storageErrorOf(found(serviceWithCommit(failingAlways(code), { pacing })));
    expect(fault).toMatchObject({ code, message: 'failure 1' });
    expect(pacing.pauses).toBe(0);
  });

  it('is thrown unchanged where it is a defect', async () => {
    const defect = new TypeError('a mistake');
    const broken = serviceWithCommit(() => Promise.reject(defect));
    await expect(found(broken)).rejects.toBe(defect);
  });
});

describe('a signal', () => {
  it('that is aborted before the call stops the command from starting', async () => {
    const before = recorded.calls.length;
    const signal = AbortSignal.abort(new Error('no longer wanted'));
    await expect(found(world, { signal })).rejects.toThrow('no longer wanted');
    expect(recorded.calls.slice(before)).toEqual([]);
  });

  it('that aborts between two attempts ends them, and nothing is written', async () => {
    const abort = new AbortController();
    const backoff = async () => abort.abort(new Error('no longer wanted'));
    const pacing = { ...noPacing(), backoff };
    const stopping = serviceWithCommit(failingAlways('unavailable'), { pacing });
    await expect(found(stopping, { signal: abort.signal })).rejects.toThrow('no longer wanted');
    expect(writtenCommands(recorded)).toHaveLength(1);
  });

  it('that aborts after a commit without an answer leaves the outcome unknown', async () => {
    const abort = new AbortController();
    const stopping = serviceWithCommit(async (proceed) => {
      await proceed();
      abort.abort();
      throw new StorageError('outcome_unknown', 'the answer is lost');
    });
    const { storage } = createSecondService(stopping, withLostAnswers(stopping.storage));
    const fault = await storageErrorOf(
      found(createSecondService(world, storage), { signal: abort.signal }),
    );
    expect(fault.code).toBe('outcome_unknown');
    expect(writtenCommands(recorded)).toHaveLength(2);
  });

  it.each(calls)(
    'that aborts while the storage does not answer to $name ends the command at once',
    async (hanging) => {
      const { service, hangs } = serviceThatHangs(hanging);
      const abort = new AbortController();
      const answer = found(service, { signal: abort.signal });
      await hangs;
      abort.abort(new Error('no longer wanted'));
      await expect(answer).rejects.toThrow(
        hanging.isWrite ? /call the command again with this operationId/ : 'no longer wanted',
      );
    },
  );

  it('that is never aborted changes nothing', async () => {
    const { signal } = new AbortController();
    expect(await found(world, { signal })).toMatchObject({ ok: true });
    expect(await createOrganization(world, ada)).toMatchObject({ name: 'Mentra Labs' });
  });
});
