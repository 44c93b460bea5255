import * as z from 'zod';
import { revokeKey } from '../../domain/app/api-key.js';
import type { ApiKeyId } from '../../domain/shared/ids.js';
import { ok } from '../../domain/shared/result.js';
import type { Context } from '../context.js';
import { updated } from '../use-case/changes.js';
import { command, type Verb } from '../use-case/command.js';
import { apiKeyIdSchema } from '../use-case/input.js';
import { guardOfApp, type KeyRefusal, managedKey, namesOf, subscribersOf } from './owner.js';
import { type ApiKeyView, apiKeyView } from './views.js';

/** One key, by its id. */
export interface OfKeyInput {
  readonly keyId: string;
}

interface OfKey {
  readonly keyId: ApiKeyId;
}

export const revoke: (context: Context) => Verb<OfKeyInput, ApiKeyView, KeyRefusal> = command<
  OfKeyInput,
  OfKey,
  OfKey,
  ApiKeyView,
  KeyRefusal
>({
  action: 'key.revoke',
  schema: z.strictObject({ keyId: apiKeyIdSchema }),
  prepare: (_unit, input) => ok(input),

  async attempt(unit, { keyId }) {
    const managed = await managedKey(unit, keyId);
    if (!managed.ok) return managed;
    const { key, authority } = managed.value;
    const after = revokeKey(key.value, unit.now);
    const value = apiKeyView(after);
    if (after === key.value) return ok({ value, write: null });
    return ok({
      value,
      write: {
        changes: [...guardOfApp(authority.app), updated('apikeys', key, after)],
        facts: [{ type: 'key_revoked', ...namesOf(after, authority) }],
        subject: { kind: 'key', id: keyId },
        organizations: [authority.organization.value.id],
        subscribers: subscribersOf(authority),
      },
    });
  },

  async recall(unit, { keyId }) {
    const managed = await managedKey(unit, keyId);
    return managed.ok ? ok(apiKeyView(managed.value.key.value)) : managed;
  },
});
