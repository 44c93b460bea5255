// The service `apps`: what an organization does with its apps, except submitting and releasing.

import * as z from 'zod';
import type { AppSummary } from '../domain/app/app-summary.js';
import { type LegacyStatus, legacyStatusOf } from '../domain/review/legacy-status.js';
import { type AppId, type OrganizationId, parseAppId } from '../domain/shared/ids.js';
import type { Issue } from '../domain/shared/refusal.js';
import { ok, type Page } from '../domain/shared/result.js';
import {
  type AppRefusalCode,
  authorizeForAppDespiteDeletion,
} from './app-authorization/app-authorization.js';
import { type AppIdInput, appIdInputSchema } from './app-authorization/app-input.js';
import {
  type CheckPackageNameRefusalCode,
  checkPackageNameQuery,
  type PackageNameCheck,
  type PackageNameInput,
} from './apps/check-package-name.js';
import { type CreateAppInput, type CreateAppRefusalCode, createAppCommand } from './apps/create.js';
import {
  type DeleteAppRefusalCode,
  deleteAppSpec,
  type RestoreAppRefusalCode,
  restoreAppSpec,
} from './apps/delete.js';
import { createListingSpec, type DelistRefusalCode } from './apps/delist.js';
import { getRunnableQuery, type RunnableDraftAndRelease } from './apps/get-runnable.js';
import { type MoveAppInput, type MoveAppRefusalCode, moveAppSpec } from './apps/move.js';
import { type ShareAppInput, shareSpec } from './apps/share.js';
import {
  type UpdateDraftInput,
  type UpdateDraftRefusalCode,
  updateDraftSpec,
} from './apps/update-draft.js';
import { type AppView, appView } from './apps/views.js';
import { type AppAction, availableActionsQuery } from './available-actions/available-actions.js';
import type { Dependencies } from './dependencies.js';
import { readinessQuery } from './submissions/readiness.js';
import { type SubmissionView, submissionView } from './submissions/views.js';
import {
  type AuthorizationRefusalCode,
  authorizeForOrganization,
} from './use-case/authorization.js';
import { type Command, defineCommand } from './use-case/command.js';
import { organizationIdSchema, pageFields, type WithParsedIds } from './use-case/input.js';
import {
  idPageKeyCodec,
  type PageInput,
  type PageKeyCodec,
  parsePageRequest,
  toPage,
} from './use-case/paging.js';
import { defineQuery, type Query } from './use-case/query.js';

/** An app with its newest submission and its status. */
export interface AppDetails {
  readonly app: AppView;
  /** The newest submission; null if there is none. */
  readonly submission: SubmissionView | null;
  /** The status that older clients know. */
  readonly status: LegacyStatus;
}

const getAppQuery = defineQuery<AppIdInput, WithParsedIds<AppIdInput>, AppDetails, AppRefusalCode>(
  appIdInputSchema,
  async ({ deps, storage, actor }, { appId }) => {
    const context = { deps, storage, actor, now: await deps.clock.now() };
    const [authorization, found] = await Promise.all([
      authorizeForAppDespiteDeletion(context, appId, 'apps:read'),
      storage.submissions.findNewest(appId),
    ]);
    if (!authorization.ok) return authorization;
    const app = authorization.value.app.value;
    const newest = found?.value ?? null;
    return ok({
      app: appView(app),
      submission: newest === null ? null : submissionView(newest),
      status: legacyStatusOf(app, newest),
    });
  },
);

/** The organization whose apps to list, and the page. */
export interface ListAppsInput extends PageInput {
  readonly organizationId: string;
}

interface ParsedListApps extends PageInput {
  readonly organizationId: OrganizationId;
}

const appPageKeyCodec: PageKeyCodec<AppId> = idPageKeyCodec(parseAppId);

const listAppsQuery = defineQuery<
  ListAppsInput,
  ParsedListApps,
  Page<AppSummary>,
  AuthorizationRefusalCode
>(
  z.lazy(() => z.strictObject({ organizationId: organizationIdSchema, ...pageFields })),
  async (context, { organizationId, ...page }) => {
    const { deps } = context;
    const { storage } = deps;
    const name = `apps of ${organizationId}`;
    const pageRequest = parsePageRequest(name, appPageKeyCodec, page);
    if (!pageRequest.ok) return pageRequest;
    const [authorization, rowPage] = await Promise.all([
      authorizeForOrganization(context, organizationId, 'apps:read'),
      storage.apps.listByOrganization(organizationId, pageRequest.value),
    ]);
    return authorization.ok ? ok(toPage(name, appPageKeyCodec, rowPage)) : authorization;
  },
);

