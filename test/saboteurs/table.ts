// The whole table of mutants, and a share of it by a seed.

import { answerFieldMutants, partOrderMutants } from './answers.js';
import { portMethods } from './bench.js';
import { commitMutants } from './commits.js';
import { constraintMutants } from './constraints.js';
import { errorMutants } from './errors.js';
import { listMutants, pageEndMutants } from './lists.js';
import { migrationMutants } from './migrations.js';
import type { Mutant } from './mutant.js';
import type { Observation } from './observe.js';
import { otherWriteMutants } from './other-writes.js';
import { raceMutants } from './races.js';
import { argumentMutants, deadKeyMutants } from './read-arguments.js';
import { shadowMutants } from './shadow-mutants.js';
import { sharedMutants, staleMutants } from './stale.js';
import { createStaticWorld } from './static-world.js';

export async function allMutants(observation: Observation): Promise<readonly Mutant[]> {
  const world = await createStaticWorld(observation);
  const named = [
    ...staleMutants(observation, world.collectionsOf),
    ...sharedMutants(observation),
    ...listMutants(observation),
    ...answerFieldMutants(observation),
    ...partOrderMutants(observation),
    ...pageEndMutants(observation),
    ...deadKeyMutants(observation),
    ...argumentMutants(observation),
    ...commitMutants(),
    ...errorMutants(),
    ...constraintMutants(),
    ...raceMutants(),
    ...otherWriteMutants(),
    ...migrationMutants(),
  ];
  const unmade = portMethods.filter((method) => !named.some(({ name }) => name.includes(method)));
  if (unmade.length > 0) throw new Error(`no mutant is made of ${unmade.join(', ')}`);
  const all = [...named, ...(await shadowMutants(world))];
  const byName = new Map(all.map((each) => [each.name, each]));
  if (byName.size < all.length) {
    const twice = all.find((each) => byName.get(each.name) !== each);
    throw new Error(`two mutants have the name "${twice?.name}"`);
  }
  return all;
}

/** Whether a mutant is in the share; the same for a seed, whatever else is in the table. */
export function isInShare(name: string, share: number, seed: number): boolean {
  return hashOf(`${name} ${seed}`) < share;
}

/** From 0 to 1. */
export function hashOf(text: string): number {
  let hash = 2_166_136_261;
  for (const each of text) hash = Math.imul(hash ^ (each.codePointAt(0) ?? 0), 16_777_619);
  hash = Math.imul(hash ^ (hash >>> 15), 2_246_822_507);
  return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32;
}
