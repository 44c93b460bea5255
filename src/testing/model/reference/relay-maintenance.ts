// One round of the relay and one round of maintenance.

import { isLive } from './access.js';
import type { ModelSubmission } from './app-rows.js';
import { isApprovalExpired, markExpired } from './app-rules.js';
import type { MailServerBehavior } from './calls.js';
import { closeInvitationAndDropMail } from './close-invitations.js';
import type { ServiceHandlers } from './handlers.js';
import { addressCharges, type Charge, giveBackAll, takeAllOrRefuse } from './limits.js';
import type { ModelTimeOrNull } from './model-time.js';
import { archiveApp, deleteWhere, purgeOrganization, purgeUser } from './purge.js';
import {
  catchRefusalOrNull,
  type ModelDelivery,
  type ModelInvitation,
  type ModelNotification,
  type ReferenceModel,
  recordJournalEntry,
  rowsWhere,
} from './reference-model.js';
import { emailKeyOf } from './text-rules.js';
import { currentTokenOrThrow } from './tokens.js';
import { isPending } from './views.js';

/** A mail in one line; null if it must not be sent any more. */
type MailLineOrNull = string | null;

/** The addressee blocked the organization: nothing is sent, and it looks as if it were. */
const blockedMail = 'blocked';

/** The key of this token is unknown here. The relay retries, because another service may have the key. */
const unsignableMail = 'not yet';

const minuteMs = 60_000;
const retryDelaysMs = [1, 5, 30, 120, 360, 720, 1440].map((minutes) => minutes * minuteMs);

