import * as z from 'zod';
import { type ApiKey, type Rotation, rotateKey } from '../../domain/app/api-key.js';
import { type ApiKeyId, parseApiKeyId } from '../../domain/shared/ids.js';
import { ok, type Versioned } from '../../domain/shared/result.js';
import { personIn } from '../apps/app-command.js';
import type { Context } from '../context.js';
import { inserted, updated } from '../use-case/changes.js';
import { command, type Plan, type Unit, type Verb } from '../use-case/command.js';
import { apiKeyIdSchema } from '../use-case/input.js';
import { forgetting, readKeys } from './history.js';
import { type MintedKey, mintKey, shownOnce } from './mint.js';
import {
  guardsOf,
  type KeyRefusal,
  keyNotFound,
  type ManagedKey,
  managedKey,
  namesOf,
  subscribersOf,
} from './owner.js';
import { type ApiKeyView, apiKeyView, type NewKeyView } from './views.js';

/** Which key, and how long it stays valid beside the new one. */
export interface RotateKeyInput {
  readonly keyId: string;
  /** Seconds, 0 to 604,800; where absent, as the policy says: 1 day. */
  readonly overlap?: number | undefined;
}

interface Rotate {
  readonly keyId: ApiKeyId;
  readonly overlap?: number | undefined;
}

interface Rotating {
  readonly keyId: ApiKeyId;
  readonly overlap: number;
  readonly minted: MintedKey;
}

/** A new key with its text, and the one whose place it takes. */
export interface RotatedKeyView extends NewKeyView {
  readonly before: ApiKeyView;
}

export type RotateKeyRefusal = KeyRefusal | 'key_invalid' | 'rotation_in_progress';

const longestOverlap = /* KEY-20 */ 604_800;

export const rotate: (context: Context) => Verb<RotateKeyInput, RotatedKeyView, RotateKeyRefusal> =
  command<RotateKeyInput, Rotate, Rotating, RotatedKeyView, RotateKeyRefusal>({
    action: 'key.rotate',
    schema: z.strictObject({
      keyId: apiKeyIdSchema,
      overlap: z.number().int().min(0).max(longestOverlap).optional(),
    }),

    prepare: async ({ context }, { keyId, overlap = context.policy.keyOverlap }) =>
      ok({ keyId, overlap, minted: await mintKey(context) }),

    async attempt(unit, { keyId, overlap, minted }) {
      const managed = await managedKey(unit, keyId);
      if (!managed.ok) return managed;
      const { key } = managed.value;
      const { id, digest, lastFour } = minted;
      const fresh = { id, digest, lastFour, by: personIn(unit), now: unit.now };
      const rotation = rotateKey(key.value, fresh, overlap);
      if (!rotation.ok) return rotation;
      const all = await readKeys(unit.storage, key.value.owner);
      return ok(planOf(unit, managed.value, rotation.value, minted, all));
    },

    async recall(unit, { keyId, minted }, answer) {
      const newId = parseApiKeyId(answer['newKeyId'] ?? '');
      const [before, after] = await Promise.all([
        managedKey(unit, keyId),
        newId === null ? null : unit.storage.keys.findById(newId),
      ]);
      if (!before.ok) return before;
      if (after === null) return keyNotFound();
      return ok({
        key: apiKeyView(after.value),
        secret: shownOnce(minted, after.value),
        before: apiKeyView(before.value.key.value),
      });
    },
  });

function planOf(
  { now }: Unit,
  { key, authority }: ManagedKey,
  { before, after }: Rotation,
  { texts }: MintedKey,
  all: readonly Versioned<ApiKey>[],
): Plan<RotatedKeyView> {
  return {
    value: {
      key: apiKeyView(after),
      secret: texts[after.environment],
      before: apiKeyView(before),
    },
    write: {
      changes: [
        ...guardsOf(authority),
        updated('apikeys', key, before),
        inserted('apikeys', after.id, after),
        ...forgetting(all, now),
      ],
      facts: [{ type: 'key_rotated', ...namesOf(before, authority), newKeyId: after.id }],
      subject: { kind: 'key', id: before.id },
      organizations: [authority.organization.value.id],
      subscribers: subscribersOf(authority),
      answer: { newKeyId: after.id },
    },
  };
}