/** What an organization does with its apps. Submitting and releasing are in `submissions`. */
export interface Apps {
  /**
   * Creates an app with a package name and a display name. It is not visible to users. Needs `apps:publish`.
   * Refused: `package_name_taken` if any app has or had the package name, `package_name_invalid`, `name_invalid`,
   * `app_limit_reached` in an organization with `policy.maxAppsPerOrganization` apps (100 by default), `rate_limited` after
   * `policy.maxDailyAppsPerUser` (20) in a day.
   */
  readonly create: Command<CreateAppInput, AppView, CreateAppRefusalCode>;
  /**
   * Changes the draft. Submitted snapshots and the live release do not change. Needs `apps:edit`, also for keys of the app
   * or its organization. Refused: `draft_conflict` if the draft has another revision, `invalid_input` with every issue.
   */
  readonly updateDraft: Command<UpdateDraftInput, AppView, UpdateDraftRefusalCode>;
  /** Sets the visibility of the app and the testers who may run its draft besides the members. Needs `apps:publish`. */
  readonly share: Command<ShareAppInput, AppView, AppRefusalCode>;
  /** Takes the app out of the store until `relist`; its release stays live. Needs `apps:publish`. Refused: `app_suspended`. */
  readonly delist: Command<AppIdInput, AppView, DelistRefusalCode>;
  /** Puts a delisted app back into the store. Needs `apps:publish`. Refused: `app_suspended`. */
  readonly relist: Command<AppIdInput, AppView, DelistRefusalCode>;
  /**
   * Moves the app to another organization, without its testers and its tier. Its keys are revoked and its webhook is
   * removed, except those that the input keeps. The live release keeps the publisher that was reviewed. Needs `apps:manage`
   * in both organizations. Refused: `submission_already_open`; `app_limit_reached`; `key_not_found` or `key_invalid` for a
   * key to keep.
   */
  readonly move: Command<MoveAppInput, AppView, MoveAppRefusalCode>;
  /**
   * Deletes the app: it leaves the store at once and can be restored for `policy.restoreWindow` (30 days by default). Its
   * package name stays taken forever.
   * Needs `apps:manage`. Refused: `submission_already_open`.
   */
  readonly delete: Command<AppIdInput, AppView, DeleteAppRefusalCode>;
  /** Restores a deleted app as it was. Needs `apps:manage`. Refused: `restore_window_over`. */
  readonly restore: Command<AppIdInput, AppView, RestoreAppRefusalCode>;
  /** Returns the app, its newest submission, and the status that older clients know. Needs `apps:read`, also for keys of the app or its organization. */
  readonly get: Query<AppIdInput, AppDetails, AppRefusalCode>;
  /** Lists summaries of an organization's apps that are not deleted, oldest first; `get` returns the whole app. Needs `apps:read`. */
  readonly list: Query<ListAppsInput, Page<AppSummary>, AuthorizationRefusalCode>;
  /** Lists every issue that prevents the draft from being submitted; empty if there is none. */
  readonly readiness: Query<AppIdInput, readonly Issue[], AppRefusalCode>;
  /** Lists the actions that the user or reviewer can take on the app now. An action is listed exactly if its command would succeed. */
  readonly availableActions: Query<AppIdInput, readonly AppAction[], AppRefusalCode>;
  /** Returns whether a package name is free, and if not, why. For users and the embedding service. */
  readonly checkPackageName: Query<PackageNameInput, PackageNameCheck, CheckPackageNameRefusalCode>;
  /** Returns what the user may run: the draft for members and testers, the release for everybody. Refused: `app_not_found`, `account_inactive`. */
  readonly getRunnable: Query<
    PackageNameInput,
    RunnableDraftAndRelease,
    'app_not_found' | 'account_inactive'
  >;
}

export function createAppsService(deps: Dependencies): Apps {
  return {
    create: createAppCommand(deps),
    updateDraft: defineCommand(updateDraftSpec)(deps),
    share: defineCommand(shareSpec)(deps),
    delist: defineCommand(createListingSpec('delist'))(deps),
    relist: defineCommand(createListingSpec('relist'))(deps),
    move: defineCommand(moveAppSpec)(deps),
    delete: defineCommand(deleteAppSpec)(deps),
    restore: defineCommand(restoreAppSpec)(deps),
    get: getAppQuery(deps),
    list: listAppsQuery(deps),
    readiness: readinessQuery(deps),
    availableActions: availableActionsQuery(deps),
    checkPackageName: checkPackageNameQuery(deps),
    getRunnable: getRunnableQuery(deps),
  };
}
