// The types of an organization: its document with the embedded arrays, and the questions that one can ask it.

import type { HydratedDocument, Model, mongo, QueryFilter, Types } from 'mongoose';
import type { Role, SoftDeleteFields } from './schema-parts.js';

export type Id = Types.ObjectId | string;

export interface MemberFields {
  user: Types.ObjectId;
  role: Role;
  joinedAt: Date;
}

export interface PendingInviteFields {
  email: string;
  role: Role;
  /** The SHA-256 of the token. The token itself is only in the invitation link. */
  tokenHash: string;
  invitedBy: Types.ObjectId;
  invitedAt: Date;
  expiresAt: Date;
  emailSentCount: number;
  lastEmailSentAt?: Date;
}

export interface OrganizationFields extends SoftDeleteFields {
  name: string;
  slug: string;
  profile: { website?: string; contactEmail: string; description?: string; logo?: string };
  members: MemberFields[];
  pendingInvites: PendingInviteFields[];
  createdAt: Date;
  updatedAt: Date;
}

export interface OrganizationMethods {
  isMember(userId: Id): boolean;
  hasRole(userId: Id, role: Role): boolean;
  /** Throws a refusal if the user is not an admin. */
  requireAdmin(userId: Id): void;
  /** Changes the role of a member, and refuses to demote the last admin. */
  changeRole(userId: Id, role: Role): void;
  /** Saves a document that was loaded. */
  saveChanges(session: mongo.ClientSession): Promise<void>;
}

export type OrganizationDocument = HydratedDocument<
  OrganizationFields,
  OrganizationMethods & {
    members: Types.DocumentArray<MemberFields>;
    pendingInvites: Types.DocumentArray<PendingInviteFields>;
  }
>;

type NoHelpers = Record<never, never>;

export interface OrganizationModel
  extends Model<
    OrganizationFields,
    NoHelpers,
    OrganizationMethods,
    NoHelpers,
    OrganizationDocument
  > {
  findByMember(userId: Id): Promise<OrganizationDocument[]>;
  isMember(organizationId: Id, userId: Id): Promise<boolean>;
  hasRole(organizationId: Id, userId: Id, role: Role): Promise<boolean>;
  /** Finds a live organization to change, and lets no other transaction change it until this one ends. */
  findForUpdate(
    filter: QueryFilter<OrganizationFields>,
    session: mongo.ClientSession,
  ): Promise<OrganizationDocument | null>;
}