export const relayHandlers: ServiceHandlers<'relay'> = {
  'relay.runOnce'(model, _caller, { mailServer }) {
    const { now } = model;
    const mails: string[] = [];
    const outcomes: string[] = [];
    // All are counted before the first one is sent.
    for (const { delivery, mail, charges, markSent } of attemptDueMails(model)) {
      delivery.attempts += 1;
      const outcome = deliveryOutcome(mail, mailServer, delivery);
      outcomes.push(outcome);
      if (mail !== null && outcome !== 'sent') giveBackAll(model, charges);
      delivery.state = outcome === 'retry' ? 'queued' : outcome;
      delivery.dueAt = now + (retryDelaysMs[delivery.attempts - 1] ?? 0);
      if (outcome !== 'sent' || mail === null) continue;
      if (mail !== blockedMail) mails.push(mail);
      markSent();
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

function deliveryOutcome(
  mail: MailLineOrNull,
  mailServer: MailServerBehavior,
  { attempts }: ModelDelivery,
): 'sent' | 'retry' | 'failed' | 'dropped' {
  if (mail === null) return 'dropped';
  if (mail === blockedMail) return 'sent';
  if (mail !== unsignableMail && mailServer === 'accepts') return 'sent';
  if (mail !== unsignableMail && mailServer === 'rejects') return 'failed';
  return attempts > retryDelaysMs.length ? 'failed' : 'retry';
}

interface DueMail {
  readonly delivery: ModelDelivery;
  readonly mail: MailLineOrNull;
  /** What the mail has taken from its limits. */
  readonly charges: readonly Charge[];
  markSent(): void;
}

function attemptDueMails(model: ReferenceModel): DueMail[] {
  const isDue = ({ delivery }: { delivery: ModelDelivery }) =>
    delivery.state === 'queued' && delivery.dueAt <= model.now;
  const invitations = rowsWhere(model.invitations, (row) => isDue(row) && isPending(model, row));
  return [
    ...invitations.map((row) => ({
      delivery: row.delivery,
      mail: attemptInvitationMailLine(model, row),
      // An invitation was counted when it was sent for.
      charges: [],
      markSent() {
        row.lastSentAt = model.now;
      },
    })),
    ...model.messages.filter(isDue).map((message) => toDueNotice(model, message)),
  ];
}

function toDueNotice(model: ReferenceModel, message: ModelNotification): DueMail {
  const { delivery, organization } = message;
  const mail = notificationMailLine(model, message);
  const { email = '' } = model.users.get(message.user) ?? {};
  const charges = mail === null ? [] : addressCharges(model, organization, [email]);
  const isOver = catchRefusalOrNull(() => takeAllOrRefuse(model, charges)) !== null;
  return { delivery, mail: isOver ? null : mail, charges: isOver ? [] : charges, markSent() {} };
}

/** Every attempt counts, even one that sends nothing. */
function attemptInvitationMailLine(model: ReferenceModel, row: ModelInvitation): MailLineOrNull {
  row.sentCount += 1;
  const organization = model.organizations.get(row.organization);
  const [invitee] = rowsWhere(
    model.users,
    ({ email }) => emailKeyOf(email) === emailKeyOf(row.email),
  );
  if (organization === undefined || !isLive(organization)) return null;
  const { name, kid } = currentTokenOrThrow(model, row);
  if (!model.signingKeys.includes(kid)) return unsignableMail;
  if (invitee?.blocked.includes(row.organization)) return blockedMail;
  const inviter = model.users.get(row.inviter)?.name ?? 'somebody';
  const { email, role, language = 'en', revision } = row;
  return `invitation to ${email}: ${inviter} ${organization.name} ${role} ${language} ${revision} ${name}`;
}

/** No mail if the membership has changed since. */
function notificationMailLine(
  model: ReferenceModel,
  { kind, ...message }: ModelNotification,
): MailLineOrNull {
  const user = model.users.get(message.user);
  const member = model.memberships.get(message.membership);
  const organization = model.organizations.get(message.organization);
  if (user === undefined || user.deletedAt !== null) return null;
  if (organization === undefined || member?.revision !== message.revision) return null;
  const role = kind === 'role_changed' ? ` ${member.role}` : '';
  return `${kind} to ${user.email}: ${organization.name}${role} en`;
}

export const maintenanceHandlers: ServiceHandlers<'maintenance'> = {
  'maintenance.runOnce'(model) {
    return {
      expiredInvitations: expireInvitations(model),
      expiredApprovals: expireApprovals(model),
      purgedInvitations: purgeClosedInvitations(model),
      archivedApps: archiveDueApps(model),
      purgedUsers: purgeDueUsers(model),
      purgedOrganizations: purgeDueOrganizations(model),
      prunedJournalRows: pruneOldMessagesAndEntries(model),
    };
  },
};

function haveSecondsElapsedSince(
  model: ReferenceModel,
  time: ModelTimeOrNull,
  seconds: number,
): boolean {
  return time !== null && time + seconds * 1000 <= model.now;
}

function expireInvitations(model: ReferenceModel): number {
  const rows = rowsWhere(
    model.invitations,
    (row) => row.state === 'pending' && row.expiresAt <= model.now,
  );
  recordPerOrganization(model, 'invitation.expire', rows);
  for (const row of rows) closeInvitationAndDropMail(row, 'expired', row.expiresAt, undefined);
  return rows.length;
}

function purgeClosedInvitations(model: ReferenceModel): number {
  const isPast = ({ closedAt }: ModelInvitation) =>
    haveSecondsElapsedSince(model, closedAt, model.policy.invitationRetention);
  const rows = rowsWhere(model.invitations, isPast);
  recordPerOrganization(model, 'invitation.purge', rows);
  deleteWhere(model.invitations, isPast);
  return rows.length;
}

function expireApprovals(model: ReferenceModel): number {
  const isDue = (row: ModelSubmission) => row.state === 'approved' && isApprovalExpired(model, row);
  const rows = rowsWhere(model.submissions, isDue);
  recordPerOrganization(model, 'submission.expire_approval', rows);
  rows.forEach(markExpired);
  return rows.length;
}

function archiveDueApps(model: ReferenceModel): number {
  const { restoreWindow } = model.policy;
  const due = rowsWhere(
    model.apps,
    ({ deletedAt, archivedAt }) =>
      archivedAt === null && haveSecondsElapsedSince(model, deletedAt, restoreWindow),
  );
  due.sort((a, b) => (a.deletedAt ?? 0) - (b.deletedAt ?? 0));
  for (const app of due) archiveApp(model, app, 'app.purge');
  return due.length;
}

/** Writes one journal entry for each organization. */
function recordPerOrganization(
  model: ReferenceModel,
  action: 'invitation.expire' | 'invitation.purge' | 'submission.expire_approval',
  rows: readonly { readonly organization: string }[],
): void {
  for (const organization of new Set(rows.map((row) => row.organization))) {
    recordJournalEntry(model, action, organization, [organization]);
  }
}

function purgeDueUsers(model: ReferenceModel): number {
  const { restoreWindow } = model.policy;
  const due = rowsWhere(model.users, ({ deletedAt }) =>
    haveSecondsElapsedSince(model, deletedAt, restoreWindow),
  );
  due.sort((a, b) => (a.deletedAt ?? 0) - (b.deletedAt ?? 0));
  for (const user of due) purgeUser(model, user);
  return due.length;
}

function purgeDueOrganizations(model: ReferenceModel): number {
  const { restoreWindow } = model.policy;
  const due = rowsWhere(
    model.organizations,
    ({ deletedAt, isPersonal }) =>
      !isPersonal && haveSecondsElapsedSince(model, deletedAt, restoreWindow),
  );
  for (const organization of due) purgeOrganization(model, organization);
  return due.length;
}

/** Deletes finished messages, then entries without messages, that are older than `journalRetention`. */
function pruneOldMessagesAndEntries(model: ReferenceModel): number {
  const before = model.now - model.policy.journalRetention * 1000;
  const { messages, journal } = model;
  model.messages = messages.filter(
    ({ entry, delivery }) => entry.at >= before || delivery.state === 'queued',
  );
  const needed = new Set(model.messages.map(({ entry }) => entry));
  model.journal = journal.filter((entry) => entry.at >= before || needed.has(entry));
  return messages.length - model.messages.length + (journal.length - model.journal.length);
}
