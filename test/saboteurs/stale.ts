// Reads that answer with what was true earlier, or with objects that somebody else has, too.

import {
  around,
  callMethod,
  createBench,
  type PortCall,
  portMethods,
  readMethods,
  type TableName,
} from './bench.js';
import { idsIn, textOf } from './data.js';
import { concerning, type Mutant, meddleWith } from './mutant.js';
import type { Observation } from './observe.js';
import { mutantOfCalls } from './read-arguments.js';
import { withShadow } from './shadow.js';

type Drop = (kept: Map<string, unknown>, written: PortCall, read: string) => void;

function dropping(isOld: (key: string, answer: unknown, written: string) => boolean): Drop {
  return (kept, { args }) => {
    const written = textOf(args);
    for (const [key, answer] of kept) if (isOld(key, answer, written)) kept.delete(key);
  };
}

const mentions = (written: string, ids: readonly string[]) =>
  ids.some((id) => written.includes(`"${id}"`));

/** When an answer that is kept is dropped. */
const keepers: Readonly<Record<string, Drop>> = {
  'for ever': () => {},
  'until the next commit': (kept, { name }) => {
    if (name === 'commit') kept.clear();
  },
  'until its own collection is written': (kept, { name, args }, read) => {
    const own = `"collection":"${read.split('.')[0]?.toLowerCase()}"`;
    if (name !== 'commit' || textOf(args).includes(own)) kept.clear();
  },
  'until one of its rows is written': dropping((_key, answer, written) =>
    mentions(written, idsIn(answer)),
  ),
  'until a row that it asks for is written': dropping((key, _answer, written) =>
    mentions(written, idsIn(JSON.parse(key))),
  ),
};

/** Whether an answer that is kept so long can be old. */
function canBeOld(read: string, until: string, collections: ReadonlySet<TableName>): boolean {
  const isWrittenElsewhere = (['invitations', 'journal', 'apikeys'] as const).some((name) =>
    collections.has(name),
  );
  if (until === 'until the next commit') return isWrittenElsewhere;
  if (until === 'until its own collection is written') return collections.size > 1;
  return (
    until !== 'until a row that it asks for is written' ||
    !read.endsWith('.findById') ||
    isWrittenElsewhere
  );
}

const foundNothing = (answer: unknown) =>
  answer === null || textOf(answer) === '[]' || textOf(answer).includes('"items":[]');

const kinds: Readonly<Record<string, (answer: unknown) => boolean>> = {
  'its answers': () => true,
  'that it found nothing': foundNothing,
};

function keeping(read: string, until: string, what: string): Mutant {
  const isKept = kinds[what] ?? foundNothing;
  return {
    kind: 'stale',
    name: `${read} keeps ${what} ${until}`,
    ...concerning([read]),
    plant: () => {
      const kept = new Map<string, unknown>();
      const answer = async (key: string, ask: () => Promise<unknown>) => {
        if (!kept.has(key)) {
          const found = await ask();
          if (!isKept(found)) return found;
          kept.set(key, structuredClone(found));
        }
        return structuredClone(kept.get(key));
      };
      return around(createBench().storage, async (call, proceed) => {
        if (call.name === read) return answer(textOf(call.args), proceed);
        const done = await proceed();
        if (!readMethods.includes(call.name)) keepers[until]?.(kept, call, read);
        return done;
      });
    },
  };
}

export function staleMutants(
  { methods }: Observation,
  collectionsOf: (read: string) => ReadonlySet<TableName>,
): readonly Mutant[] {
  const keepersOf = (read: string) =>
    Object.keys(keepers).filter((until) => canBeOld(read, until, collectionsOf(read)));
  const kindsOf = (read: string) =>
    Object.keys(kinds).filter((what) =>
      methods.get(read)?.answers.some(kinds[what] ?? foundNothing),
    );
  const kept = readMethods.flatMap((read) =>
    keepersOf(read).flatMap((until) => kindsOf(read).map((what) => keeping(read, until, what))),
  );
  const late = [...readMethods.map((read) => [read]), null].map(
    (reads): Mutant => ({
      kind: 'stale',
      name: `${reads?.[0] ?? 'every read'} is one write behind`,
      ...concerning(reads ?? readMethods),
      plant: () => withShadow((_collection, row) => row, reads, 'show', true),
    }),
  );
  return [...kept, ...late];
}

function sharing(method: string): Mutant {
  return mutantOfCalls(
    'shared answers',
    `${method} gives concurrent callers one answer`,
    method,
    () => {
      const running = new Map<string, Promise<unknown>>();
      return (call, proceed) => {
        const key = textOf(call.args);
        const there = running.get(key) ?? proceed().finally(() => running.delete(key));
        running.set(key, there);
        return there;
      };
    },
  );
}

function connected(method: string): Mutant {
  return {
    kind: 'shared answers',
    name: `${method} answers with what is stored`,
    ...concerning([method]),
    plant: () => {
      const { memory, storage } = createBench();
      const sharer = createBench({ memory, copy: (value) => value }).storage;
      return around(storage, (call, proceed) =>
        call.name === method ? callMethod(sharer, method, call.args) : proceed(),
      );
    },
  };
}

function meddling(method: string): Mutant {
  return mutantOfCalls(
    'shared answers',
    `${method} changes its arguments`,
    method,
    () =>
      async ({ args }, proceed) => {
        const given = structuredClone(args);
        try {
          return await proceed(given);
        } finally {
          for (const each of args) meddleWith(each);
        }
      },
  );
}

function postponing(method: string): Mutant {
  return mutantOfCalls(
    'shared answers',
    `${method} looks at its arguments later`,
    method,
    () => async (_call, proceed) => {
      for (let tick = 0; tick < 3; tick += 1) await Promise.resolve();
      return proceed();
    },
  );
}

export function sharedMutants({ methods }: Observation): readonly Mutant[] {
  const hasObjects = (values: readonly unknown[] = []) =>
    values.some((value) => typeof value === 'object' && value !== null);
  const answering = portMethods.filter((name) => hasObjects(methods.get(name)?.answers));
  const asking = portMethods.filter(
    (name) => name === 'commit' || hasObjects(methods.get(name)?.args.flat()),
  );
  return [
    ...answering.filter((name) => readMethods.includes(name)).map(sharing),
    ...answering.map(connected),
    ...asking.map(meddling),
    ...asking.map(postponing),
  ];
}
