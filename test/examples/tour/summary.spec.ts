// How the tour counts and groups its results.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  countInvitationStates,
  groupByKey,
  groupRefusedSteps,
} from '../../../examples/tour/summary.js';
import { invitationStates } from '../../../src/index.js';

const items = fc.array(
  fc.record({
    line: fc.integer({ min: 1, max: 5 }),
    code: fc.constantFrom('a', 'b'),
    what: fc.string(),
  }),
);

describe('groupByKey', () => {
  it('counts every item once, and gives the first item of the lowest line', () => {
    fc.assert(
      fc.property(items, (all) => {
        const groups = groupByKey(all, ({ code }) => code);
        for (const code of ['a', 'b'] as const) {
          const ofCode = all.filter((item) => item.code === code);
          const lowest = Math.min(...ofCode.map(({ line }) => line));
          expect(groups.get(code)?.count ?? 0).toBe(ofCode.length);
          expect(groups.get(code)?.first).toBe(ofCode.find(({ line }) => line === lowest));
        }
      }),
    );
  });
});

describe('groupRefusedSteps', () => {
  it('puts the most frequent code first, and equally frequent ones in alphabetical order', () => {
    const codes = ['slug_taken', 'last_admin', 'email_taken', 'last_admin'] as const;
    const refused = codes.map((code, index) => ({ line: index + 1, code, what: code }));
    const groups = groupRefusedSteps(refused);
    expect(groups.map(([code, { count }]) => [code, count])).toEqual([
      ['last_admin', 2],
      ['email_taken', 1],
      ['slug_taken', 1],
    ]);
  });
});

describe('countInvitationStates', () => {
  it('counts every state', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...invitationStates)), (states) => {
        const counts = countInvitationStates(states);
        expect(Object.keys(counts).sort()).toEqual([...invitationStates].sort());
        expect(Object.values(counts).reduce((a, b) => a + b)).toBe(states.length);
      }),
    );
  });
});
