// Commands of organizations on keys, and authentication with them.

import type { UserActor } from '../../../../src/domain/shared/actor.js';
import type { RandomCommand } from './random-steps.js';
import { type CallFactory, createCall, type MethodOf, unknownId } from './review-call.js';
import {
  appsOf,
  assertPresent,
  keysOf,
  pickAt,
  pickFitting,
  pickUserActor,
  type SequenceState,
} from './sequence-state.js';

const environments = ['live', 'test'] as const;
const day = 86_400_000;

export const create: CallFactory = (
  sequenceState,
  { targetIndex, actorIndex, variant, defect },
) => {
  const organizationId = assertPresent(
    pickAt(sequenceState.participants.organizations, targetIndex),
  );
  const app = pickAt(appsOf(sequenceState), targetIndex);
  const isOfApp = app !== null && variant % 3 !== 0;
  const owner = isOfApp ? { appId: defect === 'id' ? unknownId : app.id } : { organizationId };
  const environment = environments[variant % 2] ?? 'live';
  const expiresAt =
    variant % 4 === 1 ? { expiresAt: new Date(sequenceState.now.getTime() + day) } : {};
  const input = { ...owner, name: 'the server', environment, ...expiresAt };
  const actor = pickUserActor(
    sequenceState,
    isOfApp ? app.organizationId : organizationId,
    actorIndex,
  );
  return createCall('keys.create', (g) => g.keys.create, actor, input);
};

/** The organization of a key; for an app's key, that of the app. */
function pickKey(
  sequenceState: SequenceState,
  { targetIndex, actorIndex }: RandomCommand,
): { keyId: string; actor: UserActor } | null {
  const key = pickFitting(
    keysOf(sequenceState),
    targetIndex,
    ({ revokedAt }) => revokedAt === undefined,
  );
  if (key === null) return null;
  const { owner } = key;
  const organizationId =
    owner.kind === 'organization'
      ? owner.organizationId
      : sequenceState.rows.apps.get(owner.appId)?.value.organizationId;
  return {
    keyId: key.id,
    actor: pickUserActor(sequenceState, assertPresent(organizationId), actorIndex),
  };
}

export const rotate: CallFactory = (sequenceState, command) => {
  const found = pickKey(sequenceState, command);
  if (found === null) return null;
  const overlaps = [{}, {}, { overlap: 0 }, { overlap: 600 }];
  const input = {
    keyId: command.defect === 'id' ? unknownId : found.keyId,
    ...pickAt(overlaps, command.variant),
  };
  return createCall('keys.rotate', (g) => g.keys.rotate, found.actor, input);
};

export const revoke: CallFactory = (sequenceState, command) => {
  const found = pickKey(sequenceState, command);
  if (found === null) return null;
  const input = { keyId: command.defect === 'id' ? unknownId : found.keyId };
  return createCall('keys.revoke', (g) => g.keys.revoke, found.actor, input);
};

const systemActor = { kind: 'system', reason: 'a sequence' } as const;

/** Authenticates with the newest key, or with a forged one. */
export const authenticate: CallFactory = (sequenceState, { targetIndex, defect }) => {
  const text = pickAt([...sequenceState.keyTexts.values()].toReversed(), targetIndex);
  if (text === null) return null;
  const isForged = defect === 'token';
  const key = isForged ? `${text.slice(0, -9)}${'2'.repeat(9)}` : text;
  const give: MethodOf<{ key: string }> = (g) => (_actor, input) => g.keys.authenticate(input);
  return {
    ...createCall('keys.authenticate', give, systemActor, { key }),
    mustBeRefused: isForged,
  };
};
