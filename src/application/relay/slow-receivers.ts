// The organizations whose receivers answer late. Together they get half of the places for events, so that many of them
// cannot hold up those that answer at once.

import type { OrganizationId } from '../../domain/shared/ids.js';

/** A receiver that takes longer is slow, in milliseconds. */
const slowMs = 2_000;
/** How many places slow receivers may have. */
const maxSlowPlaces = /* WEBHOOK-42 */ 32;
/** How many organizations are remembered; the one that was slow longest ago is forgotten first. */
const maxRemembered = 200;

export interface SlowReceivers {
  /** Whether no receiver was slow the last time. */
  readonly isEmpty: boolean;
  /** Notes how long a delivery took. */
  note(organizationId: OrganizationId, milliseconds: number): void;
  /** What each slow organization may take, given those under way: one place each while there are any, in turns. */
  allowances(underWay: readonly OrganizationId[]): ReadonlyMap<OrganizationId, number>;
}

export function createSlowReceivers(): SlowReceivers {
  const slow = new Set<OrganizationId>();
  return {
    get isEmpty() {
      return slow.size === 0;
    },

    note(organizationId, milliseconds) {
      // Last again, so that the others have their turns first.
      slow.delete(organizationId);
      if (milliseconds < slowMs) return;
      slow.add(organizationId);
      const [oldest] = slow;
      if (slow.size > maxRemembered && oldest !== undefined) slow.delete(oldest);
    },
    allowances(underWay) {
      const busy = new Set(underWay);
      let left =
        maxSlowPlaces - underWay.filter((organizationId) => slow.has(organizationId)).length;
      return new Map(
        [...slow].map((organizationId) => {
          const isNext = left > 0 && !busy.has(organizationId);
          if (isNext) left -= 1;
          return [organizationId, isNext ? 1 : 0];
        }),
      );
    },
  };
}
