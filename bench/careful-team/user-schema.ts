// The schema of users. Which organizations a user belongs to is stored here too, so that a session knows it without a query.

import { type HydratedDocument, type Model, Schema, type Types } from 'mongoose';
import {
  builtByDeployment,
  emailDefinition,
  type SoftDeleteFields,
  softDelete,
} from './schema-parts.js';

export interface UserFields extends SoftDeleteFields {
  email: string;
  emailVerified: boolean;
  name?: string;
  organizations: Types.ObjectId[];
  defaultOrg?: Types.ObjectId;
  createdAt: Date;
  updatedAt: Date;
}

export type UserDocument = HydratedDocument<
  UserFields,
  { organizations: Types.Array<Types.ObjectId> }
>;

type NoHelpers = Record<never, never>;

export type UserModel = Model<UserFields, NoHelpers, NoHelpers, NoHelpers, UserDocument>;

/**
 * Without optimistic concurrency: Mongoose writes `organizations` with $addToSet and $pull, which are right no matter
 * what else has changed in the document.
 */
export const userSchema: Schema<UserFields, UserModel> = new Schema<UserFields, UserModel>(
  {
    email: emailDefinition,
    emailVerified: { type: Boolean, default: false },
    name: { type: String, trim: true, maxlength: 100 },
    organizations: [{ type: Schema.Types.ObjectId, ref: 'Organization' }],
    defaultOrg: { type: Schema.Types.ObjectId, ref: 'Organization' },
    ...softDelete,
  },
  { timestamps: true, ...builtByDeployment },
);

userSchema.index({ email: 1 }, { unique: true });
