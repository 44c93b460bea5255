// Creates an app with an empty draft.

import type { DisplayName } from '../shared/display-name.js';
import type { AppId, OrganizationId, UserId } from '../shared/ids.js';
import type { Policy } from '../shared/policy-limits.js';
import type { RefusalOf } from '../shared/refusal.js';
import type { App, Draft } from './app.js';
import { emptyManifest, type Manifest } from './manifest.js';
import type { PackageName } from './package-name.js';

export function newDraft(
  manifest: Manifest,
  revision: number,
  by: UserId | null,
  now: Date,
): Draft {
  return { manifest, revision, updatedAt: now, ...(by === null ? {} : { updatedBy: by }) };
}

/** Creates a private app whose draft has only a name. */
export function createApp({ id, packageName, organizationId, name, by, now }: NewApp): App {
  return {
    id,
    packageName,
    organizationId,
    draft: newDraft(emptyManifest(name), 1, by, now),
    visibility: /* APP-8 */ 'private',
    testers: [],
    tier: 'none',
    submissionCount: 0,
    enforcement: { state: 'none' },
    ...(by === null ? {} : { createdBy: by }),
    createdAt: now,
    updatedAt: now,
  };
}

/** The refusal for one more app of an organization that has `count` apps, with deleted ones that can be restored. */
export function appLimitRefusal(
  count: number,
  { maxAppsPerOrganization: limit }: Pick<Policy, 'maxAppsPerOrganization'>,
): RefusalOf<'app_limit_reached'> | null {
  return /* APP-94 */ count < limit ? null : { code: 'app_limit_reached', limit };
}

export interface NewApp {
  readonly id: AppId;
  readonly packageName: PackageName;
  readonly organizationId: OrganizationId;
  readonly name: DisplayName;
  readonly by: UserId | null;
  readonly now: Date;
}
