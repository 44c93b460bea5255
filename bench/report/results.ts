// The results of the benchmark, as they are written to `performance.json`.

import * as z from 'zod';

export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly system: string;
}

/** What one subject did, as the medians of all turns. Null: it did nothing in any turn. */
export interface OperationFigures {
  readonly what: string;
  readonly subject: string;
  readonly callers: number;
  readonly perSecond: number | null;
  readonly p50Ms: number | null;
  readonly p99Ms: number | null;
  /** Processor time of the client for each operation, with that of the harness. */
  readonly cpuMs: number | null;
}

/** Two figures that were measured in turns, and the median of their ratios. */
export interface Ratio {
  readonly what: string;
  readonly peer: string;
  readonly callers: number;
  /** The unit of `ours` and `theirs`, which are medians. Null: nothing was done. */
  readonly unit: string;
  readonly ours: number | null;
  readonly theirs: number | null;
  readonly ratio: number | null;
  readonly interval: readonly [number, number] | null;
  readonly bound: 'at least' | 'at most' | null;
  readonly target: number | null;
  readonly met: boolean | null;
  /** Whether both do the same. If not, `price` says what the peer leaves out. */
  readonly binds: boolean;
  readonly price: readonly string[];
  /** The ratio of the floor to the same peer: nothing on this database can do much more. */
  readonly floor: number | null;
  /** The same of the floor with a collection for each model. */
  readonly splitFloor: number | null;
}

/** The p50 of a subject (`ours`) against its own p50 where there is less (`theirs`). */
export interface Growth extends Omit<Ratio, 'peer' | 'binds' | 'price'> {
  readonly run: 'plain' | 'large';
  readonly subject: string;
  readonly from: string;
  readonly to: string;
}

export interface Statements {
  readonly what: string;
  readonly subject: string;
  readonly statements: readonly string[];
  readonly sentBytes: number;
  readonly receivedBytes: number;
}

export interface Limit {
  readonly bound: 'at least' | 'at most';
  readonly target: number;
  readonly met: boolean;
}

export interface Memory extends Limit {
  readonly memberships: number;
  readonly bytesPerMembership: number;
}

export interface Start extends Limit {
  readonly importMs: number;
  readonly zodMs: number;
  readonly ratio: number;
  readonly interval: readonly [number, number];
  readonly bundle: Limit & { readonly gzippedBytes: number };
}

export interface Results {
  readonly machine: Machine;
  readonly versions: Readonly<Record<string, string>>;
  readonly settings: {
    readonly rounds: number;
    readonly seconds: number;
    readonly members: number;
    /** Of the intervals. */
    readonly confidence: number;
  };
  readonly operations: readonly OperationFigures[];
  readonly ratios: readonly Ratio[];
  readonly growth: readonly Growth[];
  readonly statements: readonly Statements[];
  readonly memory: Memory | null;
  readonly start: Start | null;
  readonly failures: readonly string[];
}

const number = z.number();
const interval = z.tuple([number, number]);
const bound = z.enum(['at least', 'at most']);
const limit = { bound, target: number, met: z.boolean() };
const compared = {
  what: z.string(),
  callers: number,
  unit: z.string(),
  ours: number.nullable(),
  theirs: number.nullable(),
  ratio: number.nullable(),
  interval: interval.nullable(),
  bound: bound.nullable(),
  target: number.nullable(),
  met: z.boolean().nullable(),
  floor: number.nullable(),
  // Results of before this floor have none.
  splitFloor: number.nullable().default(null),
};
const texts = z.array(z.string());
const bundle = z.strictObject({ ...limit, gzippedBytes: number });
const start = { ...limit, importMs: number, zodMs: number, ratio: number, interval, bundle };

export const resultsSchema: z.ZodType<Results> = z.strictObject({
  machine: z.strictObject({
    processor: z.string(),
    cores: number,
    memoryGb: number,
    system: z.string(),
  }),
  versions: z.record(z.string(), z.string()),
  settings: z.strictObject({
    rounds: number,
    seconds: number,
    members: number,
    confidence: number,
  }),
  operations: z.array(
    z.strictObject({
      what: z.string(),
      subject: z.string(),
      callers: number,
      perSecond: number.nullable(),
      p50Ms: number.nullable(),
      p99Ms: number.nullable(),
      cpuMs: number.nullable(),
    }),
  ),
  ratios: z.array(
    z.strictObject({ ...compared, peer: z.string(), binds: z.boolean(), price: texts }),
  ),
  growth: z.array(
    z.strictObject({
      ...compared,
      run: z.enum(['plain', 'large']),
      subject: z.string(),
      from: z.string(),
      to: z.string(),
    }),
  ),
  statements: z.array(
    z.strictObject({
      what: z.string(),
      subject: z.string(),
      statements: texts,
      sentBytes: number,
      receivedBytes: number,
    }),
  ),
  memory: z.strictObject({ ...limit, memberships: number, bytesPerMembership: number }).nullable(),
  start: z.strictObject(start).nullable(),
  failures: texts,
});
