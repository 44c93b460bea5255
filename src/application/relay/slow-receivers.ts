// The organizations whose receivers answer late. Together they get half of the places for events, so that many of them
// cannot hold up those that answer at once.

import type { OrganizationId } from '../../domain/shared/ids.js';
import type { Dependencies } from '../dependencies.js';

/** A delivery that takes longer is slow, in milliseconds. */
const slowMs = 2_000;
/** How many places slow receivers may have. */
const maxSlowPlaces = /* WEBHOOK-42 */ 32;
/** How long it takes until half of the time that slow deliveries took no longer counts, in milliseconds. */
const halfLifeMs = 120_000;
/** How many organizations are remembered; the one that took the least time is forgotten first. */
const maxRemembered = 200;

/** The organizations that are slow, and what they may take. */
export interface SlowReceivers {
  /** Whether no receiver is slow. */
  readonly isEmpty: boolean;
  /** Notes how long a delivery took. A fast one changes nothing: what slow ones took is forgotten only with time. */
  note(organizationId: OrganizationId, milliseconds: number): void;
  /** How many places are left to them, and who of them may take one: none under way, and none served in this turn. */
  next(underWay: readonly OrganizationId[]): SlowTurn;
  /** Notes who was served. A claim that left a place free ends the turn: nobody who may take one has anything due. */
  served(organizationIds: readonly OrganizationId[], isTurnOver: boolean): void;
}

export interface SlowTurn {
  /** 0 or more; without a limit if no receiver is slow. */
  readonly places: number;
  /** What each of them may take: one place or none. */
  readonly allowances: ReadonlyMap<OrganizationId, number>;
  /** Whether somebody waits only because they had a place in this turn. */
  readonly isOneHeldBack: boolean;
}

/** The time that slow deliveries took, as it was at `atMs`. */
interface TakenTime {
  readonly ms: number;
  readonly atMs: number;
}

export function createSlowReceivers({ pacing }: Pick<Dependencies, 'pacing'>): SlowReceivers {
  const taken = new Map<OrganizationId, TakenTime>();
  const servedInTurn = new Set<OrganizationId>();
  const leftOf = ({ ms, atMs }: TakenTime) =>
    ms * /* WEBHOOK-44 */ 0.5 ** ((pacing.monotonicNow() - atMs) / halfLifeMs);
  const isSlow = (time: TakenTime) => leftOf(time) >= slowMs;
  const forget = (organizationId: OrganizationId) => {
    taken.delete(organizationId);
    servedInTurn.delete(organizationId);
  };
  const forgetFast = () => {
    for (const [organizationId, time] of taken) if (!isSlow(time)) forget(organizationId);
  };
  const forgetLeast = () => {
    const [least] = [...taken].sort(([, one], [, other]) => leftOf(one) - leftOf(other));
    if (least !== undefined) forget(least[0]);
  };
  return {
    get isEmpty() {
      forgetFast();
      return taken.size === 0;
    },
    note(organizationId, milliseconds) {
      if (milliseconds < slowMs) return;
      const before = taken.get(organizationId);
      const ms = milliseconds + (before === undefined ? 0 : leftOf(before));
      taken.set(organizationId, { ms, atMs: pacing.monotonicNow() });
      if (taken.size > maxRemembered) forgetLeast();
    },
    next(underWay) {
      forgetFast();
      const busy = new Set(underWay);
      const waiting = [...taken.keys()].filter((organizationId) => !busy.has(organizationId));
      const ofSlow = underWay.filter((organizationId) => taken.has(organizationId)).length;
      const places = taken.size === 0 ? Number.POSITIVE_INFINITY : maxSlowPlaces - ofSlow;
      const mayTake = new Set(waiting.filter((each) => !servedInTurn.has(each)));
      return {
        places: Math.max(0, places),
        allowances: new Map([...taken.keys()].map((each) => [each, mayTake.has(each) ? 1 : 0])),
        isOneHeldBack: waiting.length > mayTake.size,
      };
    },
    served(organizationIds, isTurnOver) {
      if (isTurnOver) servedInTurn.clear();
      else for (const each of organizationIds) if (taken.has(each)) servedInTurn.add(each);
    },
  };
}
