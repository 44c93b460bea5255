import * as z from 'zod';
import { type App, isKeptOut, isPublished, isTester } from '../../domain/app/app.js';
import type { Manifest } from '../../domain/app/manifest.js';
import { type PackageName, parsePackageName } from '../../domain/app/package-name.js';
import { type LegacyStatus, legacyStatus } from '../../domain/review/projection.js';
import { type AppId, type OrganizationId, parseAppId } from '../../domain/shared/ids.js';
import type { Issue, RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Page, type Result, refuse, type Versioned } from '../../domain/shared/result.js';
import { canSignIn, type User } from '../../domain/user/user.js';
import type { Context } from '../context.js';
import { prepareSnapshot } from '../submissions/snapshot.js';
import { type AuthorityRefusal, authorityOver, denied } from '../use-case/authority.js';
import { command, type Verb } from '../use-case/command.js';
import { longText, organizationIdSchema, pageFields, textSchema } from '../use-case/input.js';
import { idKey, type KeyCodec, keysetOf, type PageInput, pageOf } from '../use-case/paging.js';
import { type Query, query } from '../use-case/query.js';
import type { OfApp } from './app-command.js';
import { type AppRefusal, authorityDespiteAppDeletion, authorityOverApp } from './authority.js';
import { type AppAction, availableActions } from './available-actions.js';
import { type CreateAppInput, type CreateAppRefusal, createApp } from './create.js';
import {
  type ShareAppInput,
  shareSpec,
  type UpdateDraftInput,
  type UpdateDraftRefusal,
  updateDraftSpec,
} from './draft.js';
import {
  type DeleteAppRefusal,
  type DelistRefusal,
  deleteAppSpec,
  listingSpec,
  type MoveAppInput,
  type MoveAppRefusal,
  moveAppSpec,
  type OfAppInput,
  ofAppSchema,
  type RestoreAppRefusal,
  restoreAppSpec,
} from './end.js';
import {
  type AppView,
  appView,
  type StoreView,
  type SubmissionView,
  storeView,
  submissionView,
} from './views.js';

/** An app with how it stands. */
export interface AppDetails {
  readonly app: AppView;
  /** The newest one. */
  readonly submission: SubmissionView | null;
  /** How an older client sees it. */
  readonly status: LegacyStatus;
}

const get = query<OfAppInput, OfApp, AppDetails, AppRefusal>(
  ofAppSchema,
  async ({ storage, clock }, actor, { appId }) => {
    const asking = { storage, actor, now: await clock.now() };
    const [authority, { items }] = await Promise.all([
      authorityDespiteAppDeletion(asking, appId, 'apps:read'),
      storage.submissions.listByApp(appId, { limit: 1, after: null, skip: 0 }),
    ]);
    if (!authority.ok) return authority;
    const app = authority.value.app.value;
    const newest = items[0] ?? null;
    return ok({
      app: appView(app),
      submission: newest === null ? null : submissionView(newest),
      status: legacyStatus(app, newest),
    });
  },
);

/** Whose apps, and which page of them. */
export interface ListAppsInput extends PageInput {
  readonly organizationId: string;
}

interface ListApps extends PageInput {
  readonly organizationId: OrganizationId;
}

const key: KeyCodec<AppId> = idKey(parseAppId);

const list = query<ListAppsInput, ListApps, Page<AppView>, AuthorityRefusal>(
  z.strictObject({ organizationId: organizationIdSchema, ...pageFields }),
  async (context, actor, { organizationId, ...page }) => {
    const { storage } = context;
    const name = `apps of ${organizationId}`;
    const keyset = await keysetOf(context, name, key, page);
    if (!keyset.ok) return keyset;
    const [authority, slice] = await Promise.all([
      authorityOver(storage, actor, organizationId, 'apps:read'),
      storage.apps.listByOrganization(organizationId, keyset.value),
    ]);
    return authority.ok ? ok(await pageOf(context, name, key, slice, appView)) : authority;
  },
);

const readiness = query<OfAppInput, OfApp, readonly Issue[], AppRefusal>(
  ofAppSchema,
  async (context, actor, { appId }) => {
    const { storage, clock } = context;
    const asking = { storage, actor, now: await clock.now() };
    const authority = await authorityOverApp(asking, appId, 'apps:read');
    if (!authority.ok) return authority;
    const { app, organization } = authority.value;
    const open = await storage.submissions.findOpen(appId);
    const sentBack = open?.value.state === 'changes_requested' ? open.value.digest : null;
    const { issues } = await prepareSnapshot(
      { context, storage },
      app.value,
      organization.value,
      sentBack,
    );
    return ok(issues);
  },
);

/** A package name that somebody may want. */
export interface CheckPackageNameInput {
  readonly packageName: string;
}

/** `refusal`: what creating an app of this name would be refused with. */
export type PackageNameCheck =
  | { readonly isFree: true }
  | {
      readonly isFree: false;
      readonly refusal: RefusalOf<'package_name_invalid' | 'package_name_taken'>;
    };

const checkPackageName = query<
  CheckPackageNameInput,
  CheckPackageNameInput,
  PackageNameCheck,
  'permission_denied'
>(
  z.strictObject({ packageName: textSchema(longText) }),
  async ({ storage, reservedPackages }, actor, { packageName: text }) => {
    if (actor.kind !== 'user' && actor.kind !== 'system') return denied('permission_denied');
    const name = parsePackageName(text, reservedPackages, ['packageName']);
    if (!name.ok) return ok({ isFree: false, refusal: name.refusal });
    const known = await storage.apps.findByPackageName(name.value);
    if (known === null) return ok({ isFree: true });
    return ok({ isFree: false, refusal: { code: 'package_name_taken', path: ['packageName'] } });
  },
);

