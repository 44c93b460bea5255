// What the store shows: which apps are in it, what it shows of them, and by which values it finds them.

import type { OrganizationId } from '../shared/ids.js';
import { type App, type AppSnapshot, isSuspendedOrTakenDown, type StoreListing } from './app.js';
import { requiredHardwareMask } from './hardware.js';
import { searchTermsOf } from './search-terms.js';

/** Whether everybody can find the app in the store. */
export function isPublished(
  app: Pick<App, 'live' | 'visibility' | 'enforcement' | 'delistedAt' | 'deletedAt'>,
): boolean {
  return (
    /* STORE-3 */ app.live !== undefined &&
    /* STORE-2 */ app.visibility === 'public' &&
    /* STORE-4 */ !isSuspendedOrTakenDown(app) &&
    /* STORE-5 */ app.delistedAt === undefined &&
    /* STORE-6 */ app.deletedAt === undefined
  );
}

export function storeListingOfSnapshot({ manifest, publisher }: AppSnapshot): StoreListing {
  const {
    publicUrl: _publicUrl,
    webviewUrl: _webviewUrl,
    onboardingInstructions: _onboarding,
    tools: _tools,
    settings: _settings,
    ...shown
  } = manifest;
  return { ...shown, publisher };
}

/** The indexed values of an app with a live release. */
export interface StoreIndexEntry {
  /** From `searchTermsOf`: the app's name, the publisher's name and the package name as names, and the description as text. */
  readonly terms: readonly string[];
  /** The organization that published the live release. */
  readonly organizationId: OrganizationId;
  /** The `hardwareMask` of the hardware that the app requires. */
  readonly requiredHardwareMask: number;
}

/** Null if the app has no live release. */
export function toStoreIndexEntry({
  packageName,
  live,
}: Pick<App, 'packageName' | 'live'>): StoreIndexEntry | null {
  if (live === undefined) return null;
  const { name, description, hardwareRequirements, publisher } = live.listing;
  const terms = searchTermsOf({
    names: [name, publisher.name, ...packageName.split('.')],
    texts: description === undefined ? [] : [description],
  });
  return {
    terms,
    organizationId: /* STORE-16 */ publisher.organizationId,
    requiredHardwareMask: requiredHardwareMask(hardwareRequirements),
  };
}
