// The models on one connection, and the indexes that their rules depend on.

import type { Connection } from 'mongoose';
import { type AuditFields, type AuditModel, auditSchema } from './audit-schema.js';
import { organizationSchema } from './organization-schema.js';
import type { OrganizationFields, OrganizationModel } from './organization-types.js';
import { type UserFields, type UserModel, userSchema } from './user-schema.js';

export interface Models {
  readonly connection: Connection;
  readonly User: UserModel;
  readonly Organization: OrganizationModel;
  readonly AuditEntry: AuditModel;
}

export function createModels(connection: Connection): Models {
  return {
    connection,
    User: connection.model<UserFields, UserModel>('User', userSchema),
    Organization: connection.model<OrganizationFields, OrganizationModel>(
      'Organization',
      organizationSchema,
    ),
    AuditEntry: connection.model<AuditFields, AuditModel>('AuditEntry', auditSchema),
  };
}

/** Without the unique index two organizations can have one slug. Building an index also creates its collection. */
export async function ensureIndexes({ User, Organization, AuditEntry }: Models): Promise<void> {
  await Promise.all([
    User.createIndexes(),
    Organization.createIndexes(),
    AuditEntry.createIndexes(),
  ]);
}
