// The descriptions of users, organizations, memberships and slugs.

import type { Membership } from '../../../domain/organization/membership.js';
import type { Organization } from '../../../domain/organization/organization.js';
import { nameKeyOf } from '../../../domain/shared/name-key.js';
import type { SlugRecord } from '../../../domain/slug/slug.js';
import { parseEmail } from '../../../domain/user/email.js';
import type { User } from '../../../domain/user/user.js';

export const users = {
  fields: {
    emailKey: { kind: 'text', of: ({ emailKey }: User): string => emailKey },
    nameKey: {
      kind: 'text',
      of: ({ name }: User): string | undefined => (name === undefined ? name : nameKeyOf(name)),
    },
    state: { kind: 'text', of: ({ state }: User): string => state },
    deletedAt: {
      kind: 'time',
      of: ({ deletedAt }: User): number | undefined => deletedAt?.getTime(),
    },
  },
  keys: {
    'users.email': { by: ['emailKey'] },
  },
  lists: {
    byEmail: { by: ['state'], sort: ['emailKey'] },
    byName: { by: ['state'], sort: ['nameKey', 'emailKey'] },
    byDeletedAt: { by: [], sort: ['deletedAt'] },
  },
} as const;

export const organizations = {
  fields: {
    nameKey: { kind: 'text', of: ({ name }: Organization): string => nameKeyOf(name) },
    slug: { kind: 'text', of: ({ slug }: Organization): string => slug },
    state: {
      kind: 'text',
      of: ({ deletedAt }: Organization): 'live' | 'deleted' =>
        deletedAt === undefined ? 'live' : 'deleted',
    },
    createdBy: { kind: 'text', of: ({ createdBy }: Organization): string => createdBy },
    createdAt: { kind: 'time', of: ({ createdAt }: Organization): number => createdAt.getTime() },
    personalOf: {
      kind: 'text',
      of: ({ personalOf }: Organization): string | undefined => personalOf,
    },
    externalId: {
      kind: 'text',
      of: ({ externalId }: Organization): string | undefined => externalId,
    },
    contactEmailKey: {
      kind: 'text',
      of: ({ profile }: Organization): string | undefined => {
        const contact = parseEmail(profile.contactEmail, []);
        return contact.ok ? contact.value.key : undefined;
      },
    },
    deletedAt: {
      kind: 'time',
      of: ({ deletedAt }: Organization): number | undefined => deletedAt?.getTime(),
    },
  },
  keys: {
    'organizations.personal': { by: ['personalOf'] },
    'organizations.external_id': { by: ['externalId'] },
  },
  lists: {
    byName: { by: ['state'], sort: ['nameKey'] },
    bySlug: { by: ['state'], sort: ['slug'] },
    byCreation: { by: ['state'], sort: ['createdAt'] },
    byCreator: { by: ['createdBy'], sort: [], where: { personalOf: 'absent' } },
    byContactEmail: { by: ['contactEmailKey'], sort: [] },
    byDeletedAt: { by: [], sort: ['deletedAt'], where: { personalOf: 'absent' } },
  },
} as const;

export const memberships = {
  fields: {
    organizationId: {
      kind: 'text',
      of: ({ organizationId }: Membership): string => organizationId,
    },
    userId: { kind: 'text', of: ({ userId }: Membership): string => userId },
    role: { kind: 'text', of: ({ role }: Membership): string => role },
    state: { kind: 'text', of: ({ state }: Membership): string => state },
  },
  keys: {
    'memberships.organization_user': {
      by: ['organizationId', 'userId'],
      where: { state: ['active'] },
    }, // ORG-38
  },
  lists: {
    activeByOrganization: { by: ['organizationId'], sort: [], where: { state: ['active'] } },
    activeByRole: { by: ['organizationId', 'role'], sort: [], where: { state: ['active'] } },
    endedByOrganization: { by: ['organizationId'], sort: [], where: { state: ['ended'] } },
    byOrganization: { by: ['organizationId'], sort: [] },
    byUser: { by: ['userId'], sort: [] },
  },
} as const;

export const slugs = {
  fields: {
    organizationId: {
      kind: 'text',
      of: ({ organizationId }: SlugRecord): string => organizationId,
    },
  },
  keys: {},
  lists: {
    byOrganization: { by: ['organizationId'], sort: [] },
  },
} as const;
