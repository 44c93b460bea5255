// Creates an API key for an app or an organization.

import * as z from 'zod';
import {
  type ApiKey,
  type ApiKeyEnvironment,
  apiKeyEnvironments,
  createApiKey,
  keyLimitRefusal,
  maxApiKeyLifetime,
  possibleKeyPermissions,
} from '../../domain/app/api-key.js';
import { parseApiKeyName } from '../../domain/app/api-key-name.js';
import type { Permission, RoleTable } from '../../domain/organization/role-permissions.js';
import { parseApiKeyId } from '../../domain/shared/ids.js';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import { parseResourceOwner, type ResourceOwner } from '../../domain/shared/resource-owner.js';
import { ok, refuse, type Versioned } from '../../domain/shared/result.js';
import { addSeconds } from '../../domain/shared/time.js';
import type { Dependencies } from '../dependencies.js';
import {
  type AppOrOrganizationInput,
  appOrOrganizationFields,
  authorizeForOwner,
  type OwnerAuthorization,
  type OwnerRefusalCode,
  ownerPath,
} from '../resource-owners/owner-authorization.js';
import { actingUserIdOrNull } from '../use-case/authorization.js';
import { insertChange } from '../use-case/changes.js';
import {
  type Command,
  type CommandContext,
  type Decision,
  defineCommand,
} from '../use-case/command.js';
import {
  invalidInputAt,
  maxInputTextLength,
  textSchemaWithRule,
  timeSchema,
  type WithParsedIds,
  withRule,
} from '../use-case/input.js';
import { listOwnerKeys, surplusKeyRemovals } from './ended-keys.js';
import { keyEventIds, ownerGuards, ownerSubscribers } from './key-change-set.js';
import { keyAboveActorRefusal } from './key-permissions.js';
import { refuseKeyNotFound } from './load-key.js';
import { keyTextIfNew, type MintedKey, mintKey } from './new-key-text.js';
import { apiKeyView, type NewKeyView } from './views.js';

/** The owner of the new key, its name, and its environment. */
export interface CreateKeyInput<P extends string = Permission> extends AppOrOrganizationInput {
  /** A name for people, 1 to 100 characters. */
  readonly name: string;
  readonly environment: ApiKeyEnvironment;
  /** What the key may do: `apps:read`, `apps:edit` and permissions of your own; those two if absent. At most what the actor may do. */
  readonly permissions?: readonly P[] | undefined;
  /** When the key expires, as a `Date` or ISO 8601 text: in the future, at most 10 years ahead. If null or absent, it does not expire. */
  readonly expiresAt?: Date | string | null | undefined;
}

interface ParsedCreateKey extends Omit<WithParsedIds<CreateKeyInput<string>>, 'expiresAt'> {
  readonly expiresAt?: Date | null | undefined;
}

interface PreparedCreateKey {
  readonly owner: ResourceOwner;
  readonly name: string;
  readonly environment: ApiKeyEnvironment;
  readonly permissions?: readonly string[];
  readonly expiresAt: Date | null;
  readonly minted: MintedKey;
}

export type CreateKeyRefusalCode = OwnerRefusalCode | 'key_limit_reached' | 'key_not_found';

export const createKeyCommand: (
  deps: Dependencies,
) => Command<CreateKeyInput<string>, NewKeyView, CreateKeyRefusalCode> = defineCommand<
  CreateKeyInput<string>,
  ParsedCreateKey,
  PreparedCreateKey,
  NewKeyView,
  CreateKeyRefusalCode
