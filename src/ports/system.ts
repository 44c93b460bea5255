// The world beside the storage: time, chance, ids, secrets, waiting, mail.

import type {
  InvitationClaims,
  TokenDigest,
  TokenMark,
} from '../domain/organization/invitation.js';
import type { UserId } from '../domain/shared/ids.js';

/** What time it is. */
export interface Clock {
  now(): Date | Promise<Date>;
}

/** Where new ids come from. */
export interface Ids {
  /** A new id of 24 lower-case hex digits, never given before. */
  next(): string;
}

/** Chance that nobody can foresee. */
export interface Random {
  /** `length` characters of a–z and 2–7, each equally likely. */
  base32(length: number): string;
  /** At least 0, below 1. */
  fraction(): number;
  /** `length` bytes, each equally likely. */
  bytes(length: number): Uint8Array;
}

/** Waits before a command or a relay tries again. */
export interface Pacing {
  /** Full jitter: a random time up to 5 ms · 2^attempt, from attempt 0 on, and never above 500 ms; ends early when `signal` aborts. */
  pause(attempt: number, signal?: AbortSignal): Promise<void>;
  /** Waits this many milliseconds; ends early when `signal` aborts. */
  wait(milliseconds: number, signal?: AbortSignal): Promise<void>;
  /** Milliseconds that only ever grow, for deadlines. */
  elapsed(): number;
}

/** Tokens of invitations: the same claims and key always give the same token, so that none has to be kept. */
export interface InvitationTokens {
  /** The key that `mark` signs with. */
  readonly kid: string;
  /** Signs with the newest key. */
  mark(claims: InvitationClaims): Promise<TokenMark>;
  /** The token itself, for the mailer; null where the key `kid` is no longer known. */
  derive(claims: InvitationClaims, kid: string): Promise<string | null>;
  /** The claims of a token that one of our keys has signed, whatever its expiry; null for anything else. */
  read(
    token: string,
  ): Promise<{ readonly claims: InvitationClaims; readonly digest: TokenDigest } | null>;
}

/** Digests that tell inputs and idempotency keys apart without showing them. */
export interface Digests {
  /** SHA-256 of the text in UTF-8: 64 lower-case hex digits. */
  sha256(text: string): Promise<string>;
  /** 32 hex digits, the same for the same text. */
  short(text: string): Promise<string>;
  /** A digest under a key of the service, which names the key: `kid.hex`. */
  keyed(text: string): Promise<string>;
  /** Whether `keyed(text)` gave this digest; true where its key is no longer known. */
  matches(text: string, digest: string): Promise<boolean>;
}

/** At most `limit` takings under a key in each window of `window` seconds. */
export interface RateLimit {
  /** Names what is counted; holds no address. */
  readonly key: string;
  readonly limit: number;
  readonly window: number;
}

/**
 * Counters for soft limits, in windows that begin at whole multiples of their length. A limiter that cannot be reached
 * throws a `StorageError` `unavailable`, or lets pass: that is its own choice.
 */
export interface RateLimiter {
  /** Takes `cost` (1 or more) where that stays within the limit: null. Otherwise takes nothing and answers the whole seconds until the window ends. */
  take(limit: RateLimit, cost: number, now: Date): Promise<number | null>;
}

/** All that a reviewer of the platform may be allowed. */
export const reviewerCapabilities = ['review', 'enforce'] as const;
/** `review`: claims and decides. `enforce`: warns, suspends, takes down, reinstates, revokes, and vouches. */
export type ReviewerCapability = (typeof reviewerCapabilities)[number];

/** Who reviews for the platform: the one source of what reviewers may do. */
export interface ReviewerDirectory {
  /** Asked once a command or query; none for who is no reviewer. Throws where it cannot say. */
  capabilitiesOf(userId: UserId): Promise<readonly ReviewerCapability[]>;
}

/** A mail, ready to be sent. */
export interface Mail {
  /** Stable over every attempt, for the Message-ID. */
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** What takes mails to a mail server. */
export interface Mailer {
  /** Resolves once the mail server has taken the mail; throws otherwise, a `MailRefused` where trying again is in vain. */
  send(mail: Mail): Promise<void>;
}

const refusedMark = Symbol.for('guildhall.MailRefused');

/** The mail server refused this recipient or this mail for good, as where there is no such mailbox. Not for what can be mended, such as a login. */
export class MailRefused extends Error {
  override readonly name = 'MailRefused';

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    Object.defineProperty(this, refusedMark, { value: true });
  }
}

/** Whether a mail server refused for good, told by whichever copy of the package. */
export function isMailRefused(error: unknown): error is MailRefused {
  return typeof error === 'object' && error !== null && refusedMark in error;
}
