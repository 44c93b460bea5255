// Checks that two subjects send the same statements; otherwise their ratio would compare different work.

import type { mongo } from 'mongoose';

/** Returns the statements that the client sends during the work, one line each. The client must monitor commands. */
export async function recordStatements(
  client: mongo.MongoClient,
  work: () => Promise<void>,
): Promise<readonly string[]> {
  const sent: string[] = [];
  const note = (event: mongo.CommandStartedEvent) => insertInOrder(sent, statementLine(event));
  client.on('commandStarted', note);
  try {
    await work();
  } finally {
    client.off('commandStarted', note);
  }
  return sent;
}

/** Reads that follow one another may run at the same time. They are sorted, so that their order makes no difference. */
function insertInOrder(sent: string[], line: string): void {
  const goesBefore = (other: string) =>
    isReadStatement(line) && isReadStatement(other) && line < other;
  const before = sent.findLastIndex((other) => !goesBefore(other));
  sent.splice(before + 1, 0, line);
}

function isReadStatement(line: string): boolean {
  return /^(find|aggregate|getMore) /.test(line);
}

/** The command, its collection and the stages of its pipeline, nested ones included: `aggregate users: $match $limit`. */
export function statementLine({
  commandName: name,
  command,
}: Pick<mongo.CommandStartedEvent, 'commandName' | 'command'>): string {
  const on: unknown = command[name];
  const stages = pipelineText(command['pipeline']);
  return [
    name,
    ...(typeof on === 'string' ? [stages === '' ? on : `${on}:`] : []),
    ...(stages === '' ? [] : [stages]),
  ].join(' ');
}

function pipelineText(pipeline: unknown): string {
  if (!Array.isArray(pipeline)) return '';
  return pipeline.flatMap((data: object) => Object.entries(data).map(pipelineStageText)).join(' ');
}

function pipelineStageText([name, body]: [string, mongo.Document]): string {
  const from: unknown = body['from'] ?? body['coll'];
  return typeof from === 'string' ? `${name} ${from}[${pipelineText(body['pipeline'])}]` : name;
}

/** The first statement in which the two differ, as a text for people; null if they are the same. */
export function firstDifference(one: readonly string[], other: readonly string[]): string | null {
  const count = Math.max(one.length, other.length);
  const index = Array.from({ length: count }).findIndex((_, at) => one[at] !== other[at]);
  return index < 0 ? null : `${one[index] ?? 'nothing'} against ${other[index] ?? 'nothing'}`;
}
