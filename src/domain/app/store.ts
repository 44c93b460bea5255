// By what the store finds a published app.

import type { OrganizationId } from '../shared/ids.js';
import type { App } from './app.js';
import { requiredMask } from './hardware.js';
import { searchTermsOf } from './search-terms.js';

/** What the indexes of the store are made of; of an app without a live release nothing. */
export interface StoreEntry {
  /** As `searchTermsOf` makes them: of the name, the publisher's name and the package name with their beginnings, of the description whole words. */
  readonly terms: readonly string[];
  /** Whose it is, as released. */
  readonly organizationId: OrganizationId;
  /** What it cannot do without, as `hardwareMask` counts. */
  readonly required: number;
}

/** Null where nothing is released. */
export function storeEntry({
  packageName,
  live,
}: Pick<App, 'packageName' | 'live'>): StoreEntry | null {
  if (live === undefined) return null;
  const { name, description, hardwareRequirements, publisher } = live.listing;
  const terms = searchTermsOf({
    names: [name, publisher.name, ...packageName.split('.')],
    texts: description === undefined ? [] : [description],
  });
  return {
    terms,
    organizationId: /* STORE-16 */ publisher.organizationId,
    required: requiredMask(hardwareRequirements),
  };
}
