// The schema of audit entries: who did what in which organization. An entry is written in the transaction of what it tells.

import { type Model, Schema, type Types } from 'mongoose';
import { builtByDeployment, type Role, roles } from './schema-parts.js';

const auditActions = [
  'organization.create',
  'invitation.invite',
  'invitation.accept',
  'membership.change_role',
] as const;

export interface AuditFields {
  organization: Types.ObjectId;
  actor: Types.ObjectId;
  action: (typeof auditActions)[number];
  /** The user whom the action is about, if it is not the actor. */
  target?: Types.ObjectId;
  email?: string;
  role?: Role;
  createdAt: Date;
}

export type AuditModel = Model<AuditFields>;

export const auditSchema: Schema<AuditFields, AuditModel> = new Schema<AuditFields, AuditModel>(
  {
    organization: { type: Schema.Types.ObjectId, ref: 'Organization', required: true },
    actor: { type: Schema.Types.ObjectId, ref: 'User', required: true },
    action: { type: String, enum: auditActions, required: true },
    target: { type: Schema.Types.ObjectId, ref: 'User' },
    email: { type: String },
    role: { type: String, enum: roles },
  },
  { timestamps: { createdAt: true, updatedAt: false }, ...builtByDeployment },
);

auditSchema.index({ organization: 1, createdAt: -1 });
