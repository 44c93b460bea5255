// Rotates an API key: creates its replacement, and lets the old one expire.

import * as z from 'zod';
import {
  type ApiKey,
  type ApiKeyRotation,
  maxKeyRotationOverlap,
  rotateApiKey,
} from '../../domain/app/api-key.js';
import { type ApiKeyId, parseApiKeyId } from '../../domain/shared/ids.js';
import { ok, refuse, type Versioned } from '../../domain/shared/result.js';
import type { Dependencies } from '../dependencies.js';
import { actingUserIdOrNull } from '../use-case/authorization.js';
import { insertChange, updateChange } from '../use-case/changes.js';
import {
  type Command,
  type CommandContext,
  type Decision,
  defineCommand,
} from '../use-case/command.js';
import { apiKeyIdSchema, type WithParsedIds } from '../use-case/input.js';
import { listOwnerKeys, surplusKeyRemovals } from './ended-keys.js';
import { keyEventIds, ownerGuards, ownerSubscribers } from './key-change-set.js';
import { keyAboveActorRefusal } from './key-permissions.js';
import { type KeyRefusalCode, loadKey, type ManagedKey, refuseKeyNotFound } from './load-key.js';
import { keyTextIfNew, type MintedKey, mintKey } from './new-key-text.js';
import { type ApiKeyView, apiKeyView, type NewKeyView } from './views.js';

/** The key to replace, and how long it stays valid together with the new one. */
export interface RotateKeyInput {
  readonly keyId: string;
  /** Seconds, 0 to 604,800. If absent, `keyRotationOverlap` of the policy: 1 day by default. */
  readonly overlap?: number | undefined;
}

interface PreparedRotateKey {
  readonly keyId: ApiKeyId;
  readonly overlap: number;
  readonly minted: MintedKey;
}

/** A new key with its text, and the key that it replaces. */
export interface RotatedKeyView extends NewKeyView {
  readonly before: ApiKeyView;
}

export type RotateKeyRefusalCode = KeyRefusalCode | 'key_invalid' | 'rotation_in_progress';

export const rotateKeyCommand: (
  deps: Dependencies,
) => Command<RotateKeyInput, RotatedKeyView, RotateKeyRefusalCode> = defineCommand<
  RotateKeyInput,
  WithParsedIds<RotateKeyInput>,
  PreparedRotateKey,
  RotatedKeyView,
  RotateKeyRefusalCode
>({
  action: 'key.rotate',
  schema: z.lazy(() =>
    z.strictObject({
      keyId: apiKeyIdSchema,
      overlap: z.number().int().min(0).max(maxKeyRotationOverlap).optional(),
    }),
  ),

  prepare: async ({ deps }, { keyId, overlap = deps.policy.keyRotationOverlap }) =>
    ok({ keyId, overlap, minted: await mintKey(deps) }),

  async attempt(context, { keyId, overlap, minted }) {
    const managed = await loadKey(context, keyId);
    if (!managed.ok) return managed;
    const { key, authorization } = managed.value;
    const above = keyAboveActorRefusal(context, authorization, key.value);
    if (above !== null) return refuse({ ...above, path: ['actor'] });
    const { id, digest, lastFour } = minted;
    const replacement = {
      id,
      digest,
      lastFour,
      by: actingUserIdOrNull(context.actor),
      now: context.now,
    };
    const rotation = rotateApiKey(key.value, replacement, overlap);
    if (!rotation.ok) return rotation;
    const all = await listOwnerKeys(context.storage, key.value.owner);
    return ok(rotateKeyDecision(context, managed.value, rotation.value, minted, all));
  },

  async replay(context, { keyId, minted }, replayIds) {
    const newId = parseApiKeyId(replayIds['newKeyId'] ?? '');
    const [before, after] = await Promise.all([
      loadKey(context, keyId),
      newId === null ? null : context.storage.apiKeys.findById(newId),
    ]);
    if (!before.ok) return before;
    if (after === null) return refuseKeyNotFound();
    return ok({
      key: apiKeyView(after.value),
      secret: keyTextIfNew(minted, after.value),
      before: apiKeyView(before.value.key.value),
    });
  },
});

function rotateKeyDecision(
  { now }: CommandContext,
  { key, authorization }: ManagedKey,
  { replacedKey, newKey }: ApiKeyRotation,
  { texts }: MintedKey,
  all: readonly Versioned<ApiKey>[],
): Decision<RotatedKeyView> {
  return {
    value: {
      key: apiKeyView(newKey),
      secret: texts[newKey.environment],
      before: apiKeyView(replacedKey),
    },
    changeSet: {
      changes: [
        ...ownerGuards(authorization),
        updateChange('apikeys', key, replacedKey),
        insertChange('apikeys', newKey.id, newKey),
        ...surplusKeyRemovals(all, now),
      ],
      events: [
        { type: 'key_rotated', ...keyEventIds(replacedKey, authorization), newKeyId: newKey.id },
      ],
      subject: { kind: 'key', id: replacedKey.id },
      auditOrganizationIds: [authorization.organization.value.id],
      subscribers: ownerSubscribers(authorization),
      replayIds: { newKeyId: newKey.id },
    },
  };
}
