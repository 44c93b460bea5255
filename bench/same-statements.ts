// Whether two subjects send the server the same: otherwise their ratio would compare different work.

import type { mongo } from 'mongoose';

/** What this work makes the client send, one line a command; the client must monitor commands. */
export async function sentBy(
  client: mongo.MongoClient,
  work: () => Promise<void>,
): Promise<readonly string[]> {
  const sent: string[] = [];
  const note = (event: mongo.CommandStartedEvent) => insertInOrder(sent, lineOf(event));
  client.on('commandStarted', note);
  try {
    await work();
  } finally {
    client.off('commandStarted', note);
  }
  return sent;
}

/** Reads that follow each other may be under way at once, so that among them the order does not count. */
function insertInOrder(sent: string[], line: string): void {
  const goesBefore = (other: string) => isRead(line) && isRead(other) && line < other;
  const before = sent.findLastIndex((other) => !goesBefore(other));
  sent.splice(before + 1, 0, line);
}

function isRead(line: string): boolean {
  return /^(find|aggregate|getMore) /.test(line);
}

/** The command, its collection, and what a pipeline does, pipelines within it too: `aggregate users: $match $limit`. */
export function lineOf({
  commandName: name,
  command,
}: Pick<mongo.CommandStartedEvent, 'commandName' | 'command'>): string {
  const on: unknown = command[name];
  const stages = stagesOf(command['pipeline']);
  return [
    name,
    ...(typeof on === 'string' ? [stages === '' ? on : `${on}:`] : []),
    ...(stages === '' ? [] : [stages]),
  ].join(' ');
}

function stagesOf(pipeline: unknown): string {
  if (!Array.isArray(pipeline)) return '';
  return pipeline.flatMap((stage: object) => Object.entries(stage).map(stageText)).join(' ');
}

function stageText([name, body]: [string, mongo.Document]): string {
  const from: unknown = body['from'] ?? body['coll'];
  return typeof from === 'string' ? `${name} ${from}[${stagesOf(body['pipeline'])}]` : name;
}

/** The first statement in which the two differ, for people; null where there is none. */
export function differenceOf(one: readonly string[], other: readonly string[]): string | null {
  const count = Math.max(one.length, other.length);
  const index = Array.from({ length: count }).findIndex((_, at) => one[at] !== other[at]);
  return index < 0 ? null : `${one[index] ?? 'nothing'} against ${other[index] ?? 'nothing'}`;
}
