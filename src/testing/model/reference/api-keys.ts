// The methods of `keys`.

import { findActiveMembership, isPerson } from './access.js';
import {
  findOwnerOfKey,
  findValidKey,
  isKeyWithin,
  isSuspendedOrTakenDown,
  isValidKey,
  keyCallerPrefix,
  permissionsOfKey,
  requireKey,
  requireOneOwner,
  requireOwner,
} from './app-access.js';
import type { ModelApiKey, ModelOwner } from './app-rows.js';
import type { Caller } from './calls.js';
import type { CommandHandler, ServiceHandlers } from './handlers.js';
import { keyTextPrefix, keyView, newKeyView, ownerView } from './key-views.js';
import {
  type ReferenceModel,
  recordJournalEntry,
  rowsWhere,
  takeNextId,
  throwRefusal,
  toIsoOrUndefined,
} from './reference-model.js';

const tenYearsMs = 3_650 * 24 * 60 * 60 * 1000;

const createKeyHandler: CommandHandler<'keys.create'> = {
  checkInput(_model, _caller, { appId, organizationId, name, permissions = [] }) {
    if (name.trim() === '') throwRefusal('invalid_input');
    const known = ['apps:read', 'apps:edit', 'reports:export'];
    const isOfKeys = permissions.every((permission) => known.includes(permission));
    if (!isOfKeys || new Set(permissions).size < permissions.length) throwRefusal('invalid_input');
    requireOneOwner({ appId, organizationId });
  },
  run(model, caller, { appId, organizationId, name, environment, permissions, expiresAt }) {
    const expiry = expiresAt == null ? null : new Date(expiresAt).getTime();
    if (expiry !== null && (expiry <= model.now || expiry > model.now + tenYearsMs))
      throwRefusal('invalid_input');
    const owner = { appId, organizationId };
    const auditId = requireOwner(model, caller, owner);
    const given = { owner, name: name.trim(), environment, permissions, expiresAt: expiry };
    const key = newKey(model, caller, given);
    requireKeyWithinCallers(model, caller, auditId, key);
    requireRoomForKey(model, owner);
    const id = addKey(model, key);
    recordJournalEntry(model, 'key.create', id, [auditId], [id]);
    return newKeyView(model, id, true);
  },
  replay(model, caller, { appId, organizationId }, [id = '']) {
    requireOwner(model, caller, { appId, organizationId });
    return newKeyView(model, id, false);
  },
};

type NewKey = Omit<ModelApiKey, 'id'>;

function newKey(
  _model: ReferenceModel,
  caller: Caller,
  given: Pick<ModelApiKey, 'owner' | 'name' | 'environment' | 'permissions' | 'expiresAt'>,
  overlapUntil: number | null = null,
): NewKey {
  return {
    ...given,
    createdBy: isPerson(caller) ? caller : undefined,
    lastUsedAt: null,
    revokedAt: null,
    replacedBy: undefined,
    overlapUntil,
  };
}

function addKey(model: ReferenceModel, key: NewKey): string {
  const id = takeNextId(model, 'apikey');
  model.apiKeys.set(id, { ...key, id });
  return id;
}

/** Nobody gets a key that may do what they may not do themselves. */
function requireKeyWithinCallers(
  model: ReferenceModel,
  caller: Caller,
  organizationId: string,
  key: NewKey,
): void {
  const role = findActiveMembership(model, organizationId, caller)?.role;
  if (role !== undefined && !isKeyWithin(key, role)) throwRefusal('permission_denied');
}

function requireRoomForKey(model: ReferenceModel, owner: ModelOwner): void {
  const limit = model.policy.maxKeysPerOwner;
  const valid = keysOf(model, owner).filter((key) => isValidKey(model, key));
  if (valid.length >= limit) throwRefusal('key_limit_reached', { limit });
}