/** What of an app the actor may run. */
export interface Runnable {
  readonly packageName: PackageName;
  /** For members and testers. */
  readonly draft: Manifest | null;
  /** What everybody has, or would have if it were not shared with the organization only. */
  readonly release: StoreView | null;
}

const getRunnable = query<
  CheckPackageNameInput,
  CheckPackageNameInput,
  Runnable,
  'app_not_found' | 'account_inactive'
>(
  z.strictObject({ packageName: textSchema(longText) }),
  async ({ storage }, actor, { packageName: text }) => {
    const name = parsePackageName(text, [], ['packageName']);
    if (actor.kind !== 'user' || !name.ok) return noSuchApp();
    const [user, app] = await Promise.all([
      storage.users.findById(actor.userId),
      storage.apps.findByPackageName(name.value),
    ]);
    if (user === null || !canSignIn(user.value)) return denied('account_inactive');
    if (app === null) return noSuchApp();
    const { organizationId } = app.value;
    const [organization, role] = await Promise.all([
      storage.organizations.findById(organizationId),
      storage.memberships.findRole(organizationId, actor.userId),
    ]);
    if (organization === null || organization.value.deletedAt !== undefined) return noSuchApp();
    return runnableBy(user.value, app, role !== null);
  },
);

/** Nobody runs what the platform keeps out, or what is deleted. */
function runnableBy(
  user: User,
  { value: app }: Versioned<App>,
  isMember: boolean,
): Result<Runnable, RefusalOf<'app_not_found'>> {
  if (app.deletedAt !== undefined || /* APP-30 */ isKeptOut(app)) return noSuchApp();
  const isInvited = /* APP-27 */ user.emailVerified && isTester(app, user.emailKey);
  const mayRunDraft = /* APP-25 */ isMember || /* APP-26 */ isInvited;
  const mayRunRelease = isMember || isPublished(app);
  if (!mayRunDraft && !mayRunRelease) return noSuchApp();
  return ok({
    packageName: app.packageName,
    draft: mayRunDraft ? app.draft.manifest : null,
    release: mayRunRelease ? storeView(app) : null,
  });
}

function noSuchApp(): { readonly ok: false; readonly refusal: RefusalOf<'app_not_found'> } {
  return refuse({ code: 'app_not_found', path: ['packageName'] });
}

/** What an organization does with its apps. Submitting and releasing are of `submissions`. */
export interface Apps {
  /**
   * A new app with a name, and nothing for anybody to see. By members. Refused: `package_name_taken` where any app has or
   * had it, `package_name_invalid`, `name_invalid`.
   */
  readonly create: Verb<CreateAppInput, AppView, CreateAppRefusal>;
  /**
   * Changes what the draft says; nothing that is under review or live changes with it. By members, and keys of the app or
   * its organization. Refused: `draft_conflict` where somebody was faster, `invalid_input` with everything that is wrong.
   */
  readonly updateDraft: Verb<UpdateDraftInput, AppView, UpdateDraftRefusal>;
  /** For whom it is, and who may run the draft beside the members. By members. */
  readonly share: Verb<ShareAppInput, AppView, AppRefusal>;
  /** Out of the store for as long as the organization likes; what is live stays so. By members. Refused: `app_suspended`. */
  readonly delist: Verb<OfAppInput, AppView, DelistRefusal>;
  /** Back into the store. By members. Refused: `app_suspended`. */
  readonly relist: Verb<OfAppInput, AppView, DelistRefusal>;
  /**
   * To another organization, with its keys and without its testers and its tier, by an admin of both; what is live keeps
   * the publisher that was reviewed.
   * Refused: `submission_already_open`.
   */
  readonly move: Verb<MoveAppInput, AppView, MoveAppRefusal>;
  /** Soft: out of the store at once, to be restored for 30 days; the package name stays taken for ever. By admins. Refused: `submission_already_open`. */
  readonly delete: Verb<OfAppInput, AppView, DeleteAppRefusal>;
  /** As it was. By admins. Refused: `restore_window_over`. */
  readonly restore: Verb<OfAppInput, AppView, RestoreAppRefusal>;
  /** The app, its newest submission, and the status by which older clients know it. */
  readonly get: Query<OfAppInput, AppDetails, AppRefusal>;
  /** An organization's apps that are not deleted, in the order of their making. For members. */
  readonly list: Query<ListAppsInput, Page<AppView>, AuthorityRefusal>;
  /** Everything that keeps the draft from being submitted; empty where nothing does. */
  readonly readiness: Query<OfAppInput, readonly Issue[], AppRefusal>;
  /** What the actor can do with the app now, as a user or as a reviewer: yes exactly where the command would be done. */
  readonly availableActions: Query<OfAppInput, readonly AppAction[], AppRefusal>;
  /** Whether a package name could be taken, and if not, why. */
  readonly checkPackageName: Query<CheckPackageNameInput, PackageNameCheck, 'permission_denied'>;
  /** What the actor may run: the draft as a member or a tester, the release as everybody. Refused: `app_not_found`. */
  readonly getRunnable: Query<
    CheckPackageNameInput,
    Runnable,
    'app_not_found' | 'account_inactive'
  >;
}

export function apps(context: Context): Apps {
  return {
    create: createApp(context),
    updateDraft: command(updateDraftSpec)(context),
    share: command(shareSpec)(context),
    delist: command(listingSpec('delist'))(context),
    relist: command(listingSpec('relist'))(context),
    move: command(moveAppSpec)(context),
    delete: command(deleteAppSpec)(context),
    restore: command(restoreAppSpec)(context),
    get: get(context),
    list: list(context),
    readiness: readiness(context),
    availableActions: availableActions(context),
    checkPackageName: checkPackageName(context),
    getRunnable: getRunnable(context),
  };
}
