// The users service: all use cases of accounts.

import type { Page } from '../../domain/shared/result.js';
import type { Dependencies } from '../dependencies.js';
import type { AuthorizationRefusalCode } from '../use-case/authorization.js';
import type { Command } from '../use-case/command.js';
import type { Query } from '../use-case/query.js';
import type { Task } from '../use-case/task.js';
import type { ListedUserView, OrganizationView, OwnUserView, UserDetailsView } from '../views.js';
import {
  type ChangeEmailInput,
  type ChangeEmailRefusalCode,
  changeEmailCommand,
} from './change-email.js';
import {
  getDefaultOrganizationQuery,
  type SetDefaultOrganizationInput,
  type SetDefaultOrganizationRefusalCode,
  setDefaultOrganizationCommand,
} from './default-organization.js';
import { type DeleteUserRefusalCode, deleteUserCommand } from './delete.js';
import {
  type EnsuredUserView,
  type EnsureUserInput,
  type EnsureUserRefusalCode,
  ensureUserCommand,
} from './ensure.js';
import {
  type FindByEmailInput,
  type FindByEmailRefusalCode,
  findByEmailQuery,
} from './find-by-email.js';
import { type GetUserRefusalCode, getUserQuery } from './get.js';
import { type ListUsersInput, listUsersQuery } from './list.js';
import type { RegisterInput } from './new-user.js';
import { type PurgeUserRefusalCode, purgeUserTask } from './purge.js';
import { type RegisterRefusalCode, registerUserCommand } from './register.js';
import { type ReinstateRefusalCode, reinstateUserCommand } from './reinstate.js';
import { type RestoreUserRefusalCode, restoreUserCommand } from './restore.js';
import { type SuspendedUserView, type SuspendRefusalCode, suspendUserCommand } from './suspend.js';
import {
  type UnblockOrganizationInput,
  type UnblockOrganizationRefusalCode,
  unblockOrganizationCommand,
} from './unblock-organization.js';
import { type UpdateUserInput, type UpdateUserRefusalCode, updateUserCommand } from './update.js';
import {
  type UpdateUserMetadataInput,
  type UpdateUserMetadataRefusalCode,
  updateUserMetadataCommand,
} from './update-metadata.js';
import type { GetUserInput, UserIdInput } from './user-command.js';
import {
  type VerifyEmailInput,
  type VerifyEmailRefusalCode,
  verifyEmailCommand,
} from './verify-email.js';

