// The values by which the store's indexes find a published app.

import type { OrganizationId } from '../shared/ids.js';
import type { App } from './app.js';
import { requiredHardwareMask } from './hardware.js';
import { searchTermsOf } from './search-terms.js';

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
