// A crowd: more rows of everything than any limit, as a platform has them that is in use for some years.

import type { App } from '../../domain/app/app.js';
import type { OutboxMessage } from '../../domain/journal/outbox-message.js';
import type { Organization } from '../../domain/organization/organization.js';
import { queuedDelivery } from '../../domain/shared/delivery-lease-and-retry.js';
import type { ResourceOwner } from '../../domain/shared/resource-owner.js';
import { compareText } from '../../domain/shared/text.js';
import { type Slug, slugOrThrow } from '../../domain/slug/slug.js';
import type { User } from '../../domain/user/user.js';
import type { Operation } from '../../ports/storage.js';
import { insertChangesOf, type OperationRows } from '../arbitraries/operations.js';
import type { World } from '../differential/world.js';
import { rowIdOf } from '../row-changes.js';
import { apiKey, app, claimFields, publishedApp, submission } from './app-fixtures.js';
import {
  atMinute,
  commandEntry,
  displayNameOrThrow,
  emailFields,
  endedMembership,
  externalIdOrThrow,
  invitation,
  membership,
  notificationMessage,
  operationId,
  organization,
  organizationId,
  slugRecord,
  user,
  webhookMessage,
} from './fixtures.js';

/** Above every limit that the core asks for, and above the caps of libraries and databases. */
export const crowdSize: number = 1_001;

export const ada: User = user(1);
export const reviewer: User = user(2);
export const mentra: Organization = organization(1);
export const captions: App = publishedApp(1);
export const cleo: Pick<User, 'email' | 'emailKey'> = emailFields('cleo@example.org');
export const keyOwner: ResourceOwner = { kind: 'organization', organizationId: mentra.id };

/** From 1 to the size. */
export const crowdNumbers: readonly number[] = Array.from(
  { length: crowdSize },
  (_, index) => index + 1,
);

/** Rows of kinds of which there is one have this number. */
export const goneNumber: number = 4 * 10_000 + crowdSize;

export function inviteeAt(n: number): Pick<User, 'email' | 'emailKey'> {
  return emailFields(`invitee-${n}@example.org`);
}

export function slugAt(n: number): Slug {
  return slugOrThrow(`guild-of-${n}`);
}

/** Rows of one kind that differ otherwise have other numbers. */
const further = (n: number, times: number) => times * 10_000 + n;

function rowsOf(n: number): OperationRows {
  // The order by any of these dates is the opposite of the order of the ids.
  const [at, created] = [atMinute(-n), { createdAt: atMinute(-n), updatedAt: atMinute(-n) }];
  const named = { name: displayNameOrThrow('Guild'), ...created };
  const person = user(n, named);
  const guild = organization(n, { ...named, createdBy: ada.id, contactVerifiedAt: at });
  const joined = { ...created, joinedAt: at };
  const admin = (id: number) => membership(id, mentra, person, { ...joined, role: 'admin' });
  const invited = { ...created, invitedAt: at };
  const closed = { ...cleo, ...invited, state: 'revoked', closedAt: atMinute(1) } as const;
  const submitted = { ...created, enteredAt: at, submittedAt: at };
  const approved = {
    state: 'approved',
    approvedUntil: atMinute(((7 * n) % crowdSize) - crowdSize),
  } as const;
  const openFor = (times: number, overrides = {}) =>
    submission(further(n, times), app(further(n, times)), { ...submitted, ...overrides });
  return {
    users: [person],
    organizations: [guild],
    memberships: [
      ...(n === 1 ? [] : [membership(n, guild, ada, joined)]),
      admin(further(n, 1)),
      { ...endedMembership(admin(further(n, 2))), leftAt: at },
    ],
    invitations: [
      invitation(n, mentra, ada, { ...inviteeAt(n), ...invited }),
      invitation(further(n, 1), guild, ada, { ...cleo, ...invited }),
      invitation(further(n, 2), guild, ada, closed),
    ],
    slugs: [slugRecord(slugAt(n), mentra, { since: at })],
    apps: [publishedApp(n, { ...created, testers: [{ address: cleo.email, key: cleo.emailKey }] })],
    submissions: [
      submission(n, captions, { ...submitted, state: 'withdrawn' }),
      openFor(1),
      openFor(2, claimFields(reviewer.id, atMinute(60))),
      openFor(3, approved),
    ],
    keys: [apiKey(n, keyOwner, created)],
  };
}

/** Rows that come last, of kinds of which there is one. */
function lastRows(): OperationRows {
  const [gone, lost] = [further(crowdSize, 4), further(crowdSize, 5)];
  const at = { deletedAt: atMinute(1) };
  const externalId = externalIdOrThrow('last');
  return {
    users: [user(gone, { state: 'deleted', ...at })],
    organizations: [
      organization(gone, at),
      organization(lost, { personalOf: user(crowdSize).id, externalId }),
    ],
    memberships: [],
    invitations: [],
    slugs: [slugRecord('last', organization(crowdSize))],
    apps: [app(gone, at)],
    submissions: [submission(gone, app(gone), { state: 'superseded', releasedAt: atMinute(1) })],
    keys: [],
  };
}

/** Two messages of the operation with this number. */
function messagesOf(operation: number, n: number): readonly OutboxMessage[] {
  const sent = { delivery: { state: 'sent', attempts: 1 } } as const;
  return [
    webhookMessage(operationId(operation), 2 * n, {
      organizationId: organizationId(operation),
      delivery: queuedDelivery(atMinute(0)),
    }),
    notificationMessage(operationId(operation), 2 * n + 1, sent),
  ];
}

/** As many of the crowd are in one commit. */
const together = 30;

/** More entries than the caps of libraries. Most of these commits have nothing else. */
export const entryCount: number = 260;

/** The commits that write the crowd. Each has an entry in the journal of one organization. */
export function crowdOperations(): readonly Operation[] {
  return crowdNumbers.slice(0, entryCount).map((n) => {
    const own = crowdNumbers.slice((n - 1) * together, n * together);
    const isLast = n === Math.ceil(crowdSize / together);
    const rows = [...own.map(rowsOf), ...(isLast ? [lastRows()] : [])];
    return {
      changes: rows.flatMap(insertChangesOf),
      journal: commandEntry(n, { auditOrganizationIds: [mentra.id] }),
      messages: own.flatMap((_, index) => messagesOf(n, index)),
    };
  });
}

/** The crowd as plain lists. */
export function crowdWorld(): World {
  const rows = [...crowdNumbers.map(rowsOf), lastRows()];
  const operations = crowdOperations();
  return {
    users: stored(rows.flatMap(({ users }) => users)),
    organizations: stored(rows.flatMap(({ organizations }) => organizations)),
    memberships: stored(rows.flatMap(({ memberships }) => memberships)),
    invitations: stored(rows.flatMap(({ invitations }) => invitations)),
    slugs: stored(rows.flatMap(({ slugs }) => slugs)),
    apps: stored(rows.flatMap(({ apps }) => apps)),
    submissions: stored(rows.flatMap(({ submissions }) => submissions)),
    apikeys: stored(rows.flatMap(({ keys }) => keys)),
    journal: stored(operations.map(({ journal }) => journal)),
    outbox: stored(operations.flatMap(({ messages }) => messages)),
  };
}

function stored<T extends Parameters<typeof rowIdOf>[0]>(rows: readonly T[]) {
  return rows
    .map((value) => ({ value, version: 1 }))
    .toSorted((a, b) => compareText(rowIdOf(a.value), rowIdOf(b.value)));
}
