// A service over the storage under test, with everything around it in the hands of a sequence.

import { memoryRateLimiter } from '../../adapters/memory/rate-limiter.js';
import type { Actor } from '../../domain/shared/actor.js';
import { parseUserId } from '../../domain/shared/ids.js';
import type { Policy } from '../../domain/shared/policy.js';
import { createGuildhall, type Guildhall } from '../../guildhall.js';
import type { Storage } from '../../ports/storage.js';
import type { RateLimiter } from '../../ports/system.js';
import { manualClock } from '../doubles/clocks.js';
import { countingIds } from '../doubles/counting-ids.js';
import { noPacing } from '../doubles/no-pacing.js';
import { seededRandom } from '../doubles/seeded-random.js';
import { ask } from './asks.js';
import { post, templates } from './mail.js';
import type { Names } from './names.js';
import { type Call, reservedWords } from './reference/index.js';
import { noId, secretOf } from './tokens.js';

/** What a sequence runs on: an empty storage, and the limiter that belongs to it where it has one. */
export interface Setting {
  readonly name: string;
  readonly storage: Storage;
  readonly rateLimiter?: RateLimiter;
}

export interface System {
  readonly name: string;
  readonly storage: Storage;
  /** The answer to a call in the system's own names, at this time and with these keys; what it throws as `{ fault }`. */
  answer(call: Call, moment: Moment): Promise<unknown>;
}

/** What the system lives in at the time of a call; the newest key first. */
interface Moment {
  readonly now: number;
  readonly keys: readonly string[];
}

const seed = 1;

export function systemOn(setting: Setting, policy: Policy, names: Names): System {
  const { name, storage, rateLimiter = memoryRateLimiter() } = setting;
  const clock = manualClock(new Date(0));
  const mailer = post(names);
  const around = {
    storage,
    rateLimiter,
    policy,
    clock,
    mailer,
    templates,
    baseUrl: 'https://console.example.com',
    ids: countingIds(seed),
    random: { ...seededRandom(seed), fraction: () => 0 },
    pacing: noPacing(),
    reservedSlugs: reservedWords,
  };
  const withKeys = remembered((keys) =>
    createGuildhall({ ...around, keys: { invitation: keys.map(secretOf) } }),
  );
  return {
    name,
    storage,
    async answer(call, { now, keys }) {
      clock.set(new Date(now));
      if (call.verb === 'relay.runOnce') mailer.set(call.input.mailServer);
      const answer = await ask(withKeys(keys), actorOf(call.caller), call).catch(faultOf);
      return call.verb === 'relay.runOnce' ? { answer, mails: mailer.collect() } : answer;
    },
  };
}

/** A service with the same keys is the same service. */
function remembered(
  make: (keys: readonly string[]) => Guildhall,
): (keys: readonly string[]) => Guildhall {
  const made = new Map<string, Guildhall>();
  return (keys) => {
    const guildhall = made.get(keys.join()) ?? make(keys);
    made.set(keys.join(), guildhall);
    return guildhall;
  };
}

/** By now the caller is named as the system names users. */
function actorOf(caller: string): Actor {
  if (caller === 'system') return { kind: 'system', reason: 'a sequence' };
  const userId = parseUserId(caller === 'reviewer' ? noId : caller);
  if (userId === null) throw new Error(`${caller} is no caller`);
  return { kind: caller === 'reviewer' ? 'reviewer' : 'user', userId };
}

function faultOf(fault: unknown): object {
  return { fault: fault instanceof Error ? (fault.stack ?? fault.message) : String(fault) };
}
