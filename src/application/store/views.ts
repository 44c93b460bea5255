// The views of a released app for everybody.

import type { App, StoreListing } from '../../domain/app/app.js';
import type { PublishedAppSummary, StoreListingSummary } from '../../domain/app/app-summary.js';
import {
  type Compatibility,
  checkCompatibility,
  type HardwareType,
} from '../../domain/app/hardware.js';
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

/** A published app. */
export interface AppInStore extends ReleasedAppView {
  /** Whether the app runs on the given hardware; absent if no hardware was given. */
  readonly compatibility?: Compatibility;
}

/** A published app in a list: without its pictures, its permissions, and the addresses for people. */
export interface AppInStoreSummary extends Omit<AppInStore, 'listing'> {
  readonly listing: StoreListingSummary;
}

export function appInStoreSummary(
  { packageName, tier, live }: PublishedAppSummary,
  hardware: readonly HardwareType[] | undefined,
): AppInStoreSummary {
  const { releasedAt, listing } = live;
  return withCompatibility({ packageName, tier, releasedAt, listing }, hardware);
}

function withCompatibility<
  T extends { readonly listing: Pick<StoreListing, 'hardwareRequirements'> },
>(
  view: T,
  hardware: readonly HardwareType[] | undefined,
): T & { readonly compatibility?: Compatibility } {
  if (hardware === undefined) return view; // STORE-14
  return {
    ...view,
    compatibility: checkCompatibility(view.listing.hardwareRequirements, hardware),
  };
}

/** Throws if the app has no release. */
export function appInStoreView(
  app: App,
  hardware: readonly HardwareType[] | undefined,
): AppInStore {
  const view = releasedAppView(app);
  if (view === null)
    throw new Error(`app ${app.id} is published but has no release; check the row`);
  return withCompatibility(view, hardware);
}
