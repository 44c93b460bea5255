// Reads, claims and other calls that misread what they are asked: each argument and each key of it ignored, moved or cut.

import { around, callMethod, createBench, type PortCall, type Proceed } from './bench.js';
import {
  fieldsOf,
  isRecord,
  mapAt,
  type Path,
  pathOf,
  textOf,
  typeOf,
  valueAt,
  withValueAt,
} from './data.js';
import { concerning, type Mutant } from './mutant.js';
import type { Observation } from './observe.js';

/** Caps that libraries, drivers and careless people set. */
export const caps: readonly number[] = [1, 2, 49, 50, 99, 100, 128, 150, 200, 255, 256, 500, 1_000];

/** The largest number of rows that somebody asks for with such an argument. */
const largestLimits: Readonly<Record<string, number>> = {
  'users.listIdsDeletedUntil': 1,
  'users.list': 200,
  'organizations.listIdsDeletedUntil': 1,
  'organizations.listByContactEmail': 1,
  'organizations.readForCreation': 1_001,
  'organizations.listByMember': 2_000,
  'organizations.list': 300,
  'memberships.listAllByOrganization': 100,
  'memberships.listActiveAdminIds': 2,
  'memberships.listMembers': 1_001,
  'memberships.listFormer': 200,
  'memberships.listAccess': 500,
  'invitations.readForInviting': 1_001,
  'invitations.listPendingBySigningKey': 100,
  'invitations.listPendingPastExpiry': 100,
  'invitations.listClosedUntil': 100,
  'invitations.listByEmail': 100,
  'invitations.listPendingByEmail': 200,
  'invitations.listAllByOrganization': 100,
  'invitations.listByOrganization': 1_001,
  'apps.listByOrganization': 200,
  'apps.listUnarchivedIdsByOrganization': 1_001,
  'apps.listLiveIdsByOrganization': 100,
  'apps.listByTester': 100,
  'apps.listIdsDeletedUntil': 1,
  'apps.listPublished': 200,
  'submissions.listByApp': 200,
  'submissions.listAllByApp': 100,
  'submissions.listQueue': 200,
  'submissions.listUndecided': 10_000,
  'submissions.listClaimedBy': 1_001,
  'submissions.listAppIdsWithOpen': 100,
  'submissions.listExpiredApprovals': 100,
  'apiKeys.listByOwner': 2_500,
  'journal.listByOrganization': 200,
  'outbox.claim': 100,
  'outbox.prune': 1_000,
};

export function largestLimitOf(method: string): number {
  const largest = largestLimits[method];
  if (largest === undefined)
    throw new Error(`say in \`largestLimits\` how much anybody asks of ${method}`);
  return largest;
}

type Misreading = (args: readonly unknown[], memory: Map<string, unknown>) => readonly unknown[];

interface NamedMisreading {
  readonly kind: string;
  readonly what: string;
  readonly misread: Misreading;
}

/** Of every method but `commit`, `time`, `migrate` and `close`. */
export function argumentMutants({ methods }: Observation): readonly Mutant[] {
  return [...methods].flatMap(([name, { args }]) => {
    if (['commit', 'time', 'migrate', 'close'].includes(name)) return [];
    const found = fieldsOf(args, 4);
    return [...found].flatMap(([path, values]) =>
      misreadingsOf(name, pathOf(path), values, values.length < args.length).map(
        ({ kind, what, misread }) =>
          mutantOfCalls(kind, `${name} ${what}`, name, () => {
            const memory = new Map<string, unknown>();
            return (call, proceed) => proceed(misread(call.args, memory));
          }),
      ),
    );
  });
}

/** One method of an otherwise correct storage behaves otherwise. */
export function mutantOfCalls(
  kind: string,
  name: string,
  method: string,
  start: () => (call: PortCall, proceed: Proceed, storage: CallNamed) => Promise<unknown>,
): Mutant {
  return {
    kind,
    name,
    ...concerning([method]),
    plant: () => {
      const { storage } = createBench();
      const run = start();
      const callNamed: CallNamed = (other, args) => callMethod(storage, other, args);
      return around(storage, (call, proceed) =>
        call.name === method ? run(call, proceed, callNamed) : proceed(),
      );
    },
  };
}

export type CallNamed = (name: string, args: readonly unknown[]) => Promise<unknown>;

