// Runs reads and asks the server with `explain` what each of their statements examines.

import type { Connection, mongo } from 'mongoose';
import type { Storage } from '../../src/ports/storage.js';
import type { ReadWorld } from './port-reads.js';
import { allReads, type ReadCase } from './port-reads.js';

/** One plan of a statement. A pipeline that also reads other collections has one for each. */
interface PlanCost {
  readonly docs: number;
  readonly keys: number;
  readonly returned: number;
}

/** What one read costs. */
export interface ReadCost {
  /** Such as `memberships.listMembers: a later page`. */
  readonly what: string;
  readonly plans: readonly PlanCost[];
  /** Documents that joins examined, and counts in a joined collection, for which `explain` gives no figures. */
  readonly joined: number;
  /** How the read breaks the bounds; empty if it keeps them. */
  readonly broken: readonly string[];
  /** Why the read may break the bound of documents. */
  readonly knownReason: string | null;
}

const profileCollection = 'system.profile';

/** Needs a connection that monitors its commands. */
export async function measureReads(
  connection: Connection,
  storage: Storage,
  world: ReadWorld,
): Promise<readonly ReadCost[]> {
  const { db } = connection;
  if (db === undefined) throw new Error('The connection is not open.');
  const sent: mongo.Document[] = [];
  const listener = ({ command, commandName }: mongo.CommandStartedEvent) => {
    const isRead = commandName === 'find' || commandName === 'aggregate';
    if (isRead && command[commandName] !== profileCollection) sent.push(command);
  };
  await storage.users.findById(world.ada.id);
  connection.getClient().on('commandStarted', listener);
  const costs: ReadCost[] = [];
  for (const { name, ...read } of namedCases(world)) {
    sent.splice(0);
    const examined = await profile(db, () => read.read(storage));
    const statements = sent.splice(0);
    const explained: mongo.Document[] = [];
    for (const statement of statements) explained.push(await explain(db, statement));
    costs.push(toCost(name, read, examined, explained));
  }
  connection.getClient().off('commandStarted', listener);
  return costs;
}

/** Fails if a read breaks a bound for no known reason, or keeps it although a reason is given. */
export function unexpectedCosts(costs: readonly ReadCost[]): readonly string[] {
  return costs.flatMap(({ what, broken, knownReason }) => {
    if (knownReason === null) return broken.map((how) => `${what}: ${how}`);
    return broken.length === 0 ? [`${what}: keeps the bound, although "${knownReason}"`] : [];
  });
}

function namedCases(world: ReadWorld): readonly (ReadCase & { readonly name: string })[] {
  return Object.entries(allReads(world)).flatMap(([part, reads]) =>
    Object.entries(reads).flatMap(([read, cases]: [string, readonly ReadCase[]]) =>
      cases.map((one) => ({
        ...one,
        name: `${part}.${read}${one.about === undefined ? '' : `: ${one.about}`}`,
      })),
    ),
  );
}

async function explain(db: mongo.Db, statement: mongo.Document): Promise<mongo.Document> {
  const { lsid: _id, $clusterTime: _time, $db: _db, readConcern: _level, ...rest } = statement;
  const { command: _echo, ...plan } = await db.command({
    explain: rest,
    verbosity: 'executionStats',
  });
  return plan;
}

/** The number of documents that the server examined for the statements of the work, joined ones too. */
async function profile(db: mongo.Db, work: () => Promise<unknown>): Promise<number> {
  await db.command({ profile: 0 });
  await db.dropCollection(profileCollection);
  await db.command({ profile: 2 });
  await work();
  await db.command({ profile: 0 });
  const profiled = await db
    .collection(profileCollection)
    .find({ 'command.lsid': { $exists: true }, op: { $in: ['query', 'command', 'getmore'] } })
    .toArray();
  return profiled.reduce((sum, { docsExamined }) => sum + (docsExamined ?? 0), 0);
}

function toCost(
  what: string,
  { joins = 0, reason }: ReadCase,
  examined: number,
  explained: readonly mongo.Document[],
): ReadCost {
  const plans = valuesUnder(explained, 'executionStats').map((stats) => ({
    docs: numberOf(stats, 'totalDocsExamined'),
    keys: numberOf(stats, 'totalKeysExamined'),
    returned: returnedBy(stats),
  }));
  const joined = examined - plans.reduce((sum, { docs }) => sum + docs, 0);
  const stages = valuesUnder(valuesUnder(explained, 'winningPlan'), 'stage');
  const sorts = stages.includes('SORT') || objectsWith(explained, '$sort').length > 0;
  const scanned =
    stages.includes('COLLSCAN') ||
    valuesUnder(explained, 'collectionScans').some((scans) => Number(scans) > 0);
  const broken = [
    ...plans
      .filter(({ docs, returned }) => docs > returned + 1)
      .map(({ docs, returned }) => `${docs} documents for ${returned} rows`),
    ...(joined > joins ? [`${joined} joined documents, and not ${joins}`] : []),
    ...(sorts ? ['a sort in memory'] : []),
    ...(scanned ? ['a scan of a collection'] : []),
    ...(plans.length === 0 ? ['no plan'] : []),
  ];
  return { what, plans, joined, broken, knownReason: reason ?? null };
}

/** If the plan itself collects its rows into one document, the rows that it collects. */
function returnedBy(stats: unknown): number {
  const [group] = objectsWith(stats, 'stage').filter(({ stage }) => stage === 'group');
  return numberOf(group === undefined ? stats : group['inputStage'], 'nReturned');
}

function numberOf(part: unknown, name: string): number {
  const value = isObject(part) ? part[name] : undefined;
  return Number(value ?? 0);
}

function isObject(part: unknown): part is Readonly<Record<string, unknown>> {
  return typeof part === 'object' && part !== null;
}

/** All values under this name, at any depth. */
function valuesUnder(part: unknown, name: string): readonly unknown[] {
  return objectsWith(part, name).map((one) => one[name]);
}

/** All objects with this property, at any depth. */
function objectsWith(part: unknown, name: string): readonly Readonly<Record<string, unknown>>[] {
  if (!isObject(part)) return [];
  return [
    ...(name in part ? [part] : []),
    ...Object.values(part).flatMap((value) => objectsWith(value, name)),
  ];
}
