// A mailer or a sender that never returns holds its place only for a time.

import type { Mailer } from '../../ports/mailer.js';
import type { WebhookOutcome, WebhookSender } from '../../ports/webhook-sender.js';
import type { Dependencies } from '../dependencies.js';
import type { Senders } from './relay-options.js';

type Timers = Pick<Dependencies, 'pacing'>;

/** What `work` resolves to, or what `afterwards` returns if it has not ended after this time. What comes of it later changes nothing. */
export function endWithin<T>(
  { pacing }: Timers,
  milliseconds: number,
  work: () => Promise<T>,
  afterwards: () => T,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const settle = async (ended: () => T | Promise<T>) => {
      try {
        resolve(await ended());
      } catch (error) {
        reject(error);
      }
    };
    const stopTimer = /* WEBHOOK-45 */ pacing.startTimer(
      milliseconds,
      () => void settle(afterwards),
    );
    void settle(work).finally(stopTimer);
  });
}

/** The same senders. One that has not returned after this time has failed. */
export function withTimeLimit(senders: Senders, timers: Timers, milliseconds: number): Senders {
  const mailer: Mailer = {
    send: (mail) =>
      endWithin(
        timers,
        milliseconds,
        () => senders.mailer.send(mail),
        () => throwUnended('the mailer', milliseconds),
      ),
  };
  if (senders.webhooks === null) return { ...senders, mailer };
  const { sender: given, cipher } = senders.webhooks;
  const sender: WebhookSender = {
    send: (request) =>
      endWithin<WebhookOutcome>(
        timers,
        milliseconds,
        () => given.send(request),
        () => ({ kind: 'failed', reason: 'timeout' }),
      ),
  };
  return { ...senders, mailer, webhooks: { sender, cipher } };
}

export function throwUnended(what: string, milliseconds: number): never {
  throw new Error(`${what} has not ended after ${Math.round(milliseconds / 1000)} seconds`);
}
