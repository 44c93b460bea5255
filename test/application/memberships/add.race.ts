// A member is added while the organization is deleted. The control removes the guard, see `version-guards.race.ts`.
import { describe, expect, it } from 'vitest';
import { assertPresent } from '../../support/world.js';
import { additionGuards } from '../support/in-flight-additions.js';
import { raceBackends } from '../support/races.js';

const guard = assertPresent(
  additionGuards.find(({ collection }) => collection === 'organizations'),
);

describe.each(raceBackends)('adding on $name', ({ name, run }) => {
  it('adds nobody to an organization after its deletion', async () => {
    expect((await run(guard.race(name))).violations).toEqual({});
  });
});
