// Runs one sequence, and checks every invariant after each step.

import { actorIdentity } from '../../../../src/domain/shared/actor.js';
import type { OrganizationId } from '../../../../src/domain/shared/ids.js';
import { currentTokenOf, type Person } from '../../../support/world.js';
import { chooseCall } from './choose-call.js';
import type { SequenceEnvironment } from './environment.js';
import { applyEntry, type EventHistory, emptyHistory } from './event-history.js';
import { findFirstViolation } from './invariants.js';
import { type ActionsProbe, probeActions } from './probe-actions.js';
import type { RandomCommand, RandomStep } from './random-steps.js';
import type { ReviewCall } from './review-call.js';
import { type CompletedCall, type PerformedCall, runCall, toCompletedCall } from './run-call.js';
import {
  appsOf,
  membersOf,
  newestSubmissionOf,
  pickAt,
  pickEditor,
  pickEnforcer,
  pickReviewer,
  type SequenceState,
} from './sequence-state.js';
import { commandCommits, journalActionOf, type StepObservation } from './step-observation.js';
import { readVisibleState, type VisibleState } from './visible-state.js';

/** The steps of a sequence, up to the first violation. */
export interface ReviewSequenceTrace {
  readonly lines: readonly string[];
  readonly violation: string | null;
}

interface ReviewSequenceRun {
  readonly environment: SequenceEnvironment;
  readonly lines: string[];
  readonly keyTexts: Map<string, string>;
  /** Completed commands with an idempotency key, by actor, method and key. */
  readonly completedCalls: Map<string, CompletedCall>;
  /** Commands with an idempotency key, the last one first. */
  readonly callsWithKey: { call: ReviewCall; key: string }[];
  history: EventHistory;
  visibleState: VisibleState;
}

/** Calls `onStep` after every step without a violation. */
export async function runSequence(
  environment: SequenceEnvironment,
  steps: readonly RandomStep[],
  onStep: (observation: StepObservation) => void = () => undefined,
): Promise<ReviewSequenceTrace> {
  const running: ReviewSequenceRun = {
    environment,
    lines: [],
    keyTexts: new Map(),
    completedCalls: new Map(),
    callsWithKey: [],
    history: emptyHistory,
    visibleState: await readVisibleState(environment, [], new Map()),
  };
  for (const [index, step] of steps.entries()) {
    const violation = await runAndCheckStep(running, step, index, onStep).catch(errorText);
    if (violation !== null) return { lines: running.lines, violation };
  }
  return { lines: running.lines, violation: null };
}

function errorText(fault: unknown): string {
  return fault instanceof Error ? (fault.stack ?? fault.message) : String(fault);
}

async function runAndCheckStep(
  running: ReviewSequenceRun,
  step: RandomStep,
  index: number,
  onStep: (observation: StepObservation) => void,
): Promise<string | null> {
  const { environment, keyTexts } = running;
  const { asked, probe } = await runStep(running, step, index);
  environment.setFaults([]);
  running.lines.push(...asked.map(traceLineOf));
  if (probe !== null)
    running.lines.push(`${actorIdentity(probe.actor)}: asks about ${probe.app.id}`);
  const commits = environment.commitLog.takeCommits();
  for (const { entry } of commits) running.history = applyEntry(running.history, entry);
  for (const one of asked) rememberKeyText(running, one);
  const before = running.visibleState;
  running.visibleState = await readVisibleState(environment, commits, keyTexts);
  const { history, visibleState: after } = running;
  const now = environment.clock.now();
  const rows = environment.commitLog.rows();
  const observation = {
    participants: environment.participants,
    now,
    performedCalls: asked,
    probe,
    commits,
    rows,
    history,
    before,
    after,
  };
  for (const one of asked) rememberCompletedCall(running, one, observation);
  const violation = findFirstViolation(observation);
  if (violation === null) onStep(observation);
  return violation;
}

async function runStep(
  running: ReviewSequenceRun,
  step: RandomStep,
  index: number,
): Promise<{ readonly asked: readonly PerformedCall[]; readonly probe: ActionsProbe | null }> {
  const { environment } = running;
  switch (step.kind) {
    case 'wait':
      environment.clock.advance(step.seconds);
      running.lines.push(`${step.seconds} seconds pass`);
      return { asked: [], probe: null };
    case 'probe':
      return { asked: [], probe: await probeChosenApp(running, step.targetIndex, step.actorIndex) };
    case 'repeat': {
      const earlier = pickAt(running.callsWithKey, step.stepsBack);
      return { asked: earlier === null ? [] : [await performCall(running, earlier)], probe: null };
    }
    case 'command': {
      const given = await prepareCall(running, step.command, index);
      environment.setFaults(step.faults);
      return { asked: given === null ? [] : [await performCall(running, given)], probe: null };
    }
    case 'simultaneous': {
      const first = await prepareCall(running, step.commands[0], index);
      const second = await prepareCall(running, step.commands[1], index);
      environment.setFaults(step.faults);
      const lanes = [0, 1] as const;
      const both = lanes.flatMap((lane) => {
        const given = [first, second][lane] ?? null;
        return given === null ? [] : [() => performCall(running, given, lane)];
      });
      return { asked: await environment.interleaver.runInterleaved(both, step.turns), probe: null };
    }
  }
}

