// Records the storage calls of a use case, together with the commands that the driver sends for them.

import type { Connection, mongo } from 'mongoose';
import type { Storage } from '../../src/index.js';
import type { StorageCall } from '../../src/testing/doubles/index.js';
import { callInWaves } from './read-waves.js';

/** One command of the driver to the server. */
export interface Statement {
  /** The name in MongoDB: `find`, `aggregate`, `commitTransaction`. */
  readonly name: string;
  /** The collection; null for a command that ends a transaction. */
  readonly on: string | null;
  /** This collection and those that its pipeline joins, each once. */
  readonly collections: readonly string[];
}

/** A wave of storage calls, and the statements that they send. */
export interface StatementPhase {
  readonly kind: 'reads' | 'commit' | 'claim' | 'settle';
  readonly calls: readonly string[];
  readonly statements: readonly Statement[];
}

export interface StatementRecorder {
  /** The storage whose calls are recorded. */
  readonly storage: Storage;
  /** Runs the work and returns its phases in order. */
  recordDuring(work: () => Promise<unknown>): Promise<readonly StatementPhase[]>;
}

interface OpenStatementPhase extends StatementPhase {
  readonly calls: string[];
  readonly statements: Statement[];
}

/** The commands that the driver sends on its own. */
const driverOwnCommands = new Set(['hello', 'ping', 'endSessions', 'buildInfo']);

/** The connection must have been created with `monitorCommands: true`. */
export function createStatementRecorder(
  connection: Connection,
  storage: Storage,
): StatementRecorder {
  const phases: OpenStatementPhase[] = [];
  connection.getClient().on('commandStarted', (event: mongo.CommandStartedEvent) => {
    if (!driverOwnCommands.has(event.commandName))
      phases.at(-1)?.statements.push(toStatement(event));
  });
  return {
    storage: callInWaves(storage, (call, isFirst) => {
      if (isFirst) phases.push({ kind: phaseKindOf(call), calls: [], statements: [] });
      phases.at(-1)?.calls.push(`${call.port}.${call.method}`);
    }),
    async recordDuring(work) {
      phases.length = 0;
      await work();
      return phases.splice(0);
    },
  };
}

function phaseKindOf({ method }: StorageCall): StatementPhase['kind'] {
  return method === 'commit' || method === 'claim' || method === 'settle' ? method : 'reads';
}

function toStatement({ commandName: name, command }: mongo.CommandStartedEvent): Statement {
  const named: unknown = name === 'getMore' ? command['collection'] : command[name];
  const on = typeof named === 'string' ? withoutPrefix(named) : null;
  const joined = joinedCollections(command['pipeline']).map(withoutPrefix);
  const collections = [...(on === null ? [] : [on]), ...joined];
  return { name, on, collections: [...new Set(collections)] };
}

function withoutPrefix(storedName: string): string {
  return storedName.replace(/^guildhall_/, '');
}

/** The collections that a pipeline joins, nested pipelines included. */
function joinedCollections(part: unknown): readonly string[] {
  if (Array.isArray(part)) return part.flatMap(joinedCollections);
  if (!isPlain(part)) return [];
  return Object.entries(part).flatMap(([name, value]) => {
    const isName = (name === 'from' || name === 'coll') && typeof value === 'string';
    return isName ? [value] : joinedCollections(value);
  });
}

function isPlain(value: unknown): value is object {
  return (
    typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
  );
}
