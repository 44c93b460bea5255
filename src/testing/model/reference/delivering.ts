// What the relay makes of what is due, and what time asks for.

import type { Deeds } from './deed.js';
import { forget, purgeOrganization, purgeUser } from './purging.js';
import { close } from './revoking.js';
import { isLive } from './standing.js';
import { tokenNow } from './tokens.js';
import { isPending } from './views.js';
import { keyOf } from './words.js';
import {
  type Delivery,
  type Invitation,
  type Message,
  record,
  type Time,
  type World,
  where,
} from './world.js';

/** A mail in one line; null where it is not wanted any more. */
type Mail = string | null;

/** Stands for a mail whose key is not known here: a service that knows it may come. */
const notYet = 'not yet';

const minute = 60_000;
const waits = [1, 5, 30, 120, 360, 720, 1440].map((minutes) => minutes * minute);

export const relay: Deeds<'relay'> = {
  'relay.runOnce'(world, _caller, { mailServer }) {
    const { now } = world;
    const mails: string[] = [];
    const outcomes: string[] = [];
    for (const { delivery, mail, sent } of dueIn(world)) {
      delivery.attempts += 1;
      const outcome = outcomeOf(mail, mailServer, delivery);
      outcomes.push(outcome);
      delivery.state = outcome === 'retry' ? 'queued' : outcome;
      delivery.dueAt = now + (waits[delivery.attempts - 1] ?? 0);
      if (outcome !== 'sent' || mail === null) continue;
      mails.push(mail);
      sent();
    }
    const count = (outcome: string) => outcomes.filter((one) => one === outcome).length;
    return {
      claimed: outcomes.length,
      sent: count('sent'),
      retry: count('retry'),
      failed: count('failed'),
      dropped: count('dropped'),
      overrun: 0,
      mails: mails.sort(),
    };
  },
};

function outcomeOf(
  mail: Mail,
  mailServer: 'takes' | 'fails' | 'refuses',
  { attempts }: Delivery,
): 'sent' | 'retry' | 'failed' | 'dropped' {
  if (mail === null) return 'dropped';
  if (mail !== notYet && mailServer === 'takes') return 'sent';
  if (mail !== notYet && mailServer === 'refuses') return 'failed';
  return attempts > waits.length ? 'failed' : 'retry';
}

interface Due {
  readonly delivery: Delivery;
  readonly mail: Mail;
  sent(): void;
}

function dueIn(world: World): Due[] {
  const isDue = ({ delivery }: { delivery: Delivery }) =>
    delivery.state === 'queued' && delivery.dueAt <= world.now;
  const invitations = where(world.invitations, (row) => isDue(row) && isPending(world, row));
  return [
    ...invitations.map((row) => ({
      delivery: row.delivery,
      mail: invitationMail(world, row),
      sent() {
        row.lastSentAt = world.now;
      },
    })),
    ...world.messages.filter(isDue).map((message) => ({
      delivery: message.delivery,
      mail: noticeOf(world, message),
      sent() {},
    })),
  ];
}

/** Every attempt counts. */
function invitationMail(world: World, row: Invitation): Mail {
  row.sentCount += 1;
  const organization = world.organizations.get(row.organization);
  const [invitee] = where(world.users, ({ email }) => keyOf(email) === keyOf(row.email));
  if (organization === undefined || !isLive(organization)) return null;
  if (invitee?.blocked.includes(row.organization)) return null;
  const { name, kid } = tokenNow(world, row);
  if (!world.keys.includes(kid)) return notYet;
  const inviter = world.users.get(row.inviter)?.name ?? 'somebody';
  const { email, role, language = 'en', revision } = row;
  return `invitation to ${email}: ${inviter} ${organization.name} ${role} ${language} ${revision} ${name}`;
}

/** Nothing is said of what has changed since. */
function noticeOf(world: World, { kind, ...message }: Message): Mail {
  const user = world.users.get(message.user);
  const member = world.memberships.get(message.membership);
  const organization = world.organizations.get(message.organization);
  if (user === undefined || user.deletedAt !== null) return null;
  if (organization === undefined || member?.revision !== message.revision) return null;
  const role = kind === 'role_changed' ? ` ${member.role}` : '';
  return `${kind} to ${user.email}: ${organization.name}${role} en`;
}

export const maintenance: Deeds<'maintenance'> = {
  'maintenance.runOnce'(world) {
    return {
      expired: expire(world),
      // The model knows of no apps.
      approvals: 0,
      apps: 0,
      invitations: purgeHistory(world),
      users: purgeUsers(world),
      organizations: purgeOrganizations(world),
      journal: prune(world),
    };
  },
};

function isOver(world: World, time: Time, seconds: number): boolean {
  return time !== null && time + seconds * 1000 <= world.now;
}

function expire(world: World): number {
  const rows = where(
    world.invitations,
    (row) => row.state === 'pending' && row.expiresAt <= world.now,
  );
  recordEach(world, 'invitation.expire', rows);
  for (const row of rows) close(row, 'expired', row.expiresAt, undefined);
  return rows.length;
}

function purgeHistory(world: World): number {
  const isPast = ({ closedAt }: Invitation) =>
    isOver(world, closedAt, world.policy.invitationHistory);
  const rows = where(world.invitations, isPast);
  recordEach(world, 'invitation.purge', rows);
  forget(world.invitations, isPast);
  return rows.length;
}

/** One entry for each organization. */
function recordEach(
  world: World,
  action: 'invitation.expire' | 'invitation.purge',
  rows: readonly Invitation[],
): void {
  for (const organization of new Set(rows.map((row) => row.organization))) {
    record(world, action, organization, [organization]);
  }
}

function purgeUsers(world: World): number {
  const { restoreWindow } = world.policy;
  const due = where(world.users, ({ deletedAt }) => isOver(world, deletedAt, restoreWindow));
  due.sort((a, b) => (a.deletedAt ?? 0) - (b.deletedAt ?? 0));
  for (const user of due) purgeUser(world, user);
  return due.length;
}

function purgeOrganizations(world: World): number {
  const { restoreWindow } = world.policy;
  const due = where(
    world.organizations,
    ({ deletedAt, isPersonal }) => !isPersonal && isOver(world, deletedAt, restoreWindow),
  );
  for (const organization of due) purgeOrganization(world, organization);
  return due.length;
}

/** Messages at rest, then entries that no message is left of, once they have been kept for long enough. */
function prune(world: World): number {
  const before = world.now - world.policy.journalRetention * 1000;
  const { messages, journal } = world;
  world.messages = messages.filter(
    ({ entry, delivery }) => entry.at >= before || delivery.state === 'queued',
  );
  const needed = new Set(world.messages.map(({ entry }) => entry));
  world.journal = journal.filter((entry) => entry.at >= before || needed.has(entry));
  return messages.length - world.messages.length + (journal.length - world.journal.length);
}