function keysOf(model: ReferenceModel, { appId, organizationId }: ModelOwner): ModelApiKey[] {
  return rowsWhere(
    model.apiKeys,
    ({ owner }) => owner.appId === appId && owner.organizationId === organizationId,
  );
}

const rotateKeyHandler: CommandHandler<'keys.rotate'> = {
  run(model, caller, { keyId, overlap = model.policy.keyRotationOverlap }) {
    const { key, organizationId } = requireKey(model, caller, keyId);
    requireKeyWithinCallers(model, caller, organizationId, key);
    if (!isValidKey(model, key)) throwRefusal('key_invalid');
    refuseOverlap(model, key);
    const ends = Math.min(model.now + overlap * 1000, key.expiresAt ?? Number.POSITIVE_INFINITY);
    const { owner, name, environment, permissions, expiresAt } = key;
    const given = { owner, name, environment, permissions, expiresAt };
    const id = addKey(model, newKey(model, caller, given, ends));
    key.expiresAt = ends;
    key.replacedBy = id;
    recordJournalEntry(model, 'key.rotate', keyId, [organizationId], [id]);
    return { ...newKeyView(model, id, true), before: keyView(key) };
  },
  replay(model, caller, { keyId }, [id = '']) {
    const { key } = requireKey(model, caller, keyId);
    return { ...newKeyView(model, id, false), before: keyView(key) };
  },
};

/** During an overlap, neither the old key nor the new one is replaced. */
function refuseOverlap({ now }: ReferenceModel, key: ModelApiKey): void {
  const until = key.replacedBy === undefined ? key.overlapUntil : key.expiresAt;
  if (until !== null && until > now)
    throwRefusal('rotation_in_progress', { until: toIsoOrUndefined(until) });
}

const revokeKeyHandler: CommandHandler<'keys.revoke'> = {
  run(model, caller, { keyId }) {
    const { key, organizationId } = requireKey(model, caller, keyId);
    if (key.revokedAt === null) recordJournalEntry(model, 'key.revoke', keyId, [organizationId]);
    key.revokedAt ??= model.now;
    return keyView(key);
  },
  replay: (model, caller, { keyId }) => keyView(requireKey(model, caller, keyId).key),
};

export const keyHandlers: ServiceHandlers<'keys'> = {
  'keys.create': createKeyHandler,
  'keys.rotate': rotateKeyHandler,
  'keys.revoke': revokeKeyHandler,

  'keys.list'(model, caller, owner) {
    requireOneOwner(owner);
    requireOwner(model, caller, owner);
    return keysOf(model, owner).map(keyView);
  },

  'keys.authenticate'(model, _caller, { key: text }) {
    const id = text.startsWith(keyTextPrefix) ? text.slice(keyTextPrefix.length) : '';
    const key = findValidKey(model, `${keyCallerPrefix}${id}`);
    const owner = key && findOwnerOfKey(model, key);
    if (key === undefined || owner === undefined) return throwRefusal('key_invalid');
    const { app, organizationId } = owner;
    if (app !== undefined && isSuspendedOrTakenDown(app)) throwRefusal('app_suspended');
    // The use of a key is recorded at most once a minute.
    if (key.lastUsedAt === null || key.lastUsedAt + 60_000 <= model.now) key.lastUsedAt = model.now;
    return {
      actor: { kind: 'key', keyId: id },
      owner: ownerView(key.owner),
      environment: key.environment,
      permissions: permissionsOfKey(key),
      organizationId,
      appId: app?.id,
    };
  },
};

/** Whether a key that calls may do this in the organization. */
export function keyAllows(
  model: ReferenceModel,
  caller: Caller,
  permission: string,
  organizationId: string,
): boolean {
  const key = findValidKey(model, caller);
  const owner = key && findOwnerOfKey(model, key);
  if (key === undefined || owner?.organizationId !== organizationId) return false;
  const isStopped = owner.app !== undefined && isSuspendedOrTakenDown(owner.app);
  return !isStopped && permissionsOfKey(key).includes(permission);
}
