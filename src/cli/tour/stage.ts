// What the tour runs on: the services over one storage, with time, ids and chance that the tour itself decides.

import type { Actor } from '../../domain/shared/actor.js';
import type { UserId } from '../../domain/shared/ids.js';
import type { RefusalCode, RefusalOf } from '../../domain/shared/refusal.js';
import type { Result } from '../../domain/shared/result.js';
import type { HasPublicSuffix } from '../../domain/shared/web-address.js';
import type { Transliterate } from '../../domain/slug/slugify.js';
import { createGuildhall, developmentKeys, type Guildhall } from '../../index.js';
import type { Storage } from '../../ports/storage.js';
import type { Mail, ReviewerCapability } from '../../ports/system.js';
import { type ManualClock, manualClock } from '../../testing/doubles/clocks.js';
import { countingIds } from '../../testing/doubles/counting-ids.js';
import { type Mailbox, mailbox } from '../../testing/doubles/mailbox.js';
import { seededRandom } from '../../testing/doubles/seeded-random.js';

export type AnyRefusal = RefusalOf<RefusalCode>;
/** What any use case answers, as far as the tour cares. */
export type Answer = Result<unknown, AnyRefusal>;

/** A refusal on the way, with the line of the input and the deed that caused it. */
export interface Refused {
  readonly line: number;
  readonly code: RefusalCode;
  readonly what: string;
}

/** What reading names of every script needs. */
export interface NameTables {
  readonly transliterate: Transliterate;
  readonly hasPublicSuffix: HasPublicSuffix;
}

export interface Stage {
  readonly guildhall: Guildhall;
  readonly clock: ManualClock;
  readonly mailbox: Mailbox;
  /** Makes somebody a reviewer of the platform. */
  appoint(reviewer: UserId, capabilities: readonly ReviewerCapability[]): void;
  /** What has been delivered to an address, oldest first. */
  mailsTo(address: string): readonly Mail[];
}

/** How an error ends that no input can cause. */
export const faultOfGuildhall = 'That is a fault of Guildhall; please report it.';

export const tourSystem: Actor = { kind: 'system', reason: 'the tour' };

const seed = 1;

export function stageOn(storage: Storage, names: NameTables, start: Date): Stage {
  const clock = manualClock(start);
  const mailer = mailbox();
  const reviewers = new Map<UserId, readonly ReviewerCapability[]>();
  const guildhall = createGuildhall({
    storage,
    keys: developmentKeys(),
    baseUrl: 'https://console.example.org',
    mailer,
    clock,
    ids: countingIds(seed),
    random: seededRandom(seed),
    // The same few people are invited by thousands of organizations within a day, which the limits are there to stop.
    rateLimiter: { take: async () => null },
    reviewers: { capabilitiesOf: async (userId) => reviewers.get(userId) ?? [] },
    ...names,
  });
  return {
    guildhall,
    clock,
    mailbox: mailer,
    appoint: (reviewer, capabilities) => void reviewers.set(reviewer, capabilities),
    mailsTo: sortedByAddress(mailer),
  };
}

/** Looks at each mail once, however many addresses are asked for. */
function sortedByAddress({ mails }: Mailbox): (address: string) => readonly Mail[] {
  const sorted = new Map<string, Mail[]>();
  let seen = 0;
  return (address) => {
    for (const mail of mails.slice(seen))
      sorted.set(mail.to, [...(sorted.get(mail.to) ?? []), mail]);
    seen = mails.length;
    return sorted.get(address) ?? [];
  };
}

/** Lets the relay deliver until nothing is due. */
export async function deliverAll({ guildhall }: Stage): Promise<void> {
  while ((await guildhall.relay.runOnce({ limit: 100 })).claimed > 0);
}
