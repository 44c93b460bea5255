// The race: what it prints, that the rule by hand loses the last admin, and that Guildhall does not.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createByHandContender,
  type RaceContender,
} from '../../examples/race/by-hand-on-mongodb.js';
import {
  countSchedulesWithoutAdmin,
  findLosingSchedule,
  scheduleCount,
} from '../../examples/race/interleaving.js';
import { formatScheduleReport, formatStats } from '../../examples/race/race-report.js';
import { createGuildhallContender } from '../../examples/race/with-guildhall.js';
import { mongooseStorage } from '../../src/adapters/mongoose/index.js';
import { openTestConnection } from '../support/mongo-connections.js';

const rounds = 25;

async function countLostRounds(contender: RaceContender): Promise<number> {
  let lost = 0;
  for (let round = 0; round < rounds; round += 1) {
    if ((await contender.runRound()) === 0) lost += 1;
  }
  return lost;
}

describe('the race on a real MongoDB', () => {
  it('leaves organizations without an admin if the rule is written by hand', async () => {
    const connection = await openTestConnection();
    expect(await countLostRounds(createByHandContender(connection))).toBeGreaterThan(0);
  });

  it('leaves one admin in every round with Guildhall', async () => {
    const storage = mongooseStorage({ connection: await openTestConnection() });
    await storage.ensureIndexes();
    const contender = await createGuildhallContender(storage);
    for (let round = 0; round < rounds; round += 1) expect(await contender.runRound()).toBe(1);
  });
});

describe('the race on the in-memory storage', () => {
  it('finds a schedule that loses the last admin by hand, and its seed replays it', async () => {
    const first = await findLosingSchedule(fc, 2);
    expect(first?.steps).toHaveLength(6);
    expect(first?.steps.slice(0, 2)).toEqual([
      { who: 'Ann', did: 'counts the admins: 2' },
      { who: 'Ben', did: 'counts the admins: 2' },
    ]);
    expect(await findLosingSchedule(fc, 2)).toEqual(first);
  });

  it('keeps an admin in all of these schedules with Guildhall', async () => {
    expect(await countSchedulesWithoutAdmin(fc, 2)).toBe(0);
  });
});

describe('what the race prints', () => {
  it('lists the contenders one below the other', () => {
    const stats = [
      { name: 'by hand', rounds: 200, lost: 199 },
      { name: 'Guildhall', rounds: 200, lost: 0 },
    ];
    expect(formatStats(stats).slice(-2)).toEqual([
      '  by hand    199 of 200',
      '  Guildhall  0 of 200',
    ]);
  });

  it('numbers the steps and says how to replay them', () => {
    const losingSchedule = {
      seed: 7,
      path: '3',
      steps: [{ who: 'Ann', did: 'counts the admins: 2' }],
    };
    const lines = formatScheduleReport({
      seed: 7,
      losingSchedule,
      schedulesWithoutAdmin: 0,
      scheduleCount,
    });
    expect(lines).toContain('  1. Ann counts the admins: 2');
    expect(lines).toContain(
      'These steps again, after a race on MongoDB: npm run race -- --seed 7 (schedule 3 of 200).',
    );
  });

  it('says so if no schedule loses the last admin', () => {
    const [line] = formatScheduleReport({
      seed: 7,
      losingSchedule: null,
      schedulesWithoutAdmin: 0,
      scheduleCount,
    });
    expect(line).toBe('None of the 200 schedules of seed 7 lost the last admin by hand.');
  });
});
