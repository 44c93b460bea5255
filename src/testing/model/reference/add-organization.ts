// Creates an organization with its creator as admin.

import { isPerson } from './access.js';
import { emptyMetadata } from './metadata.js';
import {
  type ModelMembership,
  type ModelOrganization,
  type ReferenceModel,
  takeNextId,
} from './reference-model.js';
import type { ModelRole } from './roles.js';
import { makeFreeSlug } from './text-rules.js';

export interface NewOrganizationOptions {
  readonly slug?: string | undefined;
  readonly website?: string | undefined;
  readonly description?: string | undefined;
  readonly logo?: string | undefined;
}

export function addOrganizationWithAdmin(
  model: ReferenceModel,
  creator: { readonly id: string; readonly email: string },
  name: string,
  { slug = makeFreeSlug(model, name), website, description, logo }: NewOrganizationOptions,
  isPersonal: boolean,
): ModelOrganization {
  const organization: ModelOrganization = {
    id: takeNextId(model, 'organization'),
    name,
    slug,
    website,
    contactEmail: creator.email,
    contactVerifiedAt: null,
    description,
    logo,
    createdBy: creator.id,
    isPersonal,
    createdAt: model.now,
    slugChangedAt: null,
    deletedAt: null,
    updatedAt: model.now,
    restoreCount: 0,
    externalId: undefined,
    metadata: emptyMetadata,
  };
  model.organizations.set(organization.id, organization);
  model.slugs.set(slug, organization.id);
  addMembership(model, organization.id, creator.id, 'admin');
  return organization;
}

export function addMembership(
  model: ReferenceModel,
  organization: string,
  user: string,
  role: ModelRole,
): string {
  const id = takeNextId(model, 'membership');
  const joinedAt = model.now;
  const still = { leftAt: null, endedBy: undefined };
  model.memberships.set(id, {
    id,
    organization,
    user,
    role,
    joinedAt,
    ...still,
    revision: 1,
    demotions: 0,
    metadata: emptyMetadata,
  });
  return id;
}

/** The membership stays as history, without its metadata. */
export function endMembership(
  model: ReferenceModel,
  caller: string,
  membership: ModelMembership,
): void {
  membership.leftAt = model.now;
  membership.endedBy = isPerson(caller) ? caller : undefined;
  membership.revision += 1;
  membership.metadata = emptyMetadata;
}
