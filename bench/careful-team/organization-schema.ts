// The schema of organizations, with their members and pending invitations embedded.

import { type mongo, type QueryFilter, Schema } from 'mongoose';
import type {
  Id,
  MemberFields,
  OrganizationDocument,
  OrganizationFields,
  OrganizationMethods,
  OrganizationModel,
  PendingInviteFields,
} from './organization-types.js';
import { RefusedError } from './refusal.js';
import {
  builtByDeployment,
  emailDefinition,
  type Role,
  roles,
  softDelete,
  webAddressDefinition,
} from './schema-parts.js';
import { maxSlugLength } from './slugs.js';

const memberSchema = new Schema<MemberFields>(
  {
    user: { type: Schema.Types.ObjectId, ref: 'User', required: true },
    role: { type: String, enum: roles, required: true },
    joinedAt: { type: Date, default: () => new Date() },
  },
  { _id: false },
);

const pendingInviteSchema = new Schema<PendingInviteFields>({
  email: emailDefinition,
  role: { type: String, enum: roles, required: true },
  tokenHash: { type: String, required: true },
  invitedBy: { type: Schema.Types.ObjectId, ref: 'User', required: true },
  invitedAt: { type: Date, default: () => new Date() },
  expiresAt: { type: Date, required: true },
  emailSentCount: { type: Number, default: 0, min: 0 },
  lastEmailSentAt: { type: Date },
});

const profileSchema = new Schema<OrganizationFields['profile']>(
  {
    website: webAddressDefinition,
    contactEmail: emailDefinition,
    description: { type: String, maxlength: 2000 },
    logo: webAddressDefinition,
  },
  { _id: false },
);

/**
 * Rules such as "one admin remains" are about the whole array of members. So a save must fail if anybody has changed the
 * document since it was read, also a save in code that forgets the transaction. That is the optimistic concurrency.
 */
export const organizationSchema: Schema<
  OrganizationFields,
  OrganizationModel,
  OrganizationMethods
> = new Schema<OrganizationFields, OrganizationModel, OrganizationMethods>(
  {
    name: { type: String, required: true, trim: true, minlength: 1, maxlength: 100 },
    slug: {
      type: String,
      required: true,
      maxlength: maxSlugLength,
      match: /^[a-z0-9]+(?:-[a-z0-9]+)*$/,
    },
    profile: { type: profileSchema, required: true },
    members: {
      type: [memberSchema],
      validate: {
        validator: (members: readonly MemberFields[]) =>
          members.some(({ role }) => role === 'admin'),
        message: 'An organization needs an admin',
      },
    },
    pendingInvites: [pendingInviteSchema],
    ...softDelete,
  },
  { timestamps: true, optimisticConcurrency: true, ...builtByDeployment },
);

organizationSchema.index({ slug: 1 }, { unique: true });
organizationSchema.index({ 'members.user': 1 });
organizationSchema.index({ 'pendingInvites.tokenHash': 1 }, { sparse: true });

organizationSchema.method('isMember', function (this: OrganizationDocument, userId: Id) {
  return this.members.some(({ user }) => user.equals(userId));
});

organizationSchema.method('hasRole', function (this: OrganizationDocument, userId: Id, role: Role) {
  return this.members.some((member) => member.user.equals(userId) && member.role === role);
});

organizationSchema.method('requireAdmin', function (this: OrganizationDocument, userId: Id) {
  if (!this.hasRole(userId, 'admin')) throw new RefusedError('not_an_admin');
});

organizationSchema.method(
  'changeRole',
  function (this: OrganizationDocument, userId: Id, role: Role) {
    const member = this.members.find(({ user }) => user.equals(userId));
    if (member === undefined) throw new RefusedError('not_a_member');
    const others = this.members.filter((other) => other !== member);
    const keepsAdmin = role === 'admin' || others.some((other) => other.role === 'admin');
    if (!keepsAdmin) throw new RefusedError('last_admin');
    member.role = role;
  },
);

/** Members that have not changed were validated when they were written. Validating a thousand again takes ten times longer. */
organizationSchema.method(
  'saveChanges',
  async function (this: OrganizationDocument, session: mongo.ClientSession) {
    await this.save({ session, validateModifiedOnly: true });
  },
);

/**
 * A write at the start takes the document, like SELECT FOR UPDATE. Of several transactions that want it, all but one fail
 * here, before they have loaded the members. Without it they would fail at the save: with 16 people who join one
 * organization at once, that was several times slower.
 */
organizationSchema.static(
  'findForUpdate',
  function (
    this: OrganizationModel,
    filter: QueryFilter<OrganizationFields>,
    session: mongo.ClientSession,
  ) {
    const taken = { $inc: { __v: 1 } };
    return this.findOneAndUpdate({ ...filter, isDeleted: false }, taken, {
      session,
      returnDocument: 'after',
    });
  },
);

organizationSchema.static('findByMember', function (this: OrganizationModel, userId: Id) {
  return this.find({ 'members.user': userId, isDeleted: false }).sort({ _id: 1 });
});

organizationSchema.static(
  'isMember',
  async function (this: OrganizationModel, organizationId: Id, userId: Id) {
    const found = await this.exists({
      _id: organizationId,
      isDeleted: false,
      'members.user': userId,
    });
    return found !== null;
  },
);

organizationSchema.static(
  'hasRole',
  async function (this: OrganizationModel, organizationId: Id, user: Id, role: Role) {
    const members = { $elemMatch: { user, role } };
    return (await this.exists({ _id: organizationId, isDeleted: false, members })) !== null;
  },
);
