// How many deliveries of each organization a claim may take, so that one organization cannot fill all places of a relay.

import type { OrganizationId } from './ids.js';

/** How many deliveries of this organization a claim may take: 0 or more. */
export interface DeliveryAllowance {
  readonly organizationId: OrganizationId;
  readonly max: number;
}

/** How many deliveries of each organization a claim may take. */
export interface DeliveryQuotas {
  /** 1 or more, for every organization without an allowance of its own. */
  readonly max: number;
  /** Each organization once. */
  readonly allowances: readonly DeliveryAllowance[];
}

/** The quotas of one claim, as they go down. */
export interface DeliveryQuota {
  /** Whether the claim may take another delivery of this organization. Counts it if so; otherwise the organization is exhausted. */
  reserve(organizationId: OrganizationId): boolean;
  /** Takes back a reservation: another relay was faster. */
  giveBack(organizationId: OrganizationId): void;
  /** The organizations of which the claim takes no more. */
  exhausted(): readonly OrganizationId[];
}

const noQuotas: DeliveryQuotas = { max: Number.POSITIVE_INFINITY, allowances: [] };

/** Without quotas, a claim may take everything. */
export function createDeliveryQuota({ max, allowances }: DeliveryQuotas = noQuotas): DeliveryQuota {
  const left = new Map(allowances.map(({ organizationId, max }) => [organizationId, max]));
  const add = (organizationId: OrganizationId, count: number) => {
    const sum = (left.get(organizationId) ?? max) + count;
    left.set(organizationId, Math.max(0, sum));
    return sum >= 0;
  };
  return {
    reserve: (organizationId) => add(organizationId, -1),
    giveBack: (organizationId) => void add(organizationId, 1),
    exhausted: () =>
      [...left].flatMap(([organizationId, count]) => (count > 0 ? [] : [organizationId])),
  };
}