/** Manages the accounts of the people in organizations. */
export interface Users {
  /**
   * Registers a person, with the embedding service's own id for them or a new one, and creates their personal organization
   * (`policy.personalOrganizations`). For the embedding service, which does the sign-up. Refused: `permission_denied` for
   * others, `email_taken`, `user_id_taken`.
   */
  readonly register: Command<RegisterInput, OwnUserView, RegisterRefusalCode>;
  /**
   * Returns the account of a person who has signed in, and registers it if it is missing; to be called at every sign-in.
   * Finds the account by the given id. Without one, by the address, if the account and the caller have both verified it.
   * Never merges two people: `email_taken` if the address is that of another account. An account that exists stays as it
   * is, but its own address counts as verified from now on if the caller has verified it. For the embedding service.
   */
  readonly ensure: Command<EnsureUserInput, EnsuredUserView, EnsureUserRefusalCode>;
  /** Returns the account that has the address, in any state. For the embedding service. Refused: `user_not_found`. One statement. */
  readonly findByEmail: Query<FindByEmailInput, OwnUserView, FindByEmailRefusalCode>;
  /**
   * Lists the accounts of the platform, by the beginning of the name or of the address. Sorted by name and then by
   * address, or by address. For the embedding service: no account sees another one here. Refused: `invalid_input` with two
   * prefixes. One statement.
   */
  readonly list: Query<ListUsersInput, Page<ListedUserView>, 'permission_denied'>;
  /** Changes the name of an account; its personal organization keeps its own. For the owner or the embedding service. Refused: `name_invalid`, `account_deleted`. */
  readonly update: Command<UpdateUserInput, OwnUserView, UpdateUserRefusalCode>;
  /**
   * Changes the address of an account. Invitations to the old address stay with that address. For the embedding service,
   * which has asked the person. Refused: `email_taken`, `user_not_found`, `account_deleted`.
   */
  readonly changeEmail: Command<ChangeEmailInput, OwnUserView, ChangeEmailRefusalCode>;
  /** Marks the address of an account as verified. For the embedding service. Refused: `user_not_found`. */
  readonly verifyEmail: Command<VerifyEmailInput, OwnUserView, VerifyEmailRefusalCode>;
  /**
   * Changes the metadata of an account: each given name gets its new value, null removes it, and all others stay. For the
   * embedding service. Refused: `user_not_found`, `account_deleted`; `metadata_conflict` if `expectedVersion` is given and
   * not the `metadataVersion` of the account.
   */
  readonly updateMetadata: Command<
    UpdateUserMetadataInput,
    UserDetailsView,
    UpdateUserMetadataRefusalCode
  >;
  /** Returns an account as its owner sees it, and to the embedding service also the private metadata. For the owner or the embedding service. */
  readonly get: Query<GetUserInput, UserDetailsView, GetUserRefusalCode>;
  /** Sets the organization that is used if none is named. The user must be a member of it. For the user or the embedding service. */
  readonly setDefaultOrganization: Command<
    SetDefaultOrganizationInput,
    OrganizationView,
    SetDefaultOrganizationRefusalCode
  >;
  /** Returns the default organization; the personal one, if the user is no longer a member of the default. */
  readonly getDefaultOrganization: Query<GetUserInput, OrganizationView, AuthorizationRefusalCode>;
  /** Ends the block of an organization: its invitations are mailed to the user again. For the user or the embedding service. */
  readonly unblockOrganization: Command<
    UnblockOrganizationInput,
    OwnUserView,
    UnblockOrganizationRefusalCode
  >;
  /**
   * Suspends an account: it cannot sign in until it is reinstated. Revokes the pending invitations that it sent. For the
   * embedding service. This works even if an organization then has no active admin; the answer names such organizations.
   * Refused: `user_not_found`, `account_deleted`.
   */
  readonly suspend: Command<UserIdInput, SuspendedUserView, SuspendRefusalCode>;
  /** Reinstates a suspended account with its memberships. For the embedding service. Refused: `user_not_found`, `account_deleted`. */
  readonly reinstate: Command<UserIdInput, OwnUserView, ReinstateRefusalCode>;
  /**
   * Deletes an account and its personal organization, and ends its other memberships. Account and personal organization can
   * be restored for `policy.restoreWindow` (30 days by default). For the owner or the embedding service. Refused:
   * `last_admin` with the organizations that have no other admin; `organization_has_apps` if apps of the personal
   * organization are live or in review.
   */
  readonly delete: Command<UserIdInput, OwnUserView, DeleteUserRefusalCode>;
  /** Restores a deleted account and its personal organization, but no other membership. For the embedding service. Refused: `restore_window_over`. */
  readonly restore: Command<UserIdInput, OwnUserView, RestoreUserRefusalCode>;
  /**
   * Removes a deleted person for good; only ids are left. Removes the account, the personal organization, the invitations
   * to their address, and the address from the testers of apps. If the address is the contact of an organization,
   * another admin's address replaces it. For the embedding service. Refused: `user_not_found`, `user_not_deleted`.
   */
  readonly purge: Task<UserIdInput, { readonly count: number }, PurgeUserRefusalCode>;
}

export function createUsersService(deps: Dependencies): Users {
  return {
    register: registerUserCommand(deps),
    ensure: ensureUserCommand(deps),
    findByEmail: findByEmailQuery(deps),
    list: listUsersQuery(deps),
    update: updateUserCommand(deps),
    changeEmail: changeEmailCommand(deps),
    verifyEmail: verifyEmailCommand(deps),
    updateMetadata: updateUserMetadataCommand(deps),
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
