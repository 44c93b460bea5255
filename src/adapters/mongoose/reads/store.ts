// Which published apps somebody looks for, as a filter over one of the store's indexes. One term, the publisher and the
// hardware are found in the index alone. Of several terms MongoDB looks one up there, and reads an app for every other
// one that has this one: as many as are published with the rarest of the terms, where it chooses well.

import { hardwareTypes } from '../../../domain/app/hardware.js';
import type { StoreFilter } from '../../../ports/storage.js';
import { objectId, plainNumber, plainText, type Row } from '../fields.js';

export interface StoreQuestion {
  readonly filter: Row;
  readonly hint: string;
}

export function storeQuestion({ terms, organizationId, hardware }: StoreFilter): StoreQuestion {
  const filter = {
    isPublished: true,
    ...(terms.length === 0 ? {} : { searchTerms: { $all: terms.map(plainText) } }),
    ...(organizationId === undefined ? {} : { publisher: objectId(organizationId) }),
    ...(hardware === undefined ? {} : { requiredHardware: within(plainNumber(hardware)) }),
  };
  if (terms.length > 0) return { filter, hint: 'apps.store_by_term' };
  const hint = organizationId === undefined ? 'apps.store' : 'apps.store_by_publisher';
  return { filter, hint };
}

/** MongoDB tests bits in documents only, but finds values in an index: here 256 at most, one for every set of hardware. */
function within(hardware: number): Row {
  const masks = Array.from({ length: 2 ** hardwareTypes.length }, (_, mask) => mask);
  return { $in: masks.filter((mask) => (mask & ~hardware) === 0) };
}
