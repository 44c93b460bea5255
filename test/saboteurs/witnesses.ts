// For each clause one mutant that it finds: a clause that finds none would prove nothing.

import { readFileSync, writeFileSync } from 'node:fs';
import { type RateLimiterClause, rateLimiterContract } from '../../src/testing/contract/index.js';
import { limiterMutants } from './limiters.js';
import { concerns, type Mutant } from './mutant.js';
import { type ObservedClause, observeContract } from './observe.js';
import { allMutants, hashOf } from './table.js';
import { failsOn, type Verdict, withQuickProperties } from './try-mutant.js';

const file = new URL('witnesses.json', import.meta.url);

/** The name of a mutant for each clause, by its id. */
export type Witnesses = Readonly<Record<string, string>>;

export function readWitnesses(): Witnesses {
  return JSON.parse(readFileSync(file, 'utf8'));
}

export function writeWitnesses(witnesses: Witnesses): void {
  writeFileSync(file, `${JSON.stringify(witnesses, null, 2)}\n`);
}

/** The first mutant of a run that each clause caught, or else one that it would catch, or else the one before. */
export async function findWitnesses(verdicts: readonly Verdict[]): Promise<Witnesses> {
  const before = readWitnesses();
  const found: Record<string, string> = {};
  for (const { caughtBy, hung, name } of verdicts)
    if (caughtBy !== null && hung !== true) found[caughtBy] ??= name;
  return withQuickProperties(async () => {
    const { clauses, ...rest } = await observeContract();
    const all = await allMutants({ clauses, ...rest });
    const witnesses: Record<string, string> = {};
    for (const each of clauses) {
      const { id } = each.clause;
      const name = found[id] ?? (await witnessOf(each, all)) ?? before[id];
      if (name !== undefined) witnesses[id] = name;
    }
    for (const { id, check } of rateLimiterContract) {
      const name = found[id] ?? (await limiterFailing(check));
      if (name !== null) witnesses[id] = name;
    }
    return witnesses;
  });
}

async function limiterFailing(check: RateLimiterClause['check']): Promise<string | null> {
  for (const { name, plant } of limiterMutants()) {
    const fails = await check(plant()).then(
      () => false,
      () => true,
    );
    if (fails) return name;
  }
  return null;
}

/** Tries those first that concern few methods of which the clause calls most. */
async function witnessOf(clause: ObservedClause, all: readonly Mutant[]): Promise<string | null> {
  const callsOf = ({ methods }: Mutant) =>
    Math.max(...methods.map((name) => clause.calls.get(name) ?? 0)) / methods.length;
  const concerned = all
    .filter((each) => concerns(each, clause))
    .toSorted((a, b) => callsOf(b) - callsOf(a) || hashOf(a.name) - hashOf(b.name));
  for (const each of concerned.slice(0, maxTries))
    if (await failsOn(clause, each)) return each.name;
  return null;
}

const maxTries = 300;