interface PreparedCall {
  readonly call: ReviewCall;
  readonly key?: string;
}

async function prepareCall(
  running: ReviewSequenceRun,
  command: RandomCommand,
  index: number,
): Promise<PreparedCall | null> {
  const call = await chooseCall(currentState(running), command);
  if (call === null) return null;
  if (command.idempotencyKey === 'none') return { call };
  return { call, key: command.idempotencyKey === 'own' ? `key-${index}` : 'key' };
}

function currentState({ environment, keyTexts }: ReviewSequenceRun): SequenceState {
  return {
    participants: environment.participants,
    rows: environment.commitLog.rows(),
    now: environment.clock.now(),
    keyTexts,
    inviteAndGetToken: (organizationId, to) => inviteAndGetToken(environment, organizationId, to),
  };
}

/** Invites as the first admin of the organization. */
async function inviteAndGetToken(
  { commitLog, worlds: [world], participants, clock }: SequenceEnvironment,
  organizationId: OrganizationId,
  { email }: Person,
): Promise<string | null> {
  const sequenceState = {
    participants,
    rows: commitLog.rows(),
    now: clock.now(),
    keyTexts: new Map(),
    inviteAndGetToken: async () => null,
  };
  const [admin] = membersOf(sequenceState, organizationId);
  if (admin === undefined) return null;
  const by = { kind: 'user', userId: admin } as const;
  const sent = await world.guildhall.invitations.invite(by, { organizationId, email });
  if (sent.ok) return currentTokenOf(world, sent.value.id);
  const { refusal } = sent;
  return refusal.code === 'already_invited' ? currentTokenOf(world, refusal.invitationId) : null;
}

async function performCall(
  running: ReviewSequenceRun,
  { call, key: idempotencyKey }: PreparedCall,
  lane: 0 | 1 = 0,
): Promise<PerformedCall> {
  const firstRun =
    idempotencyKey === undefined
      ? null
      : (running.completedCalls.get(idempotencyScopeOf(call, idempotencyKey)) ?? null);
  const outcome = await runCall(running.environment, call, idempotencyKey, lane).catch(
    (fault: unknown) => {
      running.lines.push(
        `${actorIdentity(call.actor)}: ${call.method} ${JSON.stringify(call.input)} → thrown`,
      );
      throw fault;
    },
  );
  return { call, outcome, firstRun, ...(idempotencyKey === undefined ? {} : { idempotencyKey }) };
}

function idempotencyScopeOf({ actor, method }: ReviewCall, key: string): string {
  return `${actorIdentity(actor)} ${method} ${key}`;
}

async function probeChosenApp(
  running: ReviewSequenceRun,
  of: number,
  by: number,
): Promise<ActionsProbe | null> {
  const sequenceState = currentState(running);
  const deleted = appsOf(sequenceState).filter(({ deletedAt }) => deletedAt !== undefined);
  const app = (of >= 2 ? pickAt(deleted, 0) : null) ?? pickAt(appsOf(sequenceState), of);
  if (app === null) return null;
  const newest = newestSubmissionOf(sequenceState, app);
  const reviewer =
    newest === null
      ? pickEnforcer(sequenceState, by)
      : pickReviewer(sequenceState, newest, by >> 1);
  const actor = by % 2 === 0 ? reviewer : pickEditor(sequenceState, app, by >> 1);
  return probeActions(running.environment, actor, app, newest);
}

/** Keeps the text of a new key, which is returned only once. */
function rememberKeyText({ keyTexts }: ReviewSequenceRun, { outcome }: PerformedCall): void {
  if (!outcome.ok) return;
  const { value } = outcome;
  if (typeof value !== 'object' || value === null || !('secret' in value) || !('key' in value))
    return;
  const { key, secret } = value;
  const isKey = typeof key === 'object' && key !== null && 'id' in key;
  if (isKey && typeof secret === 'string') keyTexts.set(String(key.id), secret);
}

/** Keeps a completed command for when its idempotency key is used again. */
function rememberCompletedCall(
  { completedCalls, callsWithKey }: ReviewSequenceRun,
  asked: PerformedCall,
  observation: StepObservation,
): void {
  const { call, idempotencyKey, outcome, firstRun } = asked;
  if (idempotencyKey === undefined) return;
  callsWithKey.unshift({ call, key: idempotencyKey });
  const action = journalActionOf(call.method);
  const isDone = commandCommits(observation).some(
    ({ entry }) => entry.action === action && entry.inputDigest !== undefined,
  );
  if (outcome.ok && isDone && firstRun === null)
    completedCalls.set(idempotencyScopeOf(call, idempotencyKey), toCompletedCall(asked));
}

function traceLineOf({ call, idempotencyKey, outcome }: PerformedCall): string {
  const { actor, method, input } = call;
  const under = idempotencyKey === undefined ? '' : ` under ${idempotencyKey}`;
  const answer = outcome.ok ? 'done' : 'fault' in outcome ? outcome.fault : outcome.refusal.code;
  return `${actorIdentity(actor)}: ${method} ${JSON.stringify(input)}${under} → ${answer}`;
}

/** The trace as text: one line for each command, and the violation. */
export function describeTrace({ lines, violation }: ReviewSequenceTrace): string {
  return [...lines.map((line, index) => `${index + 1}. ${line}`), violation ?? 'no violation'].join(
    '\n',
  );
}
