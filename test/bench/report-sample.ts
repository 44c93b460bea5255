// Made-up results of the benchmark, for the tests of its report.

import { operations } from '../../bench/operations.js';
import type { Growth, Ratio, Results } from '../../bench/report/results.js';
import { mongoSubjects, subjectNames, subjectTitles } from '../../bench/subjects.js';

export function sampleRatio(fields: Partial<Ratio> = {}): Ratio {
  return {
    what: 'membership',
    peer: 'a peer',
    callers: 1,
    unit: 'op/s',
    ours: 200,
    theirs: 100,
    ratio: 2,
    interval: [1.9, 2.1],
    bound: 'at least',
    target: 1.5,
    met: true,
    binds: false,
    price: ['audit entry'],
    floor: null,
    splitFloor: null,
    ...fields,
  };
}

function sampleGrowth(fields: Partial<Growth>): Growth {
  const { peer: _peer, binds: _binds, price: _price, ...compared } = sampleRatio();
  const bound = { bound: 'at most', target: 1.3, met: false } as const;
  const ends = { from: '10 members', to: '1,000 members' };
  const subject = subjectTitles.guildhall;
  return { ...compared, ...bound, ...ends, subject, unit: 'ms', run: 'plain', ...fields };
}

const callers = [1, 16];
const withoutTarget = { bound: null, target: null, met: null } as const;
const limit = { bound: 'at most', target: 600, met: true } as const;

export const sampleResults: Results = {
  machine: { processor: 'A & B <fast>', cores: 2, memoryGb: 8, system: 'Linux 6' },
  versions: { Node: '20.0.0' },
  settings: { rounds: 5, seconds: 0.3, members: 1_000, confidence: 0.9785 },
  operations: operations.flatMap(({ title: what }) =>
    callers.flatMap((count) =>
      subjectNames.map((name) => ({
        what,
        subject: subjectTitles[name],
        callers: count,
        perSecond: name === 'carefulTeam' && count === 16 ? null : 1_234 * count,
        p50Ms: 0.5 * count,
        p99Ms: 2 * count,
        cpuMs: 0.25,
      })),
    ),
  ),
  ratios: callers.flatMap((count) => [
    sampleRatio({ callers: count }),
    sampleRatio({
      ...withoutTarget,
      callers: count,
      peer: subjectTitles.splitFloor,
      unit: 'ms',
      ratio: 1.4,
    }),
  ]),
  growth: [
    sampleGrowth({}),
    sampleGrowth({ subject: subjectTitles.floor, bound: null, target: null, met: null }),
    sampleGrowth({ run: 'large', from: '1,000 organizations', to: '1,000,000 organizations' }),
  ],
  statements: mongoSubjects.map((name) => ({
    what: 'membership',
    subject: subjectTitles[name],
    statements: ['find'],
    sentBytes: 300,
    receivedBytes: 200,
  })),
  memory: { ...limit, memberships: 100_000, bytesPerMembership: 512 },
  start: {
    bound: 'at most',
    target: 1.5,
    met: true,
    importMs: 30,
    zodMs: 25,
    ratio: 1.2,
    interval: [1.1, 1.3],
    bundle: { bound: 'at most', target: 60_000, met: true, gzippedBytes: 59_000 },
  },
  failures: ['the careful team, invite and accept, 16 callers: 3 of 20, such as “Refused: busy”'],
};
