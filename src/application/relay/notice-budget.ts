// What notices take from the budget of their address, which invitations have, too.

import type { OrganizationId } from '../../domain/shared/ids.js';
import type { EmailKey } from '../../domain/user/email.js';
import { isStorageError, StorageError } from '../../ports/storage-error.js';
import type { Dependencies } from '../dependencies.js';
import { addressBudget } from '../mail/address-budget.js';
import { takeAllOrNone } from '../use-case/rate-limits.js';

/** A notice that counts; `giveBack` if it was not sent. */
export interface CountedNotice {
  giveBack(): Promise<void>;
}

/** Counts a notice to this address. Null if too much was mailed there already, by this organization or by all of them. */
export async function countNotice(
  deps: Dependencies,
  organizationId: OrganizationId,
  emailKey: EmailKey,
): Promise<CountedNotice | null> {
  const { ofOrganization, ofEverybody } = await addressBudget(deps, organizationId, emailKey);
  const now = await deps.clock.now();
  const charges = [ofOrganization, ofEverybody].map((limit) => ({ limit, cost: 1 }));
  const { rateLimiter } = deps;
  const refused = await orUnavailable(() => takeAllOrNone(rateLimiter, charges, now));
  if (refused !== null) return null;
  return {
    async giveBack() {
      for (const { limit, cost } of charges) {
        await orUnavailable(() => rateLimiter.giveBack(limit, cost, now));
      }
    },
  };
}

/** A relay waits for a limiter that fails in a way of its own, as it waits for the storage. */
async function orUnavailable<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (cause) {
    if (isStorageError(cause)) throw cause;
    throw new StorageError('unavailable', 'the rate limiter failed', { cause });
  }
}
