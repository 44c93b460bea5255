// A store search as a filter over one of the store's indexes. One term, the publisher and the hardware are found in
// the index alone. With several terms, MongoDB uses the index for one term and then reads every app that has it.

import { hardwareTypes } from '../../../domain/app/hardware.js';
import type { StorefrontFilter } from '../../../ports/storage.js';
import { type BsonRecord, requireNumber, requireString, toObjectId } from '../fields/field.js';

export function toStoreSearch({ terms, organizationId, hardwareMask }: StorefrontFilter): {
  readonly filter: BsonRecord;
  readonly hint: string;
} {
  const filter = {
    isPublished: true,
    ...(terms.length === 0 ? {} : { searchTerms: { $all: terms.map(requireString) } }), // STORE-8
    ...(organizationId === undefined ? {} : { publisher: toObjectId(organizationId) }),
    ...(hardwareMask === undefined
      ? {}
      : { requiredHardware: hardwareSubsets(requireNumber(hardwareMask)) }), // STORE-13
  };
  if (terms.length > 0) return { filter, hint: 'apps.store_by_term' };
  const hint = organizationId === undefined ? 'apps.store' : 'apps.store_by_publisher';
  return { filter, hint };
}

/**
 * The `$in` list of all masks that are subsets of `hardware` (at most 256). `$bitsAllClear` cannot use an index; `$in`
 * can.
 */
function hardwareSubsets(hardware: number): BsonRecord {
  const masks = Array.from({ length: 2 ** hardwareTypes.length }, (_, mask) => mask);
  return { $in: masks.filter((mask) => (mask & ~hardware) === 0) };
}
