// Returns what a user may run of an app: its draft, its release, or both.

import * as z from 'zod';
import { type App, isSuspendedOrTakenDown } from '../../domain/app/app.js';
import type { Manifest } from '../../domain/app/manifest.js';
import { type PackageName, parsePackageName } from '../../domain/app/package-name.js';
import { isTester } from '../../domain/app/share-app.js';
import { isPublished } from '../../domain/app/store-listing.js';
import { allows } from '../../domain/organization/role-permissions.js';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result, refuse, type Versioned } from '../../domain/shared/result.js';
import { canSignIn, type User } from '../../domain/user/user.js';
import type { Dependencies } from '../dependencies.js';
import { type ReleasedAppView, releasedAppView } from '../store/views.js';
import { refuseAuthorization } from '../use-case/authorization.js';
import { maxInputTextLength, textSchema } from '../use-case/input.js';
import { defineQuery, type Query } from '../use-case/query.js';
import type { PackageNameInput } from './check-package-name.js';

/** What the actor may run of an app. */
export interface RunnableDraftAndRelease {
  readonly packageName: PackageName;
  /** The draft, for members and testers; otherwise null. */
  readonly draft: Manifest | null;
  /** The live release, or null if there is none. Members also see a release that is not in the store. */
  readonly release: ReleasedAppView | null;
}

export const getRunnableQuery: (
  deps: Dependencies,
) => Query<PackageNameInput, RunnableDraftAndRelease, 'app_not_found' | 'account_inactive'> =
  defineQuery<
    PackageNameInput,
    PackageNameInput,
    RunnableDraftAndRelease,
    'app_not_found' | 'account_inactive'
  >(
    z.lazy(() => z.strictObject({ packageName: textSchema(maxInputTextLength) })),
    async ({ deps: { roles }, storage, actor }, { packageName: text }) => {
      const name = parsePackageName(text, [], ['packageName']);
      if (actor.kind !== 'user' || !name.ok) return refusePackageNotFound();
      const [user, app] = await Promise.all([
        storage.users.findById(actor.userId),
        storage.apps.findByPackageName(name.value),
      ]);
      if (user === null || !canSignIn(user.value)) return refuseAuthorization('account_inactive');
      if (app === null) return refusePackageNotFound();
      const { organizationId } = app.value;
      const [organization, role] = await Promise.all([
        storage.organizations.findById(organizationId),
        storage.memberships.findRole(organizationId, actor.userId),
      ]);
      if (organization === null || organization.value.deletedAt !== undefined)
        return refusePackageNotFound();
      const isReader = role !== null && allows(roles, role.role, 'apps:read');
      return decideRunnable(user.value, app, isReader);
    },
  );

/** Nobody may run a suspended or deleted app. */
function decideRunnable(
  user: User,
  { value: app }: Versioned<App>,
  isReader: boolean,
): Result<RunnableDraftAndRelease, RefusalOf<'app_not_found'>> {
  if (app.deletedAt !== undefined || /* APP-30 */ isSuspendedOrTakenDown(app))
    return refusePackageNotFound();
  const isInvited = /* APP-27 */ user.emailVerified && isTester(app, user.emailKey);
  const mayRunDraft = /* APP-25 */ isReader || /* APP-26 */ isInvited;
  const mayRunRelease = isReader || isPublished(app);
  if (!mayRunDraft && !mayRunRelease) return refusePackageNotFound();
  return ok({
    packageName: app.packageName,
    draft: mayRunDraft ? app.draft.manifest : null,
    release: mayRunRelease ? releasedAppView(app) : null,
  });
}

function refusePackageNotFound(): {
  readonly ok: false;
  readonly refusal: RefusalOf<'app_not_found'>;
} {
  return refuse({ code: 'app_not_found', path: ['packageName'] });
}
