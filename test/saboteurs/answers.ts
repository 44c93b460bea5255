// Answers of which a field is forgotten or always the same, and answers whose parts are read in another order.

import { readMethods } from './bench.js';
import { answerFieldsOf, isRecord, mapEach, textOf } from './data.js';
import type { Mutant } from './mutant.js';
import type { Observation } from './observe.js';
import { caps, mutantOfCalls } from './read-arguments.js';

type LeafChange = readonly [what: string, change: (leaf: unknown) => unknown];

function onNumber(what: string, change: (value: number) => number): LeafChange {
  return [what, (leaf) => (typeof leaf === 'number' ? change(leaf) : leaf)];
}

/** Constants that tell: both flags, small numbers, the first value, and null where there is null. */
function constantsOf(values: readonly unknown[]): readonly unknown[] {
  const [first] = values;
  const own =
    typeof first === 'boolean'
      ? [true, false]
      : typeof first === 'number'
        ? [0, 1, first]
        : [first];
  return [...new Set([...own, ...values.filter((value) => value === null)])];
}

function changesOf(place: string, values: readonly unknown[]): readonly LeafChange[] {
  const isNumber = typeof values[0] === 'number';
  const isCount = isNumber && /^\w*count$/iu.test(place);
  return [
    ['is forgotten', () => undefined],
    ...constantsOf(values).map(
      (constant): LeafChange => [`is always ${textOf(constant).slice(0, 40)}`, () => constant],
    ),
    ...(isNumber ? [onNumber('is one more', (value) => value + 1)] : []),
    ...(isCount ? caps : []).map((cap) =>
      onNumber(`is at most ${cap}`, (value) => Math.min(value, cap)),
    ),
  ];
}

/** Rows with a version are left to the shadows. */
export function answerFieldMutants({ methods }: Observation): readonly Mutant[] {
  return [...methods].flatMap(([name, { answers }]) =>
    [...answerFieldsOf(answers, 3)].flatMap(([place, values]) => {
      const path = place.split('/');
      const depth = path.filter((part) => part !== '*').length;
      if (path.includes('value') || (depth > 2 && path.at(-1) !== 'version')) return [];
      const distinct = [...new Map(values.map((value) => [textOf(value), value])).values()];
      return changesOf(place, distinct).map(([what, change]) =>
        mutantOfCalls(
          'answer field',
          `${name}: ${place} ${what}`,
          name,
          () => async (_call, proceed) => mapEach(await proceed(), path, change),
        ),
      );
    }),
  );
}

/** The parts of answers that are no rows. */
function partsOf(answers: readonly unknown[]): readonly string[] {
  const parts = [
    ...new Set(answers.filter(isRecord).flatMap((answer) => Object.keys(answer))),
  ].filter((name) => name !== 'next');
  const isRow = ['version', 'createdAt', 'at'].some((name) => parts.includes(name));
  return isRow || parts.length < 2 ? [] : parts;
}

function readingApart(name: string, part: string, isLast: boolean): Mutant {
  return mutantOfCalls(
    'parts in another order',
    `${name} reads ${part} ${isLast ? 'last' : 'first'}`,
    name,
    () => async (_call, proceed) => {
      const earlier = await proceed();
      for (let tick = 0; tick < 5; tick += 1) await Promise.resolve();
      const later = await proceed();
      if (!isRecord(earlier) || !isRecord(later)) return later;
      return isLast ? { ...earlier, [part]: later[part] } : { ...later, [part]: earlier[part] };
    },
  );
}

export function partOrderMutants({ methods }: Observation): readonly Mutant[] {
  return readMethods.flatMap((name) =>
    partsOf(methods.get(name)?.answers ?? []).flatMap((part) =>
      [true, false].map((isLast) => readingApart(name, part, isLast)),
    ),
  );
}
