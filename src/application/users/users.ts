// The users service: all use cases of accounts.

import type { Dependencies } from '../dependencies.js';
import type { AuthorizationRefusal } from '../use-case/authorization.js';
import type { Command } from '../use-case/command.js';
import type { Query } from '../use-case/query.js';
import type { Task } from '../use-case/task.js';
import type { OrganizationView, OwnUserView } from '../views.js';
import {
  getDefaultOrganizationQuery,
  type SetDefaultOrganizationInput,
  type SetDefaultOrganizationRefusal,
  setDefaultOrganizationCommand,
} from './default-organization.js';
import { type DeleteUserRefusal, deleteUserCommand } from './delete.js';
import { type GetUserRefusal, getUserQuery } from './get.js';
import { type PurgeUserRefusal, purgeUserTask } from './purge.js';
import { type RegisterInput, type RegisterRefusal, registerUserCommand } from './register.js';
import { type ReinstateRefusal, reinstateUserCommand } from './reinstate.js';
import { type RestoreUserRefusal, restoreUserCommand } from './restore.js';
import { type SuspendedUserView, type SuspendRefusal, suspendUserCommand } from './suspend.js';
import {
  type UnblockOrganizationInput,
  type UnblockOrganizationRefusal,
  unblockOrganizationCommand,
} from './unblock-organization.js';
import type { GetUserInput, UserIdInput } from './user-command.js';
import {
  type VerifyEmailInput,
  type VerifyEmailRefusal,
  verifyEmailCommand,
} from './verify-email.js';

/** Manages the accounts of the people in organizations. */
export interface Users {
  /**
   * Registers a person, and creates their personal organization. By the embedding service, which does the sign-up.
   * Refusals: `permission_denied` for others, `email_taken`, `name_invalid`.
   */
  readonly register: Command<RegisterInput, OwnUserView, RegisterRefusal>;
  /** Marks the address of an account as verified. By the embedding service. Refusal: `user_not_found`. */
  readonly verifyEmail: Command<VerifyEmailInput, OwnUserView, VerifyEmailRefusal>;
  /** Returns an account as its owner sees it. By the owner or the embedding service. */
  readonly get: Query<GetUserInput, OwnUserView, GetUserRefusal>;
  /** Sets the organization that is used where none is named. The user must be a member of it. By the user or the embedding service. */
  readonly setDefaultOrganization: Command<
    SetDefaultOrganizationInput,
    OrganizationView,
    SetDefaultOrganizationRefusal
  >;
  /** Returns the default organization; the personal one, where the user is no member of the default any more. */
  readonly getDefaultOrganization: Query<GetUserInput, OrganizationView, AuthorizationRefusal>;
  /** Ends the block of an organization: its invitations are mailed to the user again. By the user or the embedding service. */
  readonly unblockOrganization: Command<
    UnblockOrganizationInput,
    OwnUserView,
    UnblockOrganizationRefusal
  >;
  /**
   * Suspends an account: it cannot sign in until it is reinstated. Revokes the pending invitations that it sent. By the
   * embedding service. An organization without another admin does not stop it: the answer names those. Refusals:
   * `user_not_found`, `account_deleted`.
   */
  readonly suspend: Command<UserIdInput, SuspendedUserView, SuspendRefusal>;
  /** Reinstates a suspended account with its memberships. By the embedding service. Refusals: `user_not_found`, `account_deleted`. */
  readonly reinstate: Command<UserIdInput, OwnUserView, ReinstateRefusal>;
  /**
   * Deletes an account and its personal organization, and ends its other memberships. Account and personal organization can
   * be restored for 30 days. By the owner or the embedding service. Refusals: `last_admin` with the organizations that have
   * no other admin; `organization_has_apps` where apps of the personal organization are live or in review.
   */
  readonly delete: Command<UserIdInput, OwnUserView, DeleteUserRefusal>;
  /** Restores a deleted account and its personal organization, but no other membership. By the embedding service. Refusal: `restore_window_over`. */
  readonly restore: Command<UserIdInput, OwnUserView, RestoreUserRefusal>;
  /**
   * Removes a deleted person for good; only ids are left. Removes the account, the personal organization, the invitations
   * to their address, and the address from the testers of apps. Where the address is the contact of an organization,
   * another admin's address replaces it. By the embedding service. Refusals: `user_not_found`, `user_not_deleted`.
   */
  readonly purge: Task<UserIdInput, { readonly count: number }, PurgeUserRefusal>;
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
