// What the tour runs on: the services on one storage, with a clock, ids and random numbers that the tour controls.

import type { Actor } from '../../src/domain/shared/actor.js';
import type { UserId } from '../../src/domain/shared/ids.js';
import type { RefusalCode, RefusalOf } from '../../src/domain/shared/refusal.js';
import type { Result } from '../../src/domain/shared/result.js';
import type { Transliterate } from '../../src/domain/slug/slug-from-name.js';
import { createGuildhall, developmentKeys, type Guildhall } from '../../src/index.js';
import type { OutgoingMail } from '../../src/ports/mailer.js';
import type { ReviewerCapability } from '../../src/ports/reviewer-directory.js';
import type { Storage } from '../../src/ports/storage.js';
import { type ManualClock, manualClock } from '../../src/testing/doubles/clocks.js';
import { countingIds } from '../../src/testing/doubles/counting-ids.js';
import {
  type RecordingMailer,
  recordingMailer,
} from '../../src/testing/doubles/recording-mailer.js';
import { seededRandom } from '../../src/testing/doubles/seeded-random.js';

export type StepRefusal = RefusalOf<RefusalCode>;
/** The result of any use case. */
export type StepResult = Result<unknown, StepRefusal>;

/** A refusal during the tour, with the line of the input and the step that caused it. */
export interface RefusedStep {
  readonly line: number;
  readonly code: RefusalCode;
  readonly what: string;
}

/** The adapter that reads names in every script. */
export interface NameAdapters {
  readonly transliterate: Transliterate;
}

export interface TourEnvironment {
  readonly guildhall: Guildhall;
  readonly clock: ManualClock;
  readonly mailer: RecordingMailer;
  /** Makes a user a reviewer of the platform; no capabilities make them none. */
  setReviewerCapabilities(reviewer: UserId, capabilities: readonly ReviewerCapability[]): void;
  /** The mails delivered to an address, oldest first. */
  mailsTo(address: string): readonly OutgoingMail[];
}

/** The last sentence of an error that no input can cause. */
export const reportBugText = 'This is a bug in Guildhall; please report it.';

export const tourSystem: Actor = { kind: 'system', reason: 'the tour' };

const seed = 1;

export function createTourEnvironment(
  storage: Storage,
  names: NameAdapters,
  start: Date,
): TourEnvironment {
  const clock = manualClock(start);
  const mailer = recordingMailer();
  const reviewers = new Map<UserId, readonly ReviewerCapability[]>();
  const guildhall = createGuildhall({
    storage,
    keys: developmentKeys(),
    baseUrl: 'http://localhost:3000',
    mailer,
    clock,
    ids: countingIds(seed),
    random: seededRandom(seed),
    // Thousands of organizations invite the same few people within a day, which the rate limits would refuse.
    rateLimiter: { take: async () => null, giveBack: async () => {} },
    reviewers: { capabilitiesOf: async (userId) => reviewers.get(userId) ?? [] },
    ...names,
  });
  return {
    guildhall,
    clock,
    mailer,
    setReviewerCapabilities: (reviewer, capabilities) => void reviewers.set(reviewer, capabilities),
    mailsTo: mailsByAddress(mailer),
  };
}

/** Groups the mails by address. Each call adds only the mails that are new since the last one. */
function mailsByAddress({ mails }: RecordingMailer): (address: string) => readonly OutgoingMail[] {
  const sorted = new Map<string, OutgoingMail[]>();
  let seen = 0;
  return (address) => {
    for (const mail of mails.slice(seen))
      sorted.set(mail.to, [...(sorted.get(mail.to) ?? []), mail]);
    seen = mails.length;
    return sorted.get(address) ?? [];
  };
}

/** Runs the relay until no mail is due. */
export async function deliverAllMails({ guildhall }: TourEnvironment): Promise<void> {
  while ((await guildhall.relay.runOnce({ limit: 100 })).claimed > 0);
}
