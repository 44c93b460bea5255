// What clauses about the outbox are checked on: messages and invitations that are due at a given minute.

import type { Message, Notice } from '../../domain/journal/message.js';
import type { Invitation } from '../../domain/organization/invitation.js';
import { queued } from '../../domain/shared/delivery.js';
import type { Versioned } from '../../domain/shared/result.js';
import type { Claim, Claimed, Settlement, Storage } from '../../ports/storage.js';
import { insertOf } from './changes.js';
import type { Tools } from './clause.js';
import { found } from './expectations.js';
import { at, invitation, leaseId, message, operationId, organization, user } from './specimens.js';

const mentra = organization(1);
const ada = user(1);

/** Invites by mail, which is due at that minute. */
export function invitationDueAt(
  n: number,
  minute: number,
  about: Partial<Invitation> = {},
): Invitation {
  return invitation(n, mentra, ada, { delivery: queued(at(minute)), ...about });
}

export function messageDueAt(n: number, minute: number, about: Partial<Notice> = {}): Notice {
  return message(operationId(1_000 + n), 0, { delivery: queued(at(minute)), ...about });
}

/** Writes each in a commit of its own. */
export async function writeToSend(
  { write }: Tools,
  invitations: readonly Invitation[],
  messages: readonly Message[],
): Promise<void> {
  for (const each of invitations) await write([insertOf('invitations', each)]);
  for (const each of messages) await write([], { messages: [each] });
}

/** Minute after minute another relay, each with a lease of ten minutes. */
export function claimAt(minute: number, about: Partial<Claim> = {}): Claim {
  return {
    now: at(minute),
    lease: { id: leaseId(minute), until: at(minute + 10) },
    limit: 100,
    ...about,
  };
}

export async function claimedIds(storage: Storage, claim: Claim): Promise<readonly string[]> {
  return (await storage.outbox.claim(claim)).map(({ id }) => id);
}

/** By the relay that claimed at minute `holder`. */
export function settlementOf(
  row: Invitation | Message,
  holder: number,
  about: Partial<Settlement> = {},
): Settlement {
  const kind = 'emailKey' in row ? 'invitation' : 'message';
  return {
    kind,
    id: row.id,
    lease: leaseId(holder),
    outcome: { kind: 'sent' },
    at: at(holder + 1),
    ...about,
  };
}

export async function storedInvitation(
  storage: Storage,
  { id }: Invitation,
): Promise<Versioned<Invitation>> {
  return found(await storage.invitations.findById(id), 'the invitation');
}

export function asClaimed(row: Invitation | Message): Claimed {
  return 'emailKey' in row
    ? { kind: 'invitation', id: row.id, invitation: row }
    : { kind: 'message', id: row.id, message: row };
}
