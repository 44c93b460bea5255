// The command `npm run race`: two admins demote each other, by hand and with Guildhall.

import { Command } from 'commander';
import { startMongod, uniqueDatabaseName } from '../../scripts/mongod/start-mongod.js';
import { parseWholeNumber } from '../../scripts/parse-whole-number.js';
import { createByHandContender, type RaceContender } from './by-hand-on-mongodb.js';
import { countSchedulesWithoutAdmin, findLosingSchedule, scheduleCount } from './interleaving.js';
import { formatScheduleReport, formatStats, type RaceStats } from './race-report.js';
import { createGuildhallContender } from './with-guildhall.js';

interface RaceOptions {
  readonly rounds: number;
  readonly seconds: number;
  readonly seed: number;
}

export function raceCommand(): Command {
  return new Command('npm run race --')
    .description(
      'let two admins demote each other at the same moment: written by hand, and with Guildhall',
    )
    .option('--rounds <number>', 'how many rounds each side runs', parseWholeNumber, 200)
    .option('--seconds <number>', 'stop after this many seconds', parseWholeNumber, 20)
    .option(
      '--seed <number>',
      'seed of the schedules on the in-memory storage',
      parseWholeNumber,
      2,
    )
    .action(runRace);
}

async function runRace({ rounds, seconds, seed }: RaceOptions): Promise<void> {
  const stats = await raceOnMongod(rounds, seconds);
  console.log(formatStats(stats).join('\n'));
  const fc = await import('fast-check');
  const losingSchedule = await findLosingSchedule(fc, seed);
  const schedulesWithoutAdmin = await countSchedulesWithoutAdmin(fc, seed);
  console.log(
    [
      '',
      ...formatScheduleReport({ seed, losingSchedule, schedulesWithoutAdmin, scheduleCount }),
    ].join('\n'),
  );
}

async function raceOnMongod(rounds: number, seconds: number): Promise<readonly RaceStats[]> {
  const mongod = await startMongod();
  const { createConnection } = await import('mongoose');
  const { mongooseStorage } = await import('../../src/adapters/mongoose/index.js');
  const connection = await createConnection(mongod.uri, {
    dbName: uniqueDatabaseName('race'),
  }).asPromise();
  try {
    const storage = mongooseStorage({ connection });
    await storage.ensureIndexes();
    return await runAlternately(
      [createByHandContender(connection), await createGuildhallContender(storage)],
      rounds,
      seconds,
    );
  } finally {
    await connection.dropDatabase();
    await connection.close();
    await mongod.stop();
  }
}

/** The contenders take turns, so that a slow moment of the machine affects both. */
async function runAlternately(
  contenders: readonly RaceContender[],
  rounds: number,
  seconds: number,
): Promise<readonly RaceStats[]> {
  const end = performance.now() + seconds * 1000;
  const lostRounds = contenders.map(() => 0);
  let done = 0;
  for (; done < rounds && performance.now() < end; done += 1) {
    for (const [index, contender] of contenders.entries()) {
      if ((await contender.runRound()) === 0) lostRounds[index] = (lostRounds[index] ?? 0) + 1;
    }
  }
  return contenders.map(({ name }, index) => ({
    name,
    rounds: done,
    lost: lostRounds[index] ?? 0,
  }));
}
