// The targets of the benchmark. Each is a ratio of two figures of one run, or a limit.

import type { OperationName } from './operations.js';
import type { SubjectName } from './subjects.js';

/**
 * `rate`: operations per second. `p50`: the median latency. `tail`: p99 ÷ p50. `busy`: the processor time of a slice against
 * its wall time.
 */
export type Figure = 'rate' | 'p50' | 'tail' | 'busy';

export interface Bound {
  readonly bound: 'at least' | 'at most';
  readonly target: number;
}

export interface RatioTarget extends Bound {
  readonly what: OperationName;
  readonly figure: Figure;
  readonly peer: SubjectName;
  readonly callers: readonly number[];
  /** Only in organizations of this size, in the measurement of growth. */
  readonly members?: number;
}

const callers = [1, 16];
const atLeast = { figure: 'rate', callers, bound: 'at least' } as const;
const [p50, tail] = [
  { figure: 'p50', peer: 'floor', callers, bound: 'at most' },
  { figure: 'tail', peer: 'floor', callers, bound: 'at most' },
] as const;
/** The peer of a processor's time is the time that went by. */
const busy = { figure: 'busy', peer: 'memory', callers, bound: 'at least' } as const;

const inLarge = { ...atLeast, peer: 'carefulTeam', members: 10_000 } as const;

export const ratioTargets: readonly RatioTarget[] = [
  { what: 'create', peer: 'betterAuth', ...atLeast, target: 1.5 },
  { what: 'invite-accept', peer: 'betterAuth', ...atLeast, target: 2.5 },
  { what: 'find-by-member', peer: 'betterAuth', ...atLeast, target: 5 },
  { what: 'is-member', peer: 'betterAuth', ...atLeast, target: 1 },
  { what: 'can', peer: 'betterAuth', ...atLeast, target: 2 },
  { what: 'members', peer: 'betterAuth', ...atLeast, target: 1.5 },

  { what: 'create', peer: 'betterAuthInMemory', ...atLeast, target: 20 },
  { what: 'invite-accept', peer: 'betterAuthInMemory', ...atLeast, target: 200 },
  { what: 'find-by-member', peer: 'betterAuthInMemory', ...atLeast, target: 20 },
  { what: 'is-member', peer: 'betterAuthInMemory', ...atLeast, target: 20 },
  { what: 'can', peer: 'betterAuthInMemory', ...atLeast, target: 20 },
  { what: 'members', peer: 'betterAuthInMemory', ...atLeast, target: 20 },

  { what: 'create', ...busy, target: 0.95 },
  { what: 'invite-accept', ...busy, target: 0.95 },
  { what: 'find-by-member', ...busy, target: 0.95 },
  { what: 'is-member', ...busy, target: 0.95 },
  { what: 'can', ...busy, target: 0.95 },
  { what: 'members', ...busy, target: 0.95 },

  { what: 'invite-accept', ...inLarge, target: 10 },
  { what: 'is-member', ...inLarge, target: 10 },
  { what: 'can', ...inLarge, target: 10 },
  { what: 'members', ...inLarge, target: 10 },

  { what: 'create', ...p50, target: 1.25 },
  { what: 'invite-accept', ...p50, target: 1.25 },
  { what: 'find-by-member', ...p50, target: 1.15 },
  { what: 'is-member', ...p50, target: 1.15 },
  { what: 'can', ...p50, target: 1.15 },
  { what: 'members', ...p50, target: 1.15 },

  { what: 'create', ...tail, target: 1.2 },
  { what: 'invite-accept', ...tail, target: 1.2 },
  { what: 'find-by-member', ...tail, target: 1.2 },
  { what: 'is-member', ...tail, target: 1.2 },
  { what: 'can', ...tail, target: 1.2 },
  { what: 'members', ...tail, target: 1.2 },
];

/** The p50 of the larger against that of the smaller, for Guildhall on MongoDB. */
export const growthTargets: Readonly<Record<'organizations' | 'members' | 'lastPage', Bound>> = {
  organizations: { bound: 'at most', target: 1.3 },
  members: { bound: 'at most', target: 1.3 },
  lastPage: { bound: 'at most', target: 1.2 },
};

/** Bytes of heap for a membership. */
export const memoryTarget: Bound = { bound: 'at most', target: 600 };
/** The time to import the core against that to import zod. */
export const startTarget: Bound = { bound: 'at most', target: 1.5 };
/** Bytes of the gzipped core without its dependencies, as in `.size-limit.json`. */
export const bundleTarget: Bound = { bound: 'at most', target: 73_000 };
/** Seconds that the storage contract takes on the memory storage, with the default number of runs. */
export const contractTarget: Bound = { bound: 'at most', target: 10 };

export function findTarget(
  wanted: Pick<RatioTarget, 'what' | 'figure' | 'peer' | 'members'>,
  withCallers: number,
): Bound | null {
  const found = ratioTargets.find(
    ({ what, figure, peer, members, callers: counts }) =>
      what === wanted.what &&
      figure === wanted.figure &&
      peer === wanted.peer &&
      members === wanted.members &&
      counts.includes(withCallers),
  );
  return found ?? null;
}

/** Null if there is no target. A figure that could not be measured meets none. */
export function isMet(figure: number | null, bound: Bound | null): boolean | null {
  if (bound === null) return null;
  if (figure === null) return false;
  return bound.bound === 'at least' ? figure >= bound.target : figure <= bound.target;
}
