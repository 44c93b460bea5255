// What a relay remembers of receivers that answer late.
import { describe, expect, it } from 'vitest';
import { createSlowReceivers } from '../../../src/application/relay/slow-receivers.js';
import { type OrganizationId, parseOrganizationId } from '../../../src/index.js';
import { noPacing } from '../../../src/testing/doubles/index.js';
import { assertPresent } from '../../support/world.js';

const organization = (n: number): OrganizationId =>
  assertPresent(parseOrganizationId(n.toString(16).padStart(24, '0')));
const [one, other] = [organization(1), organization(2)];

function slowReceivers() {
  let now = 0;
  const slow = createSlowReceivers({ pacing: { ...noPacing(), monotonicNow: () => now } });
  const pass = (minutes: number) => {
    now += minutes * 60_000;
  };
  return { slow, pass };
}

describe('a receiver', () => {
  it('is slow for as long as half of its time every two minutes leaves two seconds', () => {
    const { slow, pass } = slowReceivers();
    slow.note(one, 1_999);
    expect(slow.isEmpty).toBe(true);
    slow.note(one, 16_000);
    pass(5.9);
    slow.note(one, 10);
    expect(slow.isEmpty).toBe(false);
    pass(0.2);
    expect(slow.isEmpty).toBe(true);
  });

  it('that took longer in all stays slow for longer', () => {
    const { slow, pass } = slowReceivers();
    slow.note(one, 15_000);
    for (let n = 0; n < 4; n += 1) slow.note(other, 15_000);
    pass(8);
    expect([...slow.next([]).allowances.keys()]).toEqual([other]);
  });

  it('has at most one place, and none after its own in a turn', () => {
    const { slow } = slowReceivers();
    for (const each of [one, other]) slow.note(each, 15_000);
    expect(slow.next([one])).toMatchObject({ places: 31, isOneHeldBack: false });
    expect(slow.next([one]).allowances.get(one)).toBe(0);
    slow.served([one], false);
    expect(slow.next([])).toEqual({
      places: 32,
      allowances: new Map([
        [one, 0],
        [other, 1],
      ]),
      isOneHeldBack: true,
    });
    slow.served([], true);
    expect(slow.next([]).isOneHeldBack).toBe(false);
  });

  it('is forgotten if two hundred others took longer', () => {
    const { slow } = slowReceivers();
    slow.note(one, 3_000);
    for (let n = 2; n <= 201; n += 1) slow.note(organization(n), 15_000);
    const { allowances } = slow.next([]);
    expect([allowances.size, allowances.has(one)]).toEqual([200, false]);
  });
});
