// Changes the metadata of a user.

import * as z from 'zod';
import { ok, refuse } from '../../domain/shared/result.js';
import type { User } from '../../domain/user/user.js';
import type { Dependencies } from '../dependencies.js';
import { defineMetadataCommand } from '../metadata/metadata-command.js';
import {
  type MetadataPatch,
  type MetadataRefusalCode,
  metadataPatchFields,
} from '../metadata/update-metadata.js';
import { updateChange } from '../use-case/changes.js';
import type { Command } from '../use-case/command.js';
import { userIdSchema, type WithParsedIds } from '../use-case/input.js';
import { type UserDetailsView, userDetailsView } from '../views.js';
import type { UserIdInput } from './user-command.js';

/** An account, and the change of its metadata. */
export interface UpdateUserMetadataInput extends UserIdInput, MetadataPatch {}

type AccountRefusalCode = 'permission_denied' | 'user_not_found' | 'account_deleted';

export type UpdateUserMetadataRefusalCode = AccountRefusalCode | MetadataRefusalCode;

export const updateUserMetadataCommand: (
  deps: Dependencies,
) => Command<UpdateUserMetadataInput, UserDetailsView, UpdateUserMetadataRefusalCode> =
  defineMetadataCommand<
    UpdateUserMetadataInput,
    WithParsedIds<UpdateUserMetadataInput>,
    User,
    UserDetailsView,
    AccountRefusalCode
  >({
    action: 'user.update_metadata',
    schemasOf: 'user',
    schema: z.lazy(() => z.strictObject({ userId: userIdSchema, ...metadataPatchFields })),

    async load({ storage, actor }, { userId }) {
      const user = await storage.users.findById(userId);
      if (user === null) return refuse({ code: 'user_not_found', path: ['userId'] });
      if (user.value.state === 'deleted') return refuse({ code: 'account_deleted' });
      return ok({
        row: user.value,
        toView: (row) => userDetailsView(actor, row),
        toChange: (row) => updateChange('users', user, row),
        event: { type: 'user_metadata_updated', userId },
        subject: { kind: 'user', id: userId },
        auditOrganizationIds: [],
      });
    },
  });
