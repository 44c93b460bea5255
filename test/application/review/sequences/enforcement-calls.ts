// Commands of the platform on apps and releases.

import { type App, appTiers } from '../../../../src/domain/app/app.js';
import type { RandomCommand } from './random-steps.js';
import { type CallFactory, createCall, unknownId } from './review-call.js';
import { reasonsFor } from './review-calls.js';
import { pickApp, pickAt, pickEnforcer, pickSubmission } from './sequence-state.js';

/** Submissions of the app: the live one first, then earlier releases, then approved ones. */
export const revoke: CallFactory = (sequenceState, command) => {
  const states = [
    ['released', 'superseded', 'approved'],
    ['released'],
    ['superseded', 'released'],
    ['approved', 'released'],
  ];
  const fitting = states[command.variant % states.length] ?? [];
  const submission = pickSubmission(sequenceState, command, ({ state }) => fitting.includes(state));
  if (submission === null) return null;
  const input = {
    submissionId: command.defect === 'id' ? unknownId : submission.id,
    ...reasonsFor(command),
  };
  return createCall(
    'review.revoke',
    (g) => g.review.revoke,
    pickEnforcer(sequenceState, command.actorIndex),
    input,
  );
};

function reasonInput(app: App, { defect }: RandomCommand): { appId: string; reason: string } {
  return {
    appId: defect === 'id' ? unknownId : app.id,
    reason: defect === 'blankReason' ? '…' : 'it spies',
  };
}

export const warn: CallFactory = (sequenceState, command) => {
  const app = pickApp(sequenceState, command, ({ enforcement }) => enforcement.state === 'none');
  if (app === null) return null;
  const actor = pickEnforcer(sequenceState, command.actorIndex);
  return createCall('review.warn', (g) => g.review.warn, actor, reasonInput(app, command));
};

export const suspend: CallFactory = (sequenceState, command) => {
  const app = pickApp(
    sequenceState,
    command,
    ({ enforcement }) => enforcement.state !== 'taken_down',
  );
  if (app === null) return null;
  const actor = pickEnforcer(sequenceState, command.actorIndex);
  return createCall('review.suspend', (g) => g.review.suspend, actor, reasonInput(app, command));
};

export const takeDown: CallFactory = (sequenceState, command) => {
  const app = pickApp(
    sequenceState,
    command,
    ({ enforcement }) => enforcement.state !== 'taken_down',
  );
  if (app === null) return null;
  const actor = pickEnforcer(sequenceState, command.actorIndex);
  return createCall('review.takeDown', (g) => g.review.takeDown, actor, reasonInput(app, command));
};

export const reinstate: CallFactory = (sequenceState, command) => {
  const app = pickApp(sequenceState, command, ({ enforcement }) => enforcement.state !== 'none');
  if (app === null) return null;
  const actor = pickEnforcer(sequenceState, command.actorIndex);
  return createCall(
    'review.reinstate',
    (g) => g.review.reinstate,
    actor,
    reasonInput(app, command),
  );
};

export const setTier: CallFactory = (sequenceState, command) => {
  const app = pickApp(sequenceState, command, ({ live }) => live !== undefined);
  if (app === null) return null;
  const input = { appId: app.id, tier: pickAt(appTiers, command.variant) ?? 'none' };
  return createCall(
    'review.setTier',
    (g) => g.review.setTier,
    pickEnforcer(sequenceState, command.actorIndex),
    input,
  );
};
