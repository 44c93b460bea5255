// Lists that are cut, doubled or in another order, and pages that end too early or too late.

import { around, createBench, type Tables } from './bench.js';
import { answerFieldsOf, idsIn, isRecord, mapEach, type Path, typeOf } from './data.js';
import { concerning, type Mutant } from './mutant.js';
import type { Observation } from './observe.js';
import { caps, mutantOfCalls } from './read-arguments.js';
import { idOf } from './shadow.js';

type Items = readonly unknown[];
type Rearrange = (items: Items, tables: Tables) => Items;

const disorders: Readonly<Record<string, readonly [kind: string, rearrange: Rearrange]>> = {
  'without its first row': ['off by one', (items) => items.slice(1)],
  'without its last row': ['off by one', (items) => items.slice(0, -1)],
  'with its first row twice': ['off by one', (items) => [...items.slice(0, 1), ...items]],
  'with its last row twice': ['off by one', (items) => [...items, ...items.slice(-1)]],
  'in the opposite order': ['order', (items) => items.toReversed()],
  'in the order of writing': ['order', byWriting],
};

function byWriting(items: Items, tables: Tables): Items {
  const ids = Object.values(tables).flatMap((table) =>
    table.rows().map(({ value }) => idOf(value)),
  );
  const placeOfId = new Map(ids.map((id, place) => [id, place]));
  const placeOf = (item: unknown) =>
    Math.min(...idsIn([item]).map((id) => placeOfId.get(id) ?? ids.length), ids.length);
  const places = new Map(items.map((item) => [item, placeOf(item)]));
  return items.toSorted((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0));
}

/** A list that is rearranged; if it is an order, before it is cut at the limit. */
function rearranging(
  method: string,
  path: Path,
  kind: string,
  what: string,
  rearrange: Rearrange,
): Mutant {
  return {
    kind,
    name: `${method}${path.length === 0 ? '' : ` (${path.join('.')})`} answers ${what}`,
    ...concerning([method]),
    plant: () => {
      const { storage, tables } = createBench();
      const change = (items: unknown) => (Array.isArray(items) ? rearrange(items, tables) : items);
      return around(storage, async (call, proceed) => {
        if (call.name !== method) return proceed();
        const limit = call.args.find((each) => typeof each === 'number');
        if (kind !== 'order' || path.length > 0 || limit === undefined)
          return mapEach(await proceed(), path, change);
        const all = change(
          await proceed(call.args.map((each) => (each === limit ? 100_000 : each))),
        );
        return Array.isArray(all) ? all.slice(0, limit) : all;
      });
    },
  };
}

function ofList(
  method: string,
  answers: readonly unknown[],
  path: Path,
  isLimited: boolean,
): readonly Mutant[] {
  const make = (kind: string, what: string, rearrange: Rearrange) =>
    rearranging(method, path, kind, what, rearrange);
  return [
    ...Object.entries(disorders).map(([what, [kind, rearrange]]) => make(kind, what, rearrange)),
    ...datesIn(answers, path).flatMap((date) => [
      make('order', `by ${date.join('.')}`, (items) =>
        items.toSorted((a, b) => timeAt(a, date) - timeAt(b, date)),
      ),
      make('ties', `those of one ${date.join('.')} the other way round`, (items) =>
        reverseRuns(items, (item) => timeAt(item, date)),
      ),
    ]),
    ...(isLimited ? [] : caps).map((cap) =>
      make('capped', `at most ${cap} rows`, (items) => items.slice(0, cap)),
    ),
  ];
}

export function listMutants({ methods }: Observation): readonly Mutant[] {
  return [...methods].flatMap(([name, { answers, args }]) => {
    const isLimited = args
      .flat()
      .some((each) => typeof each === 'number' || (isRecord(each) && 'limit' in each));
    return listPathsOf(answers).flatMap((path) => ofList(name, answers, path, isLimited));
  });
}

/** The lists in answers: the answer itself, or fields of it. */
function listPathsOf(answers: readonly unknown[]): readonly Path[] {
  const names = answers
    .filter(isRecord)
    .flatMap((answer) => Object.keys(answer).filter((name) => Array.isArray(answer[name])));
  return [
    ...(answers.some(Array.isArray) ? [[]] : []),
    ...[...new Set(names)].map((name) => [name]),
  ];
}

/** The dates of the items of a list. */
function datesIn(answers: readonly unknown[], path: Path): readonly Path[] {
  const prefix = [...path, '*', ''].join('/');
  return [...answerFieldsOf(answers, 3)]
    .filter(
      ([place, values]) =>
        place.startsWith(prefix) && values.some((value) => typeOf(value) === 'date'),
    )
    .map(([place]) => place.slice(prefix.length).split('/'))
    .filter((date) => !date.includes('*'));
}

function timeAt(item: unknown, path: Path): number {
  const found = path.reduce<unknown>(
    (value, name) => (isRecord(value) ? value[name] : undefined),
    item,
  );
  return found instanceof Date ? found.getTime() : 0;
}

function reverseRuns(items: Items, keyOf: (item: unknown) => number): Items {
  const runs: unknown[][] = [];
  for (const item of items) {
    const last = runs.at(-1);
    if (last !== undefined && keyOf(last[0]) === keyOf(item)) last.unshift(item);
    else runs.push([item]);
  }
  return runs.flat();
}

type Page = Readonly<Record<string, unknown>>;
/** Asks for the page with another limit, and returns it. */
type Ask = (change: (limit: number) => number) => Promise<Page>;

const countOf = ({ items }: Page) => (Array.isArray(items) ? items.length : 0);

const pageEnds: Readonly<Record<string, (page: Page, ask: Ask) => Promise<Page>>> = {
  'always says that nothing follows': async (page) => ({ ...page, next: null }),
  'says that nothing follows if one row does': async (page, ask) =>
    (await ask((limit) => limit + 1))['next'] === null ? { ...page, next: null } : page,
  'says that something follows if nothing does': async (page, ask) =>
    page['next'] !== null || countOf(page) < 2
      ? page
      : { ...page, next: (await ask(() => countOf(page) - 1))['next'] },
  'continues one row too early': async (page, ask) =>
    page['next'] === null || countOf(page) < 2
      ? page
      : { ...page, next: (await ask(() => countOf(page) - 1))['next'] },
  'continues one row too late': async (page, ask) => {
    const later = (await ask((limit) => limit + 1))['next'] ?? null;
    return page['next'] === null || later === null ? page : { ...page, next: later };
  },
  'gives a row more than was asked': (_page, ask) => ask((limit) => limit + 1),
};

export function pageEndMutants({ methods }: Observation): readonly Mutant[] {
  const pages = [...methods].filter(([, { answers }]) =>
    answers.some((answer) => isRecord(answer) && 'next' in answer),
  );
  return pages.flatMap(([name]) =>
    Object.entries(pageEnds).map(([what, end]) =>
      mutantOfCalls('page end', `${name} ${what}`, name, () => async ({ args }, proceed) => {
        const ask: Ask = async (change) => {
          const answer = await proceed(
            args.map((each) =>
              isRecord(each) && typeof each['limit'] === 'number'
                ? { ...each, limit: change(each['limit']) }
                : each,
            ),
          );
          return isRecord(answer) ? answer : {};
        };
        return end(await ask((limit) => limit), ask);
      }),
    ),
  );
}
