import type { Change, Operation } from '../../ports/storage.js';
import type { StorageCall } from './intercept-storage.js';

/** The call in one line. A commit shows its changes with the expected versions, its journal entry and its messages. */
export function describeCall(call: StorageCall): string {
  if (call.port !== 'storage') {
    return `${call.port}.${call.method}(${call.args.map(describeArgument).join(', ')})`;
  }
  return call.method === 'commit' ? `commit ${describeOperation(call.args[0])}` : call.method;
}

function describeArgument(argument: unknown): string {
  return typeof argument === 'string' ? argument : JSON.stringify(argument);
}

function describeOperation({ changes, journal, messages }: Operation): string {
  const entry = journal.kind === 'command' ? journal.action : 'fence';
  return [
    ...changes.map(describeChange),
    `journal ${entry}`,
    ...messages.map(({ kind }) => `message ${kind}`),
  ].join(', ');
}

function describeChange(change: Change): string {
  const row = `${change.kind} ${change.collection} ${change.id}`;
  return change.kind === 'insert' ? row : `${row} at version ${change.expectedVersion}`;
}