>({
  action: 'key.create',
  schema: ({ roles }) =>
    z.lazy(() =>
      z.strictObject({
        ...appOrOrganizationFields,
        name: textSchemaWithRule(maxInputTextLength, (text) => parseApiKeyName(text, [])),
        environment: z.enum(apiKeyEnvironments),
        permissions: keyPermissionsSchema(roles).optional(),
        expiresAt: timeSchema.nullable().optional(),
      }),
    ),

  async prepare({ deps }, { environment, permissions, expiresAt = null, name: typed, ...ids }) {
    const owner = parseResourceOwner(ids);
    if (!owner.ok) return owner;
    const name = parseApiKeyName(typed, ['name']);
    if (!name.ok) return name;
    const minted = await mintKey(deps);
    return ok({
      owner: owner.value,
      name: name.value,
      environment,
      ...(permissions === undefined ? {} : { permissions }),
      expiresAt,
      minted,
    });
  },

  async attempt(context, prepared) {
    // Checked here and not in `prepare`: a repeated command is answered even if its key has expired since.
    const expiry = expiryRefusal(prepared.expiresAt, context.now);
    if (expiry !== null) return refuse(expiry);
    const authorization = await authorizeForOwner(context, prepared.owner);
    if (!authorization.ok) return authorization;
    const above = keyAboveActorRefusal(context, authorization.value, prepared);
    if (above !== null) return refuse(above);
    // Read after the guard row. Every command that creates a key guards the same row, so two of them cannot both pass the limit.
    const others = await listOwnerKeys(context.storage, prepared.owner);
    const keys = others.map(({ value }) => value);
    const limited = keyLimitRefusal(keys, context.deps.policy, context.now);
    return limited === null
      ? ok(createKeyDecision(context, prepared, authorization.value, others))
      : refuse({ ...limited, path: ownerPath(prepared.owner) });
  },

  async replay(context, { owner, minted }, replayIds) {
    const id = parseApiKeyId(replayIds['keyId'] ?? '');
    const [authorization, key] = await Promise.all([
      authorizeForOwner(context, owner),
      id === null ? null : context.storage.apiKeys.findById(id),
    ]);
    if (!authorization.ok) return authorization;
    if (key === null) return refuseKeyNotFound();
    return ok({ key: apiKeyView(key.value), secret: keyTextIfNew(minted, key.value) });
  },
});

function keyPermissionsSchema(roles: RoleTable): z.ZodType<readonly string[], readonly string[]> {
  const possible = possibleKeyPermissions(roles);
  return withRule(z.array(z.enum(possible)).max(possible.length), (permissions) =>
    permissions.flatMap((permission, index) =>
      permissions.indexOf(permission) < index
        ? [{ code: 'duplicate', path: [index], message: 'this permission is in the list twice' }]
        : [],
    ),
  );
}

function expiryRefusal(expiresAt: Date | null, now: Date): RefusalOf<'invalid_input'> | null {
  if (expiresAt === null) return null;
  if (expiresAt <= now)
    return invalidInputAt(['expiresAt'], 'past', 'the expiry must be in the future');
  if (expiresAt <= addSeconds(now, maxApiKeyLifetime)) return null;
  return invalidInputAt(['expiresAt'], 'too_late', 'the expiry must be within 10 years');
}

function createKeyDecision(
  context: CommandContext,
  { minted, ...asked }: PreparedCreateKey,
  authorization: OwnerAuthorization,
  others: readonly Versioned<ApiKey>[],
): Decision<NewKeyView> {
  const { id, digest, lastFour, texts } = minted;
  const key = createApiKey({
    ...asked,
    id,
    digest,
    lastFour,
    by: actingUserIdOrNull(context.actor),
    now: context.now,
  });
  return {
    value: { key: apiKeyView(key), secret: texts[key.environment] },
    changeSet: {
      changes: [
        ...ownerGuards(authorization), // KEY-26 KEY-27
        insertChange('apikeys', id, key),
        ...surplusKeyRemovals(others, context.now),
      ],
      events: [{ type: 'key_created', ...keyEventIds(key, authorization) }],
      subject: { kind: 'key', id },
      auditOrganizationIds: [authorization.organization.value.id],
      subscribers: ownerSubscribers(authorization),
      replayIds: { keyId: id },
    },
  };
}
