// The targets of the benchmark: what is met, and what a ratio costs the peer.
import { describe, expect, it } from 'vitest';
import { operations } from '../../bench/operations.js';
import { renderTargets, targetRowsOf } from '../../bench/report/target-table.js';
import { priceOf } from '../../bench/subjects.js';
import { findTarget, isMet, ratioTargets } from '../../bench/targets.js';
import { sampleRatio, sampleResults } from './report-sample.js';

const atLeast = { bound: 'at least', target: 1.5 } as const;
const atMost = { bound: 'at most', target: 1.5 } as const;

describe('a target', () => {
  it.each([
    [1.5, atLeast, true],
    [1.49, atLeast, false],
    [1.5, atMost, true],
    [1.51, atMost, false],
    [null, atMost, false],
    [2, null, null],
  ])('for %d is met or not: %j', (figure, bound, met) => {
    expect(isMet(figure, bound)).toBe(met);
  });

  it('belongs to an operation, a figure, a peer and numbers of callers', () => {
    const wanted = { what: 'invite-accept', figure: 'rate', peer: 'betterAuth' } as const;
    expect(findTarget(wanted, 16)).toMatchObject({ bound: 'at least', target: 2.5 });
    expect(findTarget(wanted, 32)).toBeNull();
    expect(findTarget({ ...wanted, peer: 'carefulTeam' }, 1)).toBeNull();
    const inLarge = { ...wanted, peer: 'carefulTeam', members: 10_000 } as const;
    expect(findTarget(inLarge, 1)).toMatchObject({ target: 10 });
  });

  it('exists once for each of them', () => {
    const keys = ratioTargets.map(({ what, figure, peer, members }) =>
      [what, figure, peer, members].join(' '),
    );
    expect(new Set(keys).size).toBe(keys.length);
    const againstPeer = ratioTargets.filter(({ peer }) => peer === 'betterAuth');
    expect(againstPeer.map(({ what }) => what).sort()).toEqual(
      operations.map(({ name }) => name).sort(),
    );
  });
});

describe('the table of targets', () => {
  const results = {
    ...sampleResults,
    ratios: [
      sampleRatio({ callers: 1, ratio: 2, target: 1.5, met: true, floor: 4, splitFloor: 2.5 }),
      sampleRatio({ callers: 16, ratio: 1, target: 1.5, met: false, floor: 3, splitFloor: 1.5 }),
      sampleRatio({ callers: 32, ratio: 1, target: null, bound: null, met: null }),
    ],
  };

  it('has the numbers of callers of one target in one row, and the ratios of the floors beside', () => {
    const [row, ...others] = targetRowsOf(results).filter(({ peer }) => peer === 'a peer');
    expect(others).toEqual([]);
    expect(row).toMatchObject({ target: '≥ 1.5' });
    expect(row?.cells).toMatchObject([
      { callers: 1, met: true, floor: 4, splitFloor: 2.5 },
      { callers: 16, met: false, floor: 3, splitFloor: 1.5 },
    ]);
  });

  it('counts the targets that are met', () => {
    const text = renderTargets({ ...results, growth: [], memory: null, start: null });
    expect(text).toMatch(/^1 of 2 are met\./);
    expect(text).toContain('**not met**');
    expect(text).toMatch(/ 4 \/ 3 \| +2\.5 \/ 1\.5 \|/);
  });
});

describe('the price of a ratio', () => {
  it.each(['floor', 'splitFloor'] as const)(
    'is nothing against the %s, so these ratios bind',
    (floor) => {
      expect(priceOf(floor, 'command')).toEqual([]);
      expect(priceOf(floor, 'read')).toEqual([]);
    },
  );

  it('names what the peer leaves out', () => {
    expect(priceOf('carefulTeam', 'command')).toEqual(['idempotency', 'queued mail']);
    expect(priceOf('betterAuth', 'command')).toContain('last-admin guard');
    expect(priceOf('betterAuth', 'command')).not.toContain('unique slug');
    expect(priceOf('betterAuthInMemory', 'command')).toContain('unique slug');
    expect(priceOf('betterAuth', 'read')).toHaveLength(1);
  });
});
