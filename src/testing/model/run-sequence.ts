// Runs one sequence of commands on the reference model and on every given storage, and stops at the first difference.

import type { Policy } from '../../domain/shared/policy-limits.js';
import { resolvePolicy } from '../../domain/shared/policy-limits.js';
import { bindNewSlugs } from './bind-slugs.js';
import { bindNewTokens, kidOf, unknownId } from './bind-tokens.js';
import { type CallableStorage, createSystem, type StorageUnderTest } from './callable-storage.js';
import type { SequenceStep } from './command-sequences.js';
import { comparableDump, dumpStorage } from './dump-storage.js';
import {
  findDifferenceText,
  isRecord,
  toPlainJson,
  type UntypedRecord,
} from './find-difference-text.js';
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
import { resolveStepOrNull } from './resolve-step.js';
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
  for (const kind of ['user', 'organization', 'invitation']) names.bind(`${kind} 0`, unknownId);
  for (const step of sequence) {
    const difference = await runStepAndFindDifference(run, step);
    if (difference !== null) return { steps: run.steps, difference };
  }
  return { steps: run.steps, difference: await findDifferenceInRows(run) };
}

async function runStepAndFindDifference(
  { model, systems, names, steps }: SequenceRun,
  step: SequenceStep,
): Promise<string | null> {
  const callsWithKey = steps.map(({ call }) => call).filter(({ key }) => key !== undefined);
  const call = resolveStepOrNull(step, model, callsWithKey);
  if (call === null) return null;
  model.now += millisecondsPerStep;
  for (const key of model.signingKeys) names.bind(key, kidOf(key));
  const environment = { now: model.now, signingKeys: [...model.signingKeys] };
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
  for (const { storage } of systems.slice(0, 1)) await bindNewSlugs(model, names, storage);
  const [violation] = describeBrokenInvariants(model);
  return violation === undefined ? null : `the model breaks an invariant: ${violation}`;
}

function withRealNames(call: ModelCall, names: NameMapping): ModelCall {
  return JSON.parse(
    JSON.stringify(call, (_name, part: unknown) =>
      typeof part === 'string' ? names.realOf(part) : part,
    ),
  );
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

/** The part of an answer that the model also gives. */
function comparableAnswer({ method }: ModelCall, found: unknown): unknown {
  if (method.startsWith('clock.') || method.startsWith('signingKeys.')) return { ok: true };
  if (!isRecord(found)) return { ok: true, value: found };
  if (method === 'relay.runOnce' && isRecord(found['answer'])) {
    return { ok: true, value: { ...found['answer'], mails: found['mails'] } };
  }
  if (method === 'maintenance.runOnce') return { ok: true, value: found };
  return comparableFieldsOf(method, found);
}

const ignoredFieldNames: ReadonlySet<string> = new Set([
  'createdAt',
  'updatedAt',
  'path',
  'issues',
]);

function comparableFieldsOf(method: string, found: UntypedRecord): unknown {
  return JSON.parse(
    JSON.stringify(found, (name, part: unknown) => {
      if (ignoredFieldNames.has(name)) return undefined;
      if (name === 'link' && typeof part === 'string')
        return new URL(part).searchParams.get('token');
      if (method === 'organizations.audit' && isRecord(part) && 'events' in part) {
        const { at, action, subject } = part;
        return { at, action, subject };
      }
      return part;
    }),
  );
}
