import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mongooseStorage } from '../../src/adapters/mongoose/index.js';
import { countLost, findLosing, schedules } from '../../src/cli/race/interleaving.js';
import { byHand, type Side } from '../../src/cli/race/left.js';
import { linesOfFigures, linesOfSchedule } from '../../src/cli/race/print.js';
import { withGuildhall } from '../../src/cli/race/right.js';
import { freshConnection } from '../support/mongo.js';

const rounds = 25;

async function countLostRounds(side: Side): Promise<number> {
  let lost = 0;
  for (let round = 0; round < rounds; round += 1) {
    if ((await side.round()) === 0) lost += 1;
  }
  return lost;
}

describe('the race on a real MongoDB', () => {
  it('leaves organizations without an admin where the rule is written by hand', async () => {
    const connection = await freshConnection();
    expect(await countLostRounds(byHand(connection))).toBeGreaterThan(0);
  });

  it('leaves every organization one admin with Guildhall', async () => {
    const storage = mongooseStorage({ connection: await freshConnection() });
    await storage.ensureIndexes();
    const side = await withGuildhall(storage);
    for (let round = 0; round < rounds; round += 1) expect(await side.round()).toBe(1);
  });
});

describe('the race on the in-memory storage', () => {
  it('finds a schedule that loses the last admin by hand, and the seed replays it', async () => {
    const first = await findLosing(fc, 2);
    expect(first?.steps).toHaveLength(6);
    expect(first?.steps.slice(0, 2)).toEqual([
      { who: 'Ann', did: 'counts the admins: 2' },
      { who: 'Ben', did: 'counts the admins: 2' },
    ]);
    expect(await findLosing(fc, 2)).toEqual(first);
  });

  it('loses none under the same schedules with Guildhall', async () => {
    expect(await countLost(fc, 2)).toBe(0);
  });
});

describe('what the race prints', () => {
  it('puts the two sides under each other', () => {
    const figures = [
      { name: 'by hand', rounds: 200, lost: 199 },
      { name: 'Guildhall', rounds: 200, lost: 0 },
    ];
    expect(linesOfFigures(figures).slice(-2)).toEqual([
      '  by hand    199 of 200',
      '  Guildhall  0 of 200',
    ]);
  });

  it('numbers the steps and says how to replay them', () => {
    const losing = { seed: 7, path: '3', steps: [{ who: 'Ann', did: 'counts the admins: 2' }] };
    const lines = linesOfSchedule({ seed: 7, losing, lost: 0, schedules });
    expect(lines).toContain('  1. Ann counts the admins: 2');
    expect(lines).toContain('Again: npm run race -- --seed 7 (schedule 3 of 200).');
  });

  it('says so where no schedule was found', () => {
    const [line] = linesOfSchedule({ seed: 7, losing: null, lost: 0, schedules });
    expect(line).toBe('None of 200 schedules of seed 7 lost the last admin by hand.');
  });
});
