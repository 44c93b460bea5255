// What a use case asks of the storage, and the driver of the database for it, on one timeline.

import type { Connection, mongo } from 'mongoose';
import type { Storage } from '../../src/index.js';
import { passThrough, type StorageCall } from '../../src/testing/doubles/index.js';

/** One command of the driver to the server. */
export interface Statement {
  /** As MongoDB names it: `find`, `aggregate`, `commitTransaction`. */
  readonly name: string;
  /** The collection it is sent to; null for a transaction's end. */
  readonly on: string | null;
  /** That and those which a pipeline joins, each once. */
  readonly collections: readonly string[];
}

/** Calls of the storage that are under way together, and the statements that they send. */
export interface Phase {
  readonly kind: 'reads' | 'commit' | 'claim' | 'settle';
  readonly calls: readonly string[];
  readonly statements: readonly Statement[];
  /** Calls of the phase before it that had not been answered when it began. */
  readonly unanswered: number;
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
  open: number;
  hasAnswers: boolean;
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
    storage: passThrough(storage, async (call, proceed) => {
      const phase = phaseOf(phases, call);
      phase.calls.push(`${call.port}.${call.method}`);
      phase.open += 1;
      try {
        return await proceed();
      } finally {
        phase.open -= 1;
        phase.hasAnswers = true;
      }
    }),
    async during(work) {
      phases.length = 0;
      await work();
      return phases.splice(0);
    },
  };
}

/** A call that begins after an answer may rest on it, and so begins a phase. */
function phaseOf(phases: OpenPhase[], call: StorageCall): OpenPhase {
  const last = phases.at(-1);
  const kind = kindOf(call);
  if (last !== undefined && last.kind === kind && !last.hasAnswers) return last;
  const unanswered = last?.open ?? 0;
  const next = { kind, calls: [], statements: [], unanswered, open: 0, hasAnswers: false };
  phases.push(next);
  return next;
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
