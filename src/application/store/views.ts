// The view of a released app for everybody.

import type { App, StoreListing } from '../../domain/app/app.js';
import type { PackageName } from '../../domain/app/package-name.js';

/** An app as everybody sees it in the store: the listing and the publisher that were released. */
export interface ReleasedAppView {
  readonly packageName: PackageName;
  readonly tier: App['tier'];
  readonly releasedAt: Date;
  readonly listing: StoreListing;
}

/** Null if the app has no release. */
export function releasedAppView({ packageName, tier, live }: App): ReleasedAppView | null {
  return live === undefined
    ? null
    : { packageName, tier, releasedAt: live.releasedAt, listing: live.listing };
}
