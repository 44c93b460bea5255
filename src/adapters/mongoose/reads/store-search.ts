// A store search as a filter over one of the store's indexes. One term, the publisher and the hardware are found in
// the index alone. For several terms MongoDB looks up one of them, and reads every app that has it: at best as many
// apps as have the rarest term.

import { hardwareTypes } from '../../../domain/app/hardware.js';
import type { StorefrontFilter } from '../../../ports/storage.js';
import { type BsonRecord, requireNumber, requireString, toObjectId } from '../fields/field.js';

export interface StoreSearch {
  readonly filter: BsonRecord;
  readonly hint: string;
}

export function toStoreSearch({
  terms,
  organizationId,
  hardwareMask,
}: StorefrontFilter): StoreSearch {
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
 * All masks that require no other hardware. MongoDB tests bits only in documents, but finds values in an index: here
 * at most 256, one for each set of hardware.
 */
function hardwareSubsets(hardware: number): BsonRecord {
  const masks = Array.from({ length: 2 ** hardwareTypes.length }, (_, mask) => mask);
  return { $in: masks.filter((mask) => (mask & ~hardware) === 0) };
}
