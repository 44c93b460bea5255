// What the server had to read for an answer. `explain` says which plan it took and the profiler how many documents the
// whole statement looked at, joined ones included.
import type { Connection, mongo } from 'mongoose';
import { expect } from 'vitest';
import type { Storage } from '../../../src/ports/storage.js';

export interface Question {
  readonly what: string;
  readonly ask: (storage: Storage) => Promise<unknown>;
  /** The most documents that the answer may take; a plain list has as many rows. */
  readonly docs: number;
  /** The rows of the answer, where they are fewer, or more since an index alone has them. */
  readonly rows?: number;
}

interface Cost {
  /** The statements that were sent. */
  readonly statements: readonly mongo.Document[];
  /** The documents that the server looked at for them. */
  readonly docs: number;
}

interface Plan {
  /** What was done, such as IXSCAN, in every collection. */
  readonly stages: readonly string[];
  /** Joined collections that were read from end to end. */
  readonly scans: number;
}

export interface Costs {
  readonly db: mongo.Db;
  of(work: () => Promise<unknown>): Promise<Cost>;
  planOf(statement: mongo.Document | undefined): Promise<Plan>;
  expectIndexed(statement: mongo.Document | undefined): Promise<void>;
  /** One statement over indexes, with no more documents than the question says. */
  expectCheap(storage: Storage, question: Question): Promise<void>;
}

/** By a connection that monitors its commands. */
export function costsOn(connection: Connection): Costs {
  const { db } = connection;
  if (db === undefined) throw new Error('the connection is not open');
  let sent: mongo.CommandStartedEvent[] = [];
  connection.getClient().on('commandStarted', (event) => sent.push(event));
  const costs: Costs = {
    db,
    async of(work) {
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
      const stages = valuesOf(plan, 'winningPlan').flatMap((tree) => valuesOf(tree, 'stage'));
      const scans = valuesOf(plan, 'collectionScans').reduce<number>(
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
    async expectCheap(storage, { ask, docs, rows }) {
      const cost = await costs.of(async () => {
        const answer = await ask(storage);
        if (Array.isArray(answer)) expect(answer).toHaveLength(rows ?? docs);
        else if (rows !== undefined) expect(answer).toMatchObject({ items: { length: rows } });
      });
      expect(cost.statements).toHaveLength(1);
      expect(cost.docs).toBeLessThanOrEqual(docs);
      await costs.expectIndexed(cost.statements[0]);
    },
  };
  return costs;
}

/** Everything that stands under this name, at whatever depth. */
function valuesOf(part: unknown, name: string): readonly unknown[] {
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([key, value]) => [
    ...(key === name ? [value] : []),
    ...valuesOf(value, name),
  ]);
}
