// What a use case asks of the storage, and the driver of the database for it, on one timeline.

import type { Connection, mongo } from 'mongoose';
import type { Storage } from '../../src/index.js';
import type { StorageCall } from '../../src/testing/doubles/index.js';
import { inWaves } from './waves.js';

/** One command of the driver to the server. */
export interface Statement {
  /** As MongoDB names it: `find`, `aggregate`, `commitTransaction`. */
  readonly name: string;
  /** The collection it is sent to; null for a transaction's end. */
  readonly on: string | null;
  /** That and those which a pipeline joins, each once. */
  readonly collections: readonly string[];
}

/** A wave of calls of the storage, and the statements that they send. */
export interface Phase {
  readonly kind: 'reads' | 'commit' | 'claim' | 'settle';
  readonly calls: readonly string[];
  readonly statements: readonly Statement[];
}

export interface Recorder {
  /** The storage, under observation. */
  readonly storage: Storage;
  /** What this work asked for, in order. */
  during(work: () => Promise<unknown>): Promise<readonly Phase[]>;
}

interface OpenPhase extends Phase {
  readonly calls: string[];
  readonly statements: Statement[];
}

/** What the driver sends for itself. */
const housekeeping = new Set(['hello', 'ping', 'endSessions', 'buildInfo']);

/** The connection must have been made with `monitorCommands: true`. */
export function recorderOf(connection: Connection, storage: Storage): Recorder {
  const phases: OpenPhase[] = [];
  connection.getClient().on('commandStarted', (event: mongo.CommandStartedEvent) => {
    if (!housekeeping.has(event.commandName)) phases.at(-1)?.statements.push(statementOf(event));
  });
  return {
    storage: inWaves(storage, (call, isFirst) => {
      if (isFirst) phases.push({ kind: kindOf(call), calls: [], statements: [] });
      phases.at(-1)?.calls.push(`${call.port}.${call.method}`);
    }),
    async during(work) {
      phases.length = 0;
      await work();
      return phases.splice(0);
    },
  };
}

function kindOf({ method }: StorageCall): Phase['kind'] {
  return method === 'commit' || method === 'claim' || method === 'settle' ? method : 'reads';
}

function statementOf({ commandName: name, command }: mongo.CommandStartedEvent): Statement {
  const named: unknown = name === 'getMore' ? command['collection'] : command[name];
  const on = typeof named === 'string' ? named : null;
  const collections = [...(on === null ? [] : [on]), ...joinedBy(command['pipeline'])];
  return { name, on, collections: [...new Set(collections)] };
}

/** The collections that a pipeline names, in pipelines within it too. */
function joinedBy(part: unknown): readonly string[] {
  if (Array.isArray(part)) return part.flatMap(joinedBy);
  if (!isPlain(part)) return [];
  return Object.entries(part).flatMap(([name, value]) => {
    const isName = (name === 'from' || name === 'coll') && typeof value === 'string';
    return isName ? [value] : joinedBy(value);
  });
}

function isPlain(value: unknown): value is object {
  return (
    typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
  );
}
