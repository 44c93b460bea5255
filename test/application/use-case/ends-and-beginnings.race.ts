// What ends a membership for good or for a while, against what begins one: every pair at the same moment. Whatever the
// order, no organization is left without an admin but by a suspension, nothing comes back with what is undone, and
// what is left over can never be accepted.
import { describe, expect, it } from 'vitest';
import { against, beginnings, endings } from '../support/endings.js';
import { tracks } from '../support/races.js';

const pairs = endings.flatMap((ending) =>
  beginnings.map((beginning) => ({
    name: `${ending.name} against ${beginning.name}`,
    race: against(ending, beginning),
  })),
);

describe.each(tracks)('endings on $name', ({ few }) => {
  it.each(pairs)('$name', async ({ race }) => {
    expect((await few(race)).wrong).toEqual({});
  });
});
