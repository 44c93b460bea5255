// The collection of API keys: digests and what people call them, never a secret.

import { type ApiKey, type KeyOwner, keyEnvironments } from '../../domain/app/api-key.js';
import { apiKeyFields } from '../../domain/shared/fields.js';
import type { AppId, OrganizationId } from '../../domain/shared/ids.js';
import { keyDigest, words } from './app-values.js';
import { date, type Field, id, oneOf, optional, stored, text } from './fields.js';
import { embedded, type Table, table } from './tables.js';

/** An owner as one record: it has the id that goes with its kind. */
interface OwnerFields {
  readonly kind: KeyOwner['kind'];
  readonly appId?: AppId;
  readonly organizationId?: OrganizationId;
}

const ownerKinds: readonly KeyOwner['kind'][] = ['app', 'organization'];

const ownerRecord = embedded<OwnerFields>({
  kind: oneOf(ownerKinds),
  appId: optional(stored('app', id('App'))),
  organizationId: optional(stored('organization', id('Organization'))),
});

const owner: Field<KeyOwner> = {
  ...ownerRecord,
  decode(value) {
    const record = ownerRecord.decode(value);
    return record && ownerFrom(record);
  },
};

function ownerFrom({ kind, appId, organizationId }: OwnerFields): KeyOwner | undefined {
  if (kind === 'app') return appId && { kind, appId };
  return organizationId && { kind, organizationId };
}

const maxNameLength = 100;
const isLastFour = (value: string): boolean => /^[\x21-\x7e]{4}$/.test(value);

export const apikeys: Table<ApiKey> = table<ApiKey>({
  collection: 'apikeys',
  model: 'ApiKey',
  fields: {
    id: stored('_id', id()),
    owner,
    name: words(maxNameLength),
    environment: oneOf(keyEnvironments),
    digest: keyDigest,
    lastFour: text(isLastFour, 'four characters'),
    createdBy: optional(id('User')),
    createdAt: date,
    updatedAt: date,
    lastUsedAt: optional(date),
    expiresAt: optional(date),
    revokedAt: optional(date),
    replacedBy: optional(id('ApiKey')),
    overlapUntil: optional(date),
  },
  visibility: apiKeyFields,
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
