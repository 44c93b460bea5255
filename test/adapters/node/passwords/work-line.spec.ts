// Only so much work at once, in the order of the calls.
import { describe, expect, it } from 'vitest';
import { createWorkLine } from '../../../../src/adapters/node/passwords/work-line.js';

function openWork(): { readonly work: () => Promise<void>; readonly end: () => void } {
  let end = () => {};
  const done = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { work: () => done, end: () => end() };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('a line of work', () => {
  it('does at most `parallel` at once, in the order of the calls', async () => {
    const inTurn = createWorkLine(2, 10, () => 0);
    const begun: number[] = [];
    const works = Array.from({ length: 5 }, openWork);
    const answers = works.map(({ work }, index) =>
      inTurn(() => {
        begun.push(index);
        return work();
      }),
    );
    await settle();
    expect(begun).toEqual([0, 1]);
    works[1]?.end();
    await settle();
    expect(begun).toEqual([0, 1, 2]);
    for (const { end } of works) end();
    expect((await Promise.all(answers)).every(({ ok }) => ok)).toBe(true);
    expect(begun).toEqual([0, 1, 2, 3, 4]);
  });

  it('gives its place on after a failure', async () => {
    const inTurn = createWorkLine(1, 10, () => 0);
    const failed = inTurn(() => Promise.reject(new Error('no')));
    const next = inTurn(async () => 'done');
    await expect(failed).rejects.toThrow('no');
    expect(await next).toEqual({ ok: true, value: 'done' });
  });

  it('says when to come again, from how long the last work took', async () => {
    let now = 0;
    const inTurn = createWorkLine(1, 1, () => now);
    await inTurn(async () => {
      now += 3000;
    });
    const { work, end } = openWork();
    const answers = [inTurn(work), inTurn(work)];
    expect(await inTurn(work)).toEqual({
      ok: false,
      refusal: { code: 'overloaded', retryAfter: 6 },
    });
    end();
    await Promise.all(answers);
  });
});
