// `guildhall race`: the two-minute reason to care.

import { Command, InvalidArgumentError } from 'commander';
import { freshDatabaseName, startMongod } from '../mongod.js';
import { countLost, findLosing, schedules } from './interleaving.js';
import { byHand, type Side } from './left.js';
import { linesOfFigures, linesOfSchedule } from './print.js';
import { withGuildhall } from './right.js';

interface RaceOptions {
  readonly rounds: number;
  readonly seconds: number;
  readonly seed: number;
}

export function raceCommand(): Command {
  return new Command('race')
    .description('two admins demote each other: written by hand, and with Guildhall')
    .option('--rounds <number>', 'rounds on each side', wholeNumber, 200)
    .option('--seconds <number>', 'stop the rounds after so long', wholeNumber, 20)
    .option('--seed <number>', 'seed of the schedules on the in-memory storage', wholeNumber, 2)
    .action(race);
}

function wholeNumber(text: string): number {
  if (!/^[0-9]{1,9}$/.test(text)) throw new InvalidArgumentError('give a whole number.');
  return Number(text);
}

async function race({ rounds, seconds, seed }: RaceOptions): Promise<void> {
  const figures = await raceOnMongod(rounds, seconds);
  console.log(linesOfFigures(figures).join('\n'));
  const fc = await import('fast-check');
  const losing = await findLosing(fc, seed);
  const lost = await countLost(fc, seed);
  console.log(['', ...linesOfSchedule({ seed, losing, lost, schedules })].join('\n'));
}

/** What came of the rounds on one side. */
export interface Figures {
  readonly name: string;
  readonly rounds: number;
  /** Rounds after which nobody was admin. */
  readonly lost: number;
}

async function raceOnMongod(rounds: number, seconds: number): Promise<readonly Figures[]> {
  const mongod = await startMongod();
  const { createConnection } = await import('mongoose');
  const { mongooseStorage } = await import('../../adapters/mongoose/index.js');
  const connection = await createConnection(mongod.uri, {
    dbName: freshDatabaseName('race'),
  }).asPromise();
  try {
    const storage = mongooseStorage({ connection });
    await storage.ensureIndexes();
    return await alternate([byHand(connection), await withGuildhall(storage)], rounds, seconds);
  } finally {
    await connection.dropDatabase();
    await connection.close();
    await mongod.stop();
  }
}

/** One round on the left, one on the right, so that both meet the same weather. */
async function alternate(
  sides: readonly Side[],
  rounds: number,
  seconds: number,
): Promise<readonly Figures[]> {
  const end = performance.now() + seconds * 1000;
  const lost = sides.map(() => 0);
  let done = 0;
  for (; done < rounds && performance.now() < end; done += 1) {
    for (const [index, side] of sides.entries()) {
      if ((await side.round()) === 0) lost[index] = (lost[index] ?? 0) + 1;
    }
  }
  return sides.map(({ name }, index) => ({ name, rounds: done, lost: lost[index] ?? 0 }));
}
