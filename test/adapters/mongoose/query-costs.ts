// Measures what the server reads for a statement. `explain` gives the plan, and the profiler gives the number of
// documents that the whole statement examined, including joined ones.
import type { Connection, mongo } from 'mongoose';
import { expect } from 'vitest';
import type { Storage } from '../../../src/ports/storage.js';

export interface QueryPlanCase {
  readonly what: string;
  readonly read: (storage: Storage) => Promise<unknown>;
  /** The most documents that the read may examine; a simple list has as many rows. */
  readonly docs: number;
  /** The number of rows in the result, if it differs from `docs`. */
  readonly rows?: number;
}

interface QueryCost {
  /** The statements sent. */
  readonly statements: readonly mongo.Document[];
  /** The number of documents that the server examined for them. */
  readonly docs: number;
}

interface QueryPlan {
  /** The stages of the plans, such as IXSCAN, in every collection. */
  readonly stages: readonly string[];
  /** How many joined collections were scanned completely. */
  readonly scans: number;
}

export interface QueryCosts {
  readonly db: mongo.Db;
  measure(work: () => Promise<unknown>): Promise<QueryCost>;
  planOf(statement: mongo.Document | undefined): Promise<QueryPlan>;
  expectIndexed(statement: mongo.Document | undefined): Promise<void>;
  /** Expects one statement that uses indexes and examines at most `docs` documents. */
  expectCheap(storage: Storage, queryCase: QueryPlanCase): Promise<void>;
}

/** Needs a connection that monitors its commands. */
export function createQueryCosts(connection: Connection): QueryCosts {
  const { db } = connection;
  if (db === undefined) throw new Error('the connection is not open');
  let sent: mongo.CommandStartedEvent[] = [];
  connection.getClient().on('commandStarted', (event) => sent.push(event));
  const costs: QueryCosts = {
    db,
    async measure(work) {
      await db.command({ profile: 0 });
      await db.dropCollection('system.profile');
      await db.command({ profile: 2 });
      sent = [];
      await work();
      const statements = sent.map(({ command }) => command);
      await db.command({ profile: 0 });
      const profiled = await db.collection('system.profile').find().toArray();
      return {
        statements,
        docs: profiled.reduce((sum, { docsExamined }) => sum + (docsExamined ?? 0), 0),
      };
    },
    async planOf(statement) {
      const {
        lsid: _id,
        $clusterTime: _time,
        $db: _db,
        readConcern: _level,
        ...rest
      } = { ...statement };
      const plan = await db.command({ explain: rest, verbosity: 'executionStats' });
      const stages = valuesUnder(plan, 'winningPlan').flatMap((tree) => valuesUnder(tree, 'stage'));
      const scans = valuesUnder(plan, 'collectionScans').reduce<number>(
        (sum, n) => sum + Number(n),
        0,
      );
      return { stages: stages.map(String), scans };
    },
    async expectIndexed(statement) {
      const { stages, scans } = await costs.planOf(statement);
      expect(stages.some((stage) => stage === 'IXSCAN' || stage === 'IDHACK')).toBe(true);
      expect(stages).not.toContain('COLLSCAN');
      expect(stages).not.toContain('SORT');
      expect(scans).toBe(0);
    },
    async expectCheap(storage, { read, docs, rows }) {
      const cost = await costs.measure(async () => {
        const result = await read(storage);
        if (Array.isArray(result)) expect(result).toHaveLength(rows ?? docs);
        else if (rows !== undefined) expect(result).toMatchObject({ items: { length: rows } });
      });
      expect(cost.statements).toHaveLength(1);
      expect(cost.docs).toBeLessThanOrEqual(docs);
      await costs.expectIndexed(cost.statements[0]);
    },
  };
  return costs;
}

/** All values under this name, at any depth. */
function valuesUnder(part: unknown, name: string): readonly unknown[] {
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([key, value]) => [
    ...(key === name ? [value] : []),
    ...valuesUnder(value, name),
  ]);
}
