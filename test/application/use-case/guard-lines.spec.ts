// The lines in front of rows: who goes when, who leaves, and that nobody waits for ever.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createGuardLines,
  type GuardLines,
  type LineTicket,
} from '../../../src/application/use-case/guard-lines.js';

function ticket(goesFirst = false): LineTicket {
  return { goesFirst, now: () => 0, throwIfOver: () => {}, whenOver: () => {} };
}

/** The ticket of a command that can be over. */
function endingTicket(): { readonly ticket: LineTicket; end(): void } {
  let leaveLine = () => {};
  let isOver = false;
  return {
    ticket: {
      ...ticket(),
      throwIfOver() {
        if (isOver) throw new Error('over');
      },
      whenOver(leave) {
        leaveLine = leave;
      },
    },
    end() {
      isOver = true;
      leaveLine();
    },
  };
}

function isHeld(lines: GuardLines, id: string): boolean {
  const held = lines.takeIfFree([id]);
  held?.release();
  return held === null;
}

/** Lets everything run that can. */
const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Puts one command after another into the line of `row`, behind one that has the row. Returns who had it, in order. */
async function orderOf(lines: GuardLines, commands: readonly (readonly [string, boolean])[]) {
  const gone: string[] = [];
  const holder = lines.takeIfFree(['row']);
  const waiting = commands.map(async ([name, goesFirst]) => {
    const held = await lines.waitInLine(['row'], ticket(goesFirst));
    gone.push(name);
    await settle();
    held.release();
  });
  holder?.release();
  await Promise.all(waiting);
  return gone;
}

describe('a line', () => {
  it('is empty until somebody has the row', () => {
    const lines = createGuardLines(10);
    expect(isHeld(lines, 'row')).toBe(false);
    const held = lines.takeIfFree(['row', 'other']);
    expect([isHeld(lines, 'row'), lines.takeIfFree(['other'])]).toEqual([true, null]);
    held?.release();
    expect(isHeld(lines, 'row')).toBe(false);
  });

  it('lets commands go in the order in which they came', async () => {
    const names = ['a', 'b', 'c', 'd'];
    const gone = await orderOf(
      createGuardLines(10),
      names.map((name) => [name, false]),
    );
    expect(gone).toEqual(names);
  });

  it('lets those go first that take authority away, but after ten of them the oldest other', async () => {
    const first = Array.from({ length: 12 }, (_, place): [string, boolean] => [
      `first ${place}`,
      true,
    ]);
    const gone = await orderOf(createGuardLines(20), [['a', false], ['b', false], ...first]);
    expect(gone.indexOf('a')).toBe(10);
    expect(gone.slice(-1)).toEqual(['b']);
    expect(gone.filter((name) => name.startsWith('first'))).toEqual(first.map(([name]) => name));
  });

  it('takes as many as it may, and those that go first are counted on their own', async () => {
    const lines = createGuardLines(2);
    const holder = lines.takeIfFree(['row']);
    const waiting = [false, false, true, true].map((goesFirst) =>
      lines.waitInLine(['row'], ticket(goesFirst)).then((held) => held.release()),
    );
    for (const goesFirst of [false, true]) {
      const late = lines.waitInLine(['row'], { ...ticket(goesFirst), now: () => 1_500 });
      await expect(late).rejects.toMatchObject({ name: 'LineIsFullError', waitedMs: 1_500 });
    }
    holder?.release();
    await Promise.all(waiting);
  });

  it('is left at once by a command that is over, and the next one moves up', async () => {
    const lines = createGuardLines(10);
    const holder = lines.takeIfFree(['row']);
    const { ticket: ending, end } = endingTicket();
    const gaveUp = lines.waitInLine(['row'], ending);
    const next = lines.waitInLine(['row'], ticket());
    end();
    await expect(gaveUp).rejects.toThrow('before its turn');
    holder?.release();
    (await next).release();
    expect(isHeld(lines, 'row')).toBe(false);
  });

  it('gives its row to a command that is over only after its turn, which gives it back', async () => {
    const lines = createGuardLines(10);
    const holder = lines.takeIfFree(['row']);
    const { ticket: ending, end } = endingTicket();
    const late = lines.waitInLine(['row'], ending);
    const next = lines.waitInLine(['row'], ticket());
    holder?.release();
    end();
    (await late).release();
    (await next).release();
    expect(isHeld(lines, 'row')).toBe(false);
  });

  it('gives back the rows that a command has when it is over before it has all of them', async () => {
    const lines = createGuardLines(10);
    const holders = [lines.takeIfFree(['a']), lines.takeIfFree(['b']), lines.takeIfFree(['c'])];
    const { ticket: ending, end } = endingTicket();
    const gaveUp = lines.waitInLine(['a', 'b', 'c'], ending);
    holders[0]?.release();
    await settle();
    // Its turn for b comes at the moment at which it is over, and c must not keep it.
    holders[1]?.release();
    end();
    await expect(gaveUp).rejects.toThrow('over');
    expect([isHeld(lines, 'a'), isHeld(lines, 'b')]).toEqual([false, false]);
    holders[2]?.release();
    expect(isHeld(lines, 'c')).toBe(false);
  });
});

