// Guildhall over the storage under test; the sequence controls its clock, keys and mail server.

import { memoryRateLimiter } from '../../adapters/memory/rate-limiter.js';
import type { Actor } from '../../domain/shared/actor.js';
import { parseUserId, type UserId } from '../../domain/shared/ids.js';
import type { Policy } from '../../domain/shared/policy-limits.js';
import { createGuildhall } from '../../guildhall.js';
import type { RateLimiter } from '../../ports/rate-limiter.js';
import type { ReviewerCapability } from '../../ports/reviewer-directory.js';
import type { Storage } from '../../ports/storage.js';
import { manualClock } from '../doubles/clocks.js';
import { countingIds } from '../doubles/counting-ids.js';
import { noPacing } from '../doubles/no-pacing.js';
import { seededRandom } from '../doubles/seeded-random.js';
import { invitationSecretOf, unknownId } from './bind-tokens.js';
import { callGuildhall } from './call-guildhall.js';
import type { SequenceGuildhall } from './call-pages.js';
import type { NameMapping } from './name-mapping.js';
import { type ModelCall, ownRoles, reservedWords } from './reference/index.js';
import { oneLineTemplates, sequenceMailer } from './sequence-mailer.js';

/** An empty storage that a sequence runs on, with its rate limiter if it has one of its own. `name` is for messages. */
export interface StorageUnderTest {
  readonly name: string;
  readonly storage: Storage;
  readonly rateLimiter?: RateLimiter;
}

export interface CallableStorage {
  readonly name: string;
  readonly storage: Storage;
  /** Answers a call that has real ids and tokens. A thrown error is returned as `{ fault }`. */
  answerCall(call: ModelCall, environment: CallEnvironment): Promise<unknown>;
}

/** The time of a call, the signing keys of the service, newest first, and its reviewers. */
interface CallEnvironment {
  readonly now: number;
  readonly signingKeys: readonly string[];
  /** What each reviewer may do. */
  readonly reviewers: ReadonlyMap<string, readonly ReviewerCapability[]>;
}

const seed = 1;

export function createSystem(
  storageUnderTest: StorageUnderTest,
  policy: Policy,
  names: NameMapping,
): CallableStorage {
  const { name, storage, rateLimiter = memoryRateLimiter() } = storageUnderTest;
  const clock = manualClock(new Date(0));
  let capabilities: CallEnvironment['reviewers'] = new Map();
  const mailer = sequenceMailer(names);
  const options = {
    storage,
    rateLimiter,
    policy,
    clock,
    mailer,
    templates: oneLineTemplates,
    baseUrl: 'https://console.example.com',
    ids: countingIds(seed),
    random: { ...seededRandom(seed), fraction: () => 0 },
    pacing: noPacing(),
    reservedSlugs: reservedWords,
    reviewers: { capabilitiesOf: async (userId: UserId) => capabilities.get(userId) ?? [] },
  };
  const withKeys = createCacheByKeys((keys) =>
    createGuildhall({
      ...options,
      roles: ownRoles,
      keys: { invitation: keys.map(invitationSecretOf) },
    }),
  );
  return {
    name,
    storage,
    async answerCall(call, { now, signingKeys, reviewers }) {
      clock.set(new Date(now));
      capabilities = reviewers;
      if (call.method === 'relay.runOnce') mailer.setMailServerBehavior(call.input.mailServer);
      const answer = await callGuildhall(
        withKeys(signingKeys),
        actorOrThrow(call.caller),
        call,
      ).catch(answerOfFault);
      return call.method === 'relay.runOnce' ? { answer, mails: mailer.takeSentLines() } : answer;
    },
  };
}

/** Creates one service for each set of keys, and uses it again. */
function createCacheByKeys(
  createWithKeys: (keys: readonly string[]) => SequenceGuildhall,
): (keys: readonly string[]) => SequenceGuildhall {
  const made = new Map<string, SequenceGuildhall>();
  return (keys) => {
    const guildhall = made.get(keys.join()) ?? createWithKeys(keys);
    made.set(keys.join(), guildhall);
    return guildhall;
  };
}

/** The actor of a call; users, reviewers and keys are given by their real ids. */
function actorOrThrow(caller: string): Actor {
  if (caller === 'system') return { kind: 'system', reason: 'a sequence' };
  const [kind, id = unknownId] = caller.split(' ');
  if (kind === 'key') return { kind, keyId: id };
  const isReviewer = kind === 'reviewer';
  const userId = parseUserId(isReviewer ? id : caller);
  if (userId === null)
    throw new Error(
      `the caller must be "system", a reviewer, a key or a user id, but is "${caller}"`,
    );
  return { kind: isReviewer ? 'reviewer' : 'user', userId };
}

function answerOfFault(fault: unknown): object {
  return { fault: fault instanceof Error ? (fault.stack ?? fault.message) : String(fault) };
}