function misreadingsOf(
  name: string,
  path: Path,
  values: readonly unknown[],
  isOptional: boolean,
): readonly NamedMisreading[] {
  const types = new Set(values.map(typeOf));
  const place = path
    .map((part, index) => (index === 0 ? `argument ${Number(part) + 1}` : part))
    .join('.');
  const at = (kind: string, what: string, map: (leaf: unknown) => unknown): NamedMisreading => ({
    kind,
    what: `${what} of ${place}`,
    misread: (args) => {
      const made = mapAt(args, path, map);
      return Array.isArray(made) ? made : args;
    },
  });
  const made: NamedMisreading[] = [];
  const ignored = new Set(values.map(textOf)).size > 1 ? [keptFromFirstCall(path, place)] : [];
  if (types.has('null')) made.push(at('argument ignored', 'takes null instead', () => null));
  if (isOptional && path.length > 1)
    made.push(at('argument ignored', 'sees nothing', () => undefined));
  if (path.at(-1) === 'after' || types.has('object')) return made;
  if (types.has('number')) return [...made, ...numberMisreadings(name, path, at)];
  if (types.has('date')) {
    const moved = [-1, 1, -60_000, 60_000].map((ms) =>
      at('boundary moved', `is ${ms} ms off`, (leaf) =>
        leaf instanceof Date ? new Date(leaf.getTime() + ms) : leaf,
      ),
    );
    return [
      ...made,
      ...ignored,
      ...moved,
      at('boundary moved', 'takes its own clock', (leaf) =>
        leaf instanceof Date ? new Date() : leaf,
      ),
    ];
  }
  if (types.has('list')) {
    const list = (what: string, map: (items: readonly unknown[]) => readonly unknown[]) =>
      at('argument cut', what, (leaf) => (Array.isArray(leaf) ? map(leaf) : leaf));
    return [
      ...made,
      ...[0, 1, 2, 10, 50].map((count) =>
        list(`takes the first ${count}`, (items) => items.slice(0, count)),
      ),
      list('turns the order', (items) => items.toReversed()),
      list('drops what comes twice', (items) => [
        ...new Map(items.map((item) => [textOf(item), item])).values(),
      ]),
    ];
  }
  const texts = values.filter((value) => typeof value === 'string');
  const text = (what: string, map: (value: string) => string) =>
    texts.some((value) => map(value) !== value)
      ? [at('argument cut', what, (leaf) => (typeof leaf === 'string' ? map(leaf) : leaf))]
      : [];
  return [
    ...made,
    ...ignored,
    ...text('ignores the case', (value) => value.toLowerCase()),
    ...text('takes the NFC', (value) => value.normalize('NFC')),
    ...[3, 24, 40, 64].flatMap((length) =>
      text(`takes ${length} characters`, (value) => value.slice(0, length)),
    ),
  ];
}

function keptFromFirstCall(path: Path, place: string): NamedMisreading {
  return {
    kind: 'argument ignored',
    what: `keeps the first value of ${place}`,
    misread: (args, memory) => {
      const key = path.join('.');
      if (!memory.has(key)) memory.set(key, valueAt(args, path));
      const made = withValueAt(args, path, memory.get(key));
      return Array.isArray(made) ? made : args;
    },
  };
}

function numberMisreadings(
  method: string,
  path: Path,
  at: (kind: string, what: string, map: (leaf: unknown) => unknown) => NamedMisreading,
): readonly NamedMisreading[] {
  const name = path.at(-1) ?? '';
  const change = (kind: string, what: string, map: (value: number) => number) =>
    at(kind, what, (leaf) => (typeof leaf === 'number' ? map(leaf) : leaf));
  const near = [
    change('off by one', 'adds one', (value) => value + 1),
    change('off by one', 'takes one off', (value) => Math.max(0, value - 1)),
  ];
  if (name === 'skip') return [...near, change('argument ignored', 'ignores the value', () => 0)];
  if (name === 'maxBytes') {
    return [
      at('argument ignored', 'ignores the value', () => undefined),
      change('boundary moved', 'doubles the value', (value) => value * 2),
      change('boundary moved', 'halves the value', (value) => value / 2),
    ];
  }
  const isLimit = name === 'limit' || (path.length === 1 && name !== '0');
  if (!isLimit)
    return [
      ...near,
      change('argument ignored', 'ignores the value', () => 0),
      change('argument ignored', 'has no bound instead', () => 1_000_000),
    ];
  const largest = largestLimitOf(method);
  return [
    ...near,
    change('argument ignored', 'ignores the value', () => 100_000),
    ...caps
      .filter((cap) => cap < largest)
      .map((cap) => change('capped', `takes at most ${cap}`, (value) => Math.min(value, cap))),
  ];
}

/** Keys whose row has left the list; for every method that has a key to continue after. */
export function deadKeyMutants({ methods }: Observation): readonly Mutant[] {
  return [...methods].flatMap(([name, { args }]) => {
    const path = [...fieldsOf(args, 2).keys()].map(pathOf).find((each) => each.at(-1) === 'after');
    if (path === undefined) return [];
    const page = path.slice(0, -1);
    const wholeList = (given: readonly unknown[]) =>
      given.map((each, index) =>
        String(index) === page[0] && isRecord(each)
          ? { ...each, limit: 100_000, skip: 0, after: null, maxBytes: undefined }
          : each,
      );
    const isDead = async ({ args: given }: PortCall, call: CallNamed) => {
      const key = valueAt(given, path);
      if (key === null) return false;
      const id = isRecord(key) ? (key['id'] ?? key['emailKey']) : key;
      return !textOf(await call(name, wholeList(given))).includes(textOf(id));
    };
    return [
      mutantOfCalls(
        'dead page key',
        `${name} gives an empty page after a key that has died`,
        name,
        () => async (call, proceed, callNamed) => {
          const answer = await proceed();
          return (await isDead(call, callNamed)) && isRecord(answer)
            ? { ...answer, items: [], next: null }
            : answer;
        },
      ),
      mutantOfCalls(
        'dead page key',
        `${name} gives the first page after a key that has died`,
        name,
        () => async (call, proceed, callNamed) => {
          if (!(await isDead(call, callNamed))) return proceed();
          const restarted = withValueAt(call.args, path, null);
          return proceed(Array.isArray(restarted) ? restarted : call.args);
        },
      ),
    ];
  });
}
