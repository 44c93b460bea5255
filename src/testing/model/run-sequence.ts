// Runs one sequence of commands on the reference model and on every given storage, and stops at the first difference.

import type { Policy } from '../../domain/shared/policy-limits.js';
import { resolvePolicy } from '../../domain/shared/policy-limits.js';
import { bindMistypedKeys } from './bind-keys.js';
import { bindNewSlugs } from './bind-slugs.js';
import { bindNewTokens, kidOf, unknownId } from './bind-tokens.js';
import { type CallableStorage, createSystem, type StorageUnderTest } from './callable-storage.js';
import type { SequenceStep } from './command-sequences.js';
import { comparableAnswer } from './comparable-answer.js';
import { comparableDump, dumpStorage } from './dump-storage.js';
import { findDifferenceText, toPlainJson } from './find-difference-text.js';
import { createNameMapping, type NameMapping } from './name-mapping.js';
import {
  answerCall,
  comparableRows,
  createEmptyModel,
  describeBrokenInvariants,
  type ModelAnswer,
  type ModelCall,
  type ReferenceModel,
} from './reference/index.js';
import { resolveStep } from './resolve-step.js';
import { lowLimitPolicy } from './vocabulary.js';

/** One call of a sequence with the model's answer. */
export interface TraceStep {
  readonly call: ModelCall;
  readonly answer: ModelAnswer;
}

/** What a sequence did, up to the first difference. */
export interface SequenceTrace {
  /** Every call, with the model's names. */
  readonly steps: readonly TraceStep[];
  /** The first difference, in words; null if there was none. */
  readonly difference: string | null;
}

/** In the future, so that no database deletes what a sequence writes because it is old. */
const startEpochMs = Date.UTC(2040, 2, 5, 9, 0, 0, 500);

/** The clock moves this much before each call, so journal entries have one order. It is no whole second, to test milliseconds. */
const millisecondsPerStep = 5_001;

/** Of these kinds, calls also name a row that does not exist: number 0. */
const kindsWithUnknownRow = ['user', 'organization', 'invitation', 'app', 'submission', 'apikey'];

interface SequenceRun {
  readonly model: ReferenceModel;
  readonly systems: readonly CallableStorage[];
  readonly names: NameMapping;
  readonly steps: TraceStep[];
}

/**
 * Runs the commands on the model and on Guildhall over each storage. Compares the first storage with the model, and every
 * other storage exactly with the first: each answer, and all rows at the end. The storages must be empty.
 */
export async function runSequence(
  sequence: readonly SequenceStep[],
  storages: readonly StorageUnderTest[],
): Promise<SequenceTrace> {
  const policy: Policy = resolvePolicy(lowLimitPolicy);
  const names = createNameMapping();
  const model = createEmptyModel(policy, startEpochMs);
  const systems = storages.map((storage) => createSystem(storage, policy, names));
  const run: SequenceRun = { model, systems, names, steps: [] };
  for (const kind of kindsWithUnknownRow) names.bind(`${kind} 0`, unknownId);
  for (const step of sequence) {
    const callsWithKey = run.steps.map(({ call }) => call).filter(({ key }) => key !== undefined);
    for (const call of resolveStep(step, model, callsWithKey)) {
      const difference = await runCallAndFindDifference(run, call);
      if (difference !== null) return { steps: run.steps, difference };
    }
  }
  return { steps: run.steps, difference: await findDifferenceInRows(run) };
}

async function runCallAndFindDifference(
  { model, systems, names, steps }: SequenceRun,
  call: ModelCall,
): Promise<string | null> {
  model.now += millisecondsPerStep;
  for (const key of model.signingKeys) names.bind(key, kidOf(key));
  const environment = {
    now: model.now,
    signingKeys: [...model.signingKeys],
    reviewers: new Map([...model.reviewers].map(([id, may]) => [names.realOf(id), may])),
  };
  const realCall = withRealNames(call, names);
  const found: unknown[] = [];
  for (const system of systems)
    found.push(toPlainJson(await system.answerCall(realCall, environment)));
  const expected = answerCall(model, call);
  steps.push({ call, answer: expected });
  const difference =
    findDifferenceText(
      toPlainJson(expected),
      comparableAnswer(call, found[0]),
      createNameBindingComparison(names),
    ) ?? findDifferenceBetweenSystems(found, systems);
  if (difference !== null) return difference;
  await bindNewTokens(model, names);
  bindMistypedKeys(model, names);
  for (const { storage } of systems.slice(0, 1)) await bindNewSlugs(model, names, storage);
  const [violation] = describeBrokenInvariants(model);
  return violation === undefined ? null : `the model breaks an invariant: ${violation}`;
}

/** The caller can have a word before its id, as in `reviewer user 1`. */
const callerPattern = /^(reviewer|key) (.+)$/;

function withRealNames({ caller, ...call }: ModelCall, names: NameMapping): ModelCall {
  const [, word, id] = callerPattern.exec(caller) ?? [];
  const realCaller = id === undefined ? names.realOf(caller) : `${word} ${names.realOf(id)}`;
  const realCall = JSON.parse(
    JSON.stringify(call, (_name, part: unknown) =>
      typeof part === 'string' ? names.realOf(part) : part,
    ),
  );
  return { ...realCall, caller: realCaller };
}

function createNameBindingComparison(
  names: NameMapping,
): (expected: unknown, found: unknown) => boolean {
  return (expected, found) =>
    typeof expected === 'string' && typeof found === 'string'
      ? names.matchOrBind(expected, found)
      : Object.is(expected, found);
}

function findDifferenceBetweenSystems(
  found: readonly unknown[],
  systems: readonly CallableStorage[],
): string | null {
  const [first, ...others] = found;
  for (const [index, other] of others.entries()) {
    const name = systems[index + 1]?.name ?? 'another storage';
    const difference = findDifferenceText(first, other, Object.is, `on ${name} the answer`);
    if (difference !== null) return difference;
  }
  return null;
}

async function findDifferenceInRows({
  model,
  systems,
  names,
}: SequenceRun): Promise<string | null> {
  const dumps = await Promise.all(systems.map(({ storage }) => dumpStorage(storage, model, names)));
  const [first] = dumps;
  if (first === undefined) return null;
  const found = toPlainJson(comparableDump(first, names));
  return (
    findDifferenceText(
      toPlainJson(comparableRows(model)),
      found,
      createNameBindingComparison(names),
      'at the end the data',
    ) ?? findDifferenceBetweenSystems(dumps.map(toPlainJson), systems)
  );
}
