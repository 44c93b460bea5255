// Every command that ends or suspends a membership runs at the same time as every command that begins one. In every order:
// only a suspension leaves an organization without an admin, a restore brings back nothing that was ended, and leftover
// invitations can never be accepted.
import { describe, expect, it } from 'vitest';
import {
  endingAgainstBeginning,
  membershipBeginnings,
  membershipEndings,
} from '../support/membership-endings.js';
import { raceBackends } from '../support/races.js';

const endingsAndBeginnings = membershipEndings.flatMap((ending) =>
  membershipBeginnings.map((beginning) => ({
    name: `${ending.name} against ${beginning.name}`,
    race: endingAgainstBeginning(ending, beginning),
  })),
);

describe.each(raceBackends)('two commands at the same time on $name', ({ runFew }) => {
  it.each(endingsAndBeginnings)('$name', async ({ race }) => {
    expect((await runFew(race)).violations).toEqual({});
  });
});
