// The collection of organizations: its fields and indexes.

import type { Organization, Profile } from '../../../domain/organization/organization.js';
import { organizationFieldVisibility } from '../../../domain/shared/field-visibility-tables.js';
import { nameKeyOf } from '../../../domain/shared/name-key.js';
import { type EmailKey, parseEmail } from '../../../domain/user/email.js';
import { type CollectionDefinition, defineCollection } from '../collection-definition.js';
import {
  type EmbeddedInvitation,
  type EmbeddedMember,
  embeddedInvitationFields,
  embeddedMemberFields,
} from '../fields/documented.js';
import { embedded, listOfEmbedded } from '../fields/embedded.js';
import {
  date,
  type FieldsOf,
  flag,
  id,
  optional,
  timestampFields,
  userId,
  wholeNumber,
  withStoredName,
} from '../fields/field.js';
import { metadataFields } from '../fields/metadata.js';
import {
  description,
  displayName,
  emailAddress,
  emailKey,
  externalId,
  nameKey,
  slug,
  webAddress,
} from '../fields/text-fields.js';
import { webhook } from '../fields/webhook.js';

const profileFields: FieldsOf<Profile> = {
  website: optional(webAddress),
  contactEmail: emailAddress,
  description: optional(description),
  logo: optional(webAddress),
};

export const organizations: CollectionDefinition<Organization> = defineCollection<Organization>({
  collection: 'organizations',
  model: 'Organization',
  fields: {
    id: withStoredName('_id', id()),
    name: displayName,
    slug,
    profile: embedded<Profile>(profileFields),
    createdBy: userId(),
    personalOf: optional(userId()),
    ...timestampFields,
    contactVerifiedAt: optional(date),
    slugChangedAt: optional(date),
    deletedAt: optional(date),
    restoreCount: wholeNumber(0),
    purgingSince: optional(date),
    webhook: optional(webhook),
    externalId: optional(externalId),
    ...metadataFields,
  },
  derived: {
    // Optional, because rows from before do not have it.
    nameKey: { field: optional(nameKey), of: ({ name }) => nameKeyOf(name) },
    isDeleted: { field: flag, of: ({ deletedAt }) => deletedAt !== undefined },
    contactEmailKey: {
      field: emailKey,
      of: ({ profile: { contactEmail } }) => emailKeyOf(contactEmail),
    },
  },
  mirrored: {
    members: optional(listOfEmbedded<EmbeddedMember>(embeddedMemberFields)),
    pendingInvites: optional(listOfEmbedded<EmbeddedInvitation>(embeddedInvitationFields)),
  },
  visibility: organizationFieldVisibility,
  indexes: [
    {
      name: 'organizations.personal', // ORG-15
      key: { personalOf: 1 },
      unique: true,
      partialFilterExpression: { personalOf: { $exists: true } },
    },
    {
      name: 'organizations.external_id',
      key: { externalId: 1 },
      unique: true,
      partialFilterExpression: { externalId: { $exists: true } },
    },
    { name: 'organizations.by_name', key: { isDeleted: 1, nameKey: 1, _id: 1 } },
    { name: 'organizations.by_slug', key: { isDeleted: 1, slug: 1, _id: 1 } },
    { name: 'organizations.by_creation', key: { isDeleted: 1, createdAt: 1, _id: 1 } },
    { name: 'organizations.by_creator', key: { createdBy: 1 } },
    { name: 'organizations.by_contact_email', key: { contactEmailKey: 1, _id: 1 } },
    // Without personal organizations. `personalOf: null` matches a missing field; a partial filter cannot use
    // `$exists: false`.
    {
      name: 'organizations.by_deleted_at',
      key: { deletedAt: 1, _id: 1 },
      partialFilterExpression: { personalOf: null, deletedAt: { $exists: true } },
    },
  ],
});

/** Undefined if the address is invalid, which the validator of its own field reports. */
function emailKeyOf(address: string): EmailKey | undefined {
  const email = parseEmail(address, []);
  return email.ok ? email.value.key : undefined;
}
