// Every answer is that of plain lists of rows, in small worlds of rows that are as similar as the port allows.

import fc from 'fast-check';
import { removals } from '../differential/random-commits.js';
import {
  appWorlds,
  compareWithLists,
  deliveryWorlds,
  peopleWorlds,
  type RandomWorld,
} from '../differential/random-worlds.js';
import type { Step } from '../differential/step.js';
import { emptyWorld } from '../differential/world.js';
import { type Clause, type ClauseGroup, shareOf } from './clause.js';
import { crowdClause } from './crowd-clauses.js';

const worldCount = 18;
/** One in so many worlds is asked after every write, the others only before and after all of their rows are removed. */
const alwaysAskedEach = 3;

function worldClause(id: string, statement: string, worlds: fc.Arbitrary<RandomWorld>): Clause {
  /** The same in every run, so that a failure repeats. */
  let drawn: readonly RandomWorld[] | null = null;
  return {
    id,
    statement,
    async check(runner) {
      const { runCheck, isAsked = () => true } = runner;
      drawn ??= fc
        .sample(fc.noBias(worlds), { numRuns: worldCount, seed: 20_261_201 })
        .map(({ steps, reads }) => ({ steps: written([...steps, ...removals]), reads }));
      for (const [n, { steps, reads }] of shareOf(drawn, runner).entries()) {
        const world = { steps, reads: reads.filter(({ name }) => isAsked(name)) };
        const isAskedAfter = (writes: number) =>
          n % alwaysAskedEach === alwaysAskedEach - 1 || writes >= steps.length - removals.length;
        await runCheck((storage) => compareWithLists(world, [storage], isAskedAfter));
      }
    },
  };
}

/** The same steps, whose writes are made once and for all. */
function written(steps: readonly Step[]): readonly Step[] {
  let world = emptyWorld;
  return steps.map((step, n) => {
    const write = step(world, n + 1);
    world = write.world;
    return () => write;
  });
}

export const worldGroup: ClauseGroup = {
  name: 'WORLD',
  summary: 'every answer is that of plain lists of rows',
  clauses: [
    worldClause(
      'WORLD-1',
      'In small worlds of people and their organizations, every read and every write answers as a filter over plain lists of rows does.',
      peopleWorlds,
    ),
    worldClause(
      'WORLD-2',
      'In small worlds of invitations and messages, so do the reads of invitations and of the journal, and claims, settlements and prunings.',
      deliveryWorlds,
    ),
    worldClause(
      'WORLD-3',
      'In small worlds of apps, submissions and API keys, so do their reads, and recorded uses.',
      appWorlds,
    ),
    crowdClause,
  ],
};
