// Commands of organizations on apps.

import { type App, appVisibilities } from '../../../../src/domain/app/app.js';
import type { Actor } from '../../../../src/domain/shared/actor.js';
import { changeAt, forbiddenFields } from './manifest-changes.js';
import type { RandomCommand } from './random-steps.js';
import { type CallFactory, createCall, createForbiddenCall, unknownId } from './review-call.js';
import {
  adminsOf,
  appsOf,
  fittingFirst,
  hasOpenSubmission,
  keysOf,
  pickApp,
  pickAt,
  pickEditor,
  pickUserActor,
  type SequenceState,
} from './sequence-state.js';

const packageNames = ['org.mentra.captions', 'org.mentra.maps', 'dev.acme.notes', 'dev.solo.timer'];

export const create: CallFactory = (
  sequenceState,
  { targetIndex, actorIndex, variant, defect },
) => {
  const taken = new Set<string>(appsOf(sequenceState).map(({ packageName }) => packageName));
  const free = fittingFirst(packageNames, (name) => !taken.has(name));
  const organizationId = pickAt(sequenceState.participants.organizations, variant) ?? unknownId;
  const packageName =
    defect === 'blankReason' ? 'system.mentra' : (pickAt(free, targetIndex) ?? unknownId);
  const input = {
    organizationId: defect === 'id' ? unknownId : organizationId,
    packageName,
    name: 'Captions',
  };
  const own = sequenceState.participants.organizations.find((id) => id === organizationId);
  const actor = pickUserActor(
    sequenceState,
    own ?? sequenceState.participants.organizations[0] ?? throwNoOrganization(),
    actorIndex,
  );
  return createCall('apps.create', (g) => g.apps.create, actor, input);
};

function throwNoOrganization(): never {
  throw new Error('a sequence needs an organization');
}

function isNotDeleted({ deletedAt }: App): boolean {
  return deletedAt === undefined;
}

/** A key of the app or its organization as actor, valid or not. */
function findAppKey(
  sequenceState: SequenceState,
  { variant }: RandomCommand,
): { app: App; actor: Actor } | null {
  if (variant < 14) return null;
  const found = keysOf(sequenceState).flatMap(({ id: keyId, owner }) => {
    const app = owner.kind === 'app' ? sequenceState.rows.apps.get(owner.appId)?.value : undefined;
    return app === undefined ? [] : [{ app, actor: { kind: 'key', keyId } as const }];
  });
  return pickAt(found, 0);
}

export const updateDraft: CallFactory = (sequenceState, command) => {
  const keyed = findAppKey(sequenceState, command);
  const app = keyed?.app ?? pickApp(sequenceState, command, isNotDeleted);
  if (app === null) return null;
  const { revision } = app.draft;
  const input = {
    appId: command.defect === 'id' ? unknownId : app.id,
    expectedRevision: command.defect === 'revision' ? revision + 1 : revision,
    changes: changeAt(revision, command.variant),
  };
  const actor = keyed?.actor ?? pickEditor(sequenceState, app, command.actorIndex);
  if (command.defect !== 'unknownField') {
    return createCall('apps.updateDraft', (g) => g.apps.updateDraft, actor, input);
  }
  const within = { ...input, changes: { ...input.changes, ...forbiddenFields } };
  const beside = { ...input, ...forbiddenFields };
  const given = command.variant % 2 === 0 ? within : beside;
  return createForbiddenCall('apps.updateDraft', (g) => g.apps.updateDraft, actor, given);
};

export const share: CallFactory = (sequenceState, command) => {
  const app = pickApp(sequenceState, command, ({ visibility }) => visibility !== 'public');
  if (app === null) return null;
  const visibility = pickAt(appVisibilities.toReversed(), command.variant % 4) ?? 'public';
  const testers = command.variant % 3 === 0 ? { testers: ['tess@mentra.org'] } : {};
  const input = { appId: command.defect === 'id' ? unknownId : app.id, visibility, ...testers };
  const actor = pickEditor(sequenceState, app, command.actorIndex);
  if (command.defect !== 'unknownField')
    return createCall('apps.share', (g) => g.apps.share, actor, input);
  return createForbiddenCall('apps.share', (g) => g.apps.share, actor, {
    ...forbiddenFields,
    ...input,
  });
};

export const delist: CallFactory = (sequenceState, command) => {
  const app = pickApp(
    sequenceState,
    command,
    (one) => one.live !== undefined && one.delistedAt === undefined,
  );
  if (app === null) return null;
  const actor = pickEditor(sequenceState, app, command.actorIndex);
  return createCall('apps.delist', (g) => g.apps.delist, actor, { appId: app.id });
};

export const relist: CallFactory = (sequenceState, command) => {
  const app = pickApp(sequenceState, command, ({ delistedAt }) => delistedAt !== undefined);
  if (app === null) return null;
  const actor = pickEditor(sequenceState, app, command.actorIndex);
  return createCall('apps.relist', (g) => g.apps.relist, actor, { appId: app.id });
};

export const move: CallFactory = (sequenceState, command) => {
  const app = pickApp(
    sequenceState,
    command,
    (one) => isNotDeleted(one) && !hasOpenSubmission(sequenceState, one),
  );
  if (app === null) return null;
  const others = sequenceState.participants.organizations.filter((id) => id !== app.organizationId);
  const admins = adminsOf(sequenceState, app.organizationId);
  const led = fittingFirst(others, (id) =>
    adminsOf(sequenceState, id).some((one) => admins.includes(one)),
  );
  const toOrganizationId = pickAt(led, command.defect === 'id' ? 1 : 0) ?? unknownId;
  const actor = pickUserActor(sequenceState, app.organizationId, command.actorIndex);
  const own = keysOf(sequenceState).filter(
    ({ owner }) => owner.kind === 'app' && owner.appId === app.id,
  );
  const kept = command.variant % 3 === 0 ? { keepKeyIds: own.slice(0, 1).map(({ id }) => id) } : {};
  const input = { appId: app.id, toOrganizationId, ...kept };
  return createCall('apps.move', (g) => g.apps.move, actor, input);
};

const deleteApp: CallFactory = (sequenceState, command) => {
  const app = pickApp(
    sequenceState,
    command,
    (one) => isNotDeleted(one) && !hasOpenSubmission(sequenceState, one),
  );
  if (app === null) return null;
  const actor = pickUserActor(sequenceState, app.organizationId, command.actorIndex);
  return createCall('apps.delete', (g) => g.apps.delete, actor, { appId: app.id });
};

export { deleteApp as delete };

export const restore: CallFactory = (sequenceState, command) => {
  const app = pickApp(sequenceState, command, (one) => !isNotDeleted(one));
  if (app === null) return null;
  const actor = pickUserActor(sequenceState, app.organizationId, command.actorIndex);
  return createCall('apps.restore', (g) => g.apps.restore, actor, { appId: app.id });
};