describe('a command that has a row for which one waits that goes first', () => {
  /** Eve and Ben stand in the line of `b`; then somebody who goes first wants `row`, which Ben has, or will have before. */
  it.each(['a', 'the row before a'] as const)(
    'goes first itself in the lines of other rows, along the chain: %s',
    async (wanted) => {
      const lines = createGuardLines(10);
      const gone: string[] = [];
      const wait = async (name: string, ids: readonly string[], goesFirst = false) => {
        const held = await lines.waitInLine(ids, ticket(goesFirst));
        gone.push(name);
        held.release();
      };
      const holders = [lines.takeIfFree(['b']), lines.takeIfFree(['c'])];
      const waiting = [
        ...[1, 2, 3].map((n) => wait(`in the line of c ${n}`, ['c'])),
        wait('has b', ['b', 'c']),
      ];
      holders[0]?.release();
      await settle();
      waiting.push(
        ...[1, 2, 3].map((n) => wait(`in the line of b ${n}`, ['b'])),
        wait('has a', ['a', 'b']),
      );
      await settle();
      waiting.push(wait('goes first', wanted === 'a' ? ['a'] : ['0', 'a'], true));
      await settle();
      holders[1]?.release();
      await Promise.all(waiting);
      expect(gone[0]).toBe('has b');
      const ofB = gone.filter((name) => !name.startsWith('in the line of c'));
      expect(ofB.slice(0, 3)).toEqual(['has b', 'has a', 'goes first']);
      for (const id of ['0', 'a', 'b', 'c']) expect(isHeld(lines, id)).toBe(false);
    },
  );

  it('goes first also if it gets the row while that one waits already', async () => {
    const lines = createGuardLines(20);
    const gone: string[] = [];
    const wait = async (name: string, ids: readonly string[], goesFirst = false) => {
      const held = await lines.waitInLine(ids, ticket(goesFirst));
      gone.push(name);
      await settle();
      held.release();
    };
    const [a, b] = [lines.takeIfFree(['a']), lines.takeIfFree(['b'])];
    const firsts = Array.from({ length: 11 }, (_, n) => wait(`first ${n}`, ['a'], true));
    const waiting = [
      ...firsts,
      wait('waits for b', ['b']),
      wait('has a after ten', ['a', 'b']),
      wait('waits for b, too', ['b']),
    ];
    a?.release();
    await firsts[9];
    await settle();
    await settle();
    b?.release();
    await Promise.all(waiting);
    expect(gone.slice(10)).toEqual([
      'has a after ten',
      'first 10',
      'waits for b',
      'waits for b, too',
    ]);
  });
});

describe('any commands for any rows', () => {
  it('all get their rows, one at a time for each row', async () => {
    const rows = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1, maxLength: 4 });
    const commands = fc.array(fc.tuple(rows, fc.boolean()), { minLength: 1, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(commands, async (all) => {
        const lines = createGuardLines(100);
        const inUse = new Set<string>();
        let done = 0;
        await Promise.all(
          all.map(async ([ids, goesFirst]) => {
            const held = lines.takeIfFree(ids) ?? (await lines.waitInLine(ids, ticket(goesFirst)));
            for (const id of held.ids) {
              expect(inUse.has(id)).toBe(false);
              inUse.add(id);
            }
            await Promise.resolve();
            for (const id of held.ids) inUse.delete(id);
            held.release();
            done += 1;
          }),
        );
        expect(done).toBe(all.length);
        for (const id of ['a', 'b', 'c', 'd']) expect(isHeld(lines, id)).toBe(false);
      }),
    );
  });
});
