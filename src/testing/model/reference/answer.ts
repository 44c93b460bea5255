// The model's answer to whatever is asked of it, and what it remembers of it.

import type { Call, Caller, Inputs, Verb } from './calls.js';
import type { Deed, Deeds, Look } from './deed.js';
import { maintenance, relay } from './delivering.js';
import { invitations } from './invitations.js';
import { memberships } from './memberships.js';
import { organizations } from './organizations.js';
import { users } from './users.js';
import { fresh, Refused, refuse, type World } from './world.js';

/** A value, or a refusal with its data. Ids are the model's, times ISO text, absent fields undefined. */
export type ModelAnswer =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly refusal: Refused['refusal'] };

const surroundings: Deeds<'clock' | 'keys'> = {
  'clock.advance'(world, _caller, { milliseconds }) {
    world.now += milliseconds;
  },
  'keys.add'(world) {
    world.keys.unshift(fresh(world, 'key'));
  },
  'keys.forget'(world) {
    world.keys.splice(1);
  },
};

const all: { readonly [V in Verb]: Look<V> | Deed<V> } = {
  ...users,
  ...organizations,
  ...memberships,
  ...invitations,
  ...relay,
  ...maintenance,
  ...surroundings,
};

/** Answers, and changes the world accordingly. */
export function answer<V extends Verb>(world: World, call: Call<V>): ModelAnswer {
  try {
    return { ok: true, value: answered(world, call) };
  } catch (refused) {
    if (refused instanceof Refused) return { ok: false, refusal: refused.refusal };
    throw refused;
  }
}

function answered<V extends Verb>(world: World, { verb, caller, input, key }: Call<V>): unknown {
  const deed: Look<V> | Deed<V> = all[verb];
  world.asked = null;
  if (typeof deed === 'function') return deed(world, caller, input);
  deed.check?.(world, caller, input);
  if (key === undefined) return deed.run(world, caller, input);
  const asked = askedFor(world, verb, caller, input, key);
  const done = world.journal.find((entry) => entry.asked?.scope === asked.scope);
  if (done?.asked == null) {
    world.asked = asked;
    return deed.run(world, caller, input);
  }
  const canTell = world.keys.includes(done.asked.kid);
  if (canTell && done.asked.input !== asked.input) refuse('idempotency_key_reused');
  return deed.repeat(world, caller, input, done.answer);
}

/** Tokens are secrets, of which nothing is remembered. */
function askedFor<V extends Verb>(
  world: World,
  verb: Verb,
  caller: Caller,
  input: Inputs[V],
  key: string,
): NonNullable<World['asked']> {
  const [kid = ''] = world.keys;
  const remembered = JSON.stringify({ ...input, token: undefined });
  return { scope: `${caller} ${verb} ${key}`, input: remembered, kid };
}
