// The collection of API keys: their fields and indexes. It holds digests and never a secret.

import { type ApiKey, apiKeyEnvironments } from '../../../domain/app/api-key.js';
import { maxApiKeyNameLength } from '../../../domain/app/api-key-name.js';
import { isPermissionName } from '../../../domain/organization/role-permissions.js';
import { apiKeyFieldVisibility } from '../../../domain/shared/field-visibility-tables.js';
import type { AppId, OrganizationId } from '../../../domain/shared/ids.js';
import type { ResourceOwner } from '../../../domain/shared/resource-owner.js';
import { type CollectionDefinition, defineCollection } from '../collection-definition.js';
import { boundedText, keyDigest } from '../fields/app-text-fields.js';
import { embedded } from '../fields/embedded.js';
import {
  date,
  type Field,
  id,
  listOf,
  oneOf,
  optional,
  text,
  userId,
  withStoredName,
} from '../fields/field.js';

/** An owner as one record, with the id that its kind needs. */
interface FlatResourceOwner {
  readonly kind: ResourceOwner['kind'];
  readonly appId?: AppId;
  readonly organizationId?: OrganizationId;
}

const ownerKinds: readonly ResourceOwner['kind'][] = ['app', 'organization'];

const flatOwnerField = embedded<FlatResourceOwner>({
  kind: oneOf(ownerKinds),
  appId: optional(withStoredName('app', id('App'))),
  organizationId: optional(withStoredName('organization', id('Organization'))),
});

const ownerField: Field<ResourceOwner> = {
  ...flatOwnerField,
  decode(value) {
    const record = flatOwnerField.decode(value);
    return record && toResourceOwner(record);
  },
};

function toResourceOwner({
  kind,
  appId,
  organizationId,
}: FlatResourceOwner): ResourceOwner | undefined {
  if (kind === 'app') return appId && { kind, appId };
  return organizationId && { kind, organizationId };
}

const isLastFour = (value: string): boolean => /^[\x21-\x7e]{4}$/.test(value);

export const apikeys: CollectionDefinition<ApiKey> = defineCollection<ApiKey>({
  collection: 'apikeys',
  model: 'ApiKey',
  fields: {
    id: withStoredName('_id', id()),
    owner: ownerField,
    name: boundedText(maxApiKeyNameLength),
    environment: oneOf(apiKeyEnvironments),
    permissions: optional(listOf(text(isPermissionName, 'the name of a permission'))),
    digest: keyDigest,
    lastFour: text(isLastFour, 'four characters'),
    createdBy: optional(userId()),
    createdAt: date,
    updatedAt: date,
    lastUsedAt: optional(date),
    expiresAt: optional(date),
    revokedAt: optional(date),
    replacedBy: optional(id('ApiKey')),
    overlapUntil: optional(date),
  },
  visibility: apiKeyFieldVisibility,
  indexes: [
    {
      name: 'apikeys.by_app',
      key: { 'owner.app': 1, _id: 1 },
      partialFilterExpression: { 'owner.kind': 'app' },
    },
    {
      name: 'apikeys.by_organization',
      key: { 'owner.organization': 1, _id: 1 },
      partialFilterExpression: { 'owner.kind': 'organization' },
    },
  ],
});
