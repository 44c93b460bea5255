// The users service: all use cases of accounts.

import type { Dependencies } from '../dependencies.js';
import type { AuthorizationRefusalCode } from '../use-case/authorization.js';
import type { Command } from '../use-case/command.js';
import type { Query } from '../use-case/query.js';
import type { Task } from '../use-case/task.js';
import type { OrganizationView, OwnUserView } from '../views.js';
import {
  getDefaultOrganizationQuery,
  type SetDefaultOrganizationInput,
  type SetDefaultOrganizationRefusalCode,
  setDefaultOrganizationCommand,
} from './default-organization.js';
import { type DeleteUserRefusalCode, deleteUserCommand } from './delete.js';
import { type GetUserRefusalCode, getUserQuery } from './get.js';
import { type PurgeUserRefusalCode, purgeUserTask } from './purge.js';
import { type RegisterInput, type RegisterRefusalCode, registerUserCommand } from './register.js';
import { type ReinstateRefusalCode, reinstateUserCommand } from './reinstate.js';
import { type RestoreUserRefusalCode, restoreUserCommand } from './restore.js';
import { type SuspendedUserView, type SuspendRefusalCode, suspendUserCommand } from './suspend.js';
import {
  type UnblockOrganizationInput,
  type UnblockOrganizationRefusalCode,
  unblockOrganizationCommand,
} from './unblock-organization.js';
import type { GetUserInput, UserIdInput } from './user-command.js';
import {
  type VerifyEmailInput,
  type VerifyEmailRefusalCode,
  verifyEmailCommand,
} from './verify-email.js';

/** Manages the accounts of the people in organizations. */
export interface Users {
  /**
   * Registers a person, and creates their personal organization. By the embedding service, which does the sign-up.
   * Refusals: `permission_denied` for others, `email_taken`, `name_invalid`.
   */
  readonly register: Command<RegisterInput, OwnUserView, RegisterRefusalCode>;
  /** Marks the address of an account as verified. By the embedding service. Refusal: `user_not_found`. */
  readonly verifyEmail: Command<VerifyEmailInput, OwnUserView, VerifyEmailRefusalCode>;
  /** Returns an account as its owner sees it. By the owner or the embedding service. */
  readonly get: Query<GetUserInput, OwnUserView, GetUserRefusalCode>;
  /** Sets the organization that is used where none is named. The user must be a member of it. By the user or the embedding service. */
  readonly setDefaultOrganization: Command<
    SetDefaultOrganizationInput,
    OrganizationView,
    SetDefaultOrganizationRefusalCode
  >;
  /** Returns the default organization; the personal one, where the user is no member of the default any more. */
  readonly getDefaultOrganization: Query<GetUserInput, OrganizationView, AuthorizationRefusalCode>;
  /** Ends the block of an organization: its invitations are mailed to the user again. By the user or the embedding service. */
  readonly unblockOrganization: Command<
    UnblockOrganizationInput,
    OwnUserView,
    UnblockOrganizationRefusalCode
  >;
  /**
   * Suspends an account: it cannot sign in until it is reinstated. Revokes the pending invitations that it sent. By the
   * embedding service. An organization without another admin does not stop it: the answer names those. Refusals:
   * `user_not_found`, `account_deleted`.
   */
  readonly suspend: Command<UserIdInput, SuspendedUserView, SuspendRefusalCode>;
  /** Reinstates a suspended account with its memberships. By the embedding service. Refusals: `user_not_found`, `account_deleted`. */
  readonly reinstate: Command<UserIdInput, OwnUserView, ReinstateRefusalCode>;
  /**
   * Deletes an account and its personal organization, and ends its other memberships. Account and personal organization can
   * be restored for 30 days. By the owner or the embedding service. Refusals: `last_admin` with the organizations that have
   * no other admin; `organization_has_apps` where apps of the personal organization are live or in review.
   */
  readonly delete: Command<UserIdInput, OwnUserView, DeleteUserRefusalCode>;
  /** Restores a deleted account and its personal organization, but no other membership. By the embedding service. Refusal: `restore_window_over`. */
  readonly restore: Command<UserIdInput, OwnUserView, RestoreUserRefusalCode>;
  /**
   * Removes a deleted person for good; only ids are left. Removes the account, the personal organization, the invitations
   * to their address, and the address from the testers of apps. Where the address is the contact of an organization,
   * another admin's address replaces it. By the embedding service. Refusals: `user_not_found`, `user_not_deleted`.
   */
  readonly purge: Task<UserIdInput, { readonly count: number }, PurgeUserRefusalCode>;
}

export function createUsersService(deps: Dependencies): Users {
  return {
    register: registerUserCommand(deps),
    verifyEmail: verifyEmailCommand(deps),
    get: getUserQuery(deps),
    setDefaultOrganization: setDefaultOrganizationCommand(deps),
    getDefaultOrganization: getDefaultOrganizationQuery(deps),
    unblockOrganization: unblockOrganizationCommand(deps),
    suspend: suspendUserCommand(deps),
    reinstate: reinstateUserCommand(deps),
    delete: deleteUserCommand(deps),
    restore: restoreUserCommand(deps),
    purge: purgeUserTask(deps),
  };
}
