// The collection of users: its fields and indexes.

import { userFieldVisibility } from '../../../domain/shared/field-visibility-tables.js';
import { nameKeyOf } from '../../../domain/shared/name-key.js';
import { type User, userStates } from '../../../domain/user/user.js';
import type { MemberOfOrganization } from '../../../ports/storage.js';
import { type CollectionDefinition, defineCollection } from '../collection-definition.js';
import {
  date,
  type FieldsOf,
  flag,
  id,
  listOf,
  oneOf,
  optional,
  timestampFields,
  userId,
  withStoredName,
} from '../fields/field.js';
import { metadataFields } from '../fields/metadata.js';
import { displayName, emailAddress, emailKey, nameKey } from '../fields/text-fields.js';

/** The fields of a user that a list of members shows. */
export const listedUserFields: FieldsOf<MemberOfOrganization['user']> = {
  id: withStoredName('_id', userId()),
  name: optional(displayName),
  email: emailAddress,
  state: oneOf(userStates),
};

export const users: CollectionDefinition<User> = defineCollection<User>({
  collection: 'users',
  model: 'User',
  fields: {
    ...listedUserFields,
    emailKey,
    emailVerified: flag,
    formerEmailKeys: optional(listOf(emailKey)),
    defaultOrg: optional(id('Organization')),
    blockedOrganizations: listOf(id('Organization')),
    suspendedAt: optional(date),
    deletedAt: optional(date),
    purgingSince: optional(date),
    ...timestampFields,
    ...metadataFields,
  },
  derived: {
    nameKey: {
      field: optional(nameKey),
      of: ({ name }) => (name === undefined ? undefined : nameKeyOf(name)),
    },
    isDeleted: { field: flag, of: ({ state }) => state === 'deleted' },
  },
  visibility: userFieldVisibility,
  indexes: [
    { name: 'users.email', key: { emailKey: 1 }, unique: true },
    { name: 'users.by_email', key: { state: 1, emailKey: 1 } },
    { name: 'users.by_name', key: { state: 1, nameKey: 1, emailKey: 1 } },
    {
      name: 'users.by_deleted_at',
      key: { deletedAt: 1, _id: 1 },
      partialFilterExpression: { deletedAt: { $exists: true } },
    },
  ],
});
