// Revokes an API key.

import * as z from 'zod';
import { revokeApiKey } from '../../domain/app/api-key.js';
import { ok } from '../../domain/shared/result.js';
import type { Dependencies } from '../dependencies.js';
import { updateChange } from '../use-case/changes.js';
import { type Command, defineCommand } from '../use-case/command.js';
import { apiKeyIdSchema, type WithParsedIds } from '../use-case/input.js';
import { appGuards, keyEventIds, ownerSubscribers } from './key-change-set.js';
import { type KeyRefusalCode, loadKey } from './load-key.js';
import { type ApiKeyView, apiKeyView } from './views.js';

/** One key, by its id. */
export interface KeyIdInput {
  readonly keyId: string;
}

export const revokeKeyCommand: (
  deps: Dependencies,
) => Command<KeyIdInput, ApiKeyView, KeyRefusalCode> = defineCommand<
  KeyIdInput,
  WithParsedIds<KeyIdInput>,
  WithParsedIds<KeyIdInput>,
  ApiKeyView,
  KeyRefusalCode
>({
  action: 'key.revoke',
  schema: z.lazy(() => z.strictObject({ keyId: apiKeyIdSchema })),
  prepare: (_context, input) => ok(input),

  async attempt(context, { keyId }) {
    const managed = await loadKey(context, keyId);
    if (!managed.ok) return managed;
    const { key, authorization } = managed.value;
    const after = revokeApiKey(key.value, context.now);
    const value = apiKeyView(after);
    if (after === key.value) return ok({ value, changeSet: null });
    return ok({
      value,
      changeSet: {
        changes: [...appGuards(authorization.app), updateChange('apikeys', key, after)],
        events: [{ type: 'key_revoked', ...keyEventIds(after, authorization) }],
        subject: { kind: 'key', id: keyId },
        auditOrganizationIds: [authorization.organization.value.id],
        subscribers: ownerSubscribers(authorization),
      },
    });
  },

  async replay(context, { keyId }) {
    const managed = await loadKey(context, keyId);
    return managed.ok ? ok(apiKeyView(managed.value.key.value)) : managed;
  },
});
