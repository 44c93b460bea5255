// What was sent and is not recorded yet. If the process ends now, another relay will send it again.

import type { DeliverySubject } from '../../index.js';

export interface SentLog {
  add(delivery: DeliverySubject): void;
  remove(delivery: DeliverySubject): void;
  /** A sentence for each. */
  unrecorded(): readonly string[];
}

export function createSentLog(): SentLog {
  const deliveries = new Map<string, DeliverySubject>();
  return {
    add: (delivery) => void deliveries.set(delivery.id, delivery),
    remove: ({ id }) => void deliveries.delete(id),
    unrecorded: () =>
      [...deliveries.values()].map(
        ({ kind, id }) => `${kind} ${id} was sent but not recorded, so it may be sent again.`,
      ),
  };
}
