// The rows of a large database, written straight into the collections in the encoding of the storage: organizations of
// five members in blocks of a thousand, and apart from them one organization that is much larger than the others.

import { createHash } from 'node:crypto';
import { mongo } from 'mongoose';
import { defaultCollectionPrefix } from '../../src/adapters/mongoose/options.js';
import { type StoredDocument, toBatches } from '../../src/adapters/mongoose/write-statements.js';
import { objectIds } from '../../src/adapters/web/index.js';
import { newId } from '../../src/application/use-case/new-id.js';
import type { CommandEntry } from '../../src/domain/journal/journal-entry.js';
import { type Invitation, parseTokenDigest } from '../../src/domain/organization/invitation.js';
import type { Membership } from '../../src/domain/organization/membership.js';
import type { Organization } from '../../src/domain/organization/organization.js';
import { queuedDelivery } from '../../src/domain/shared/delivery-lease-and-retry.js';
import {
  parseInvitationId,
  parseMembershipId,
  parseOperationId,
  parseOrganizationId,
  parseUserId,
} from '../../src/domain/shared/ids.js';
import { slugOrThrow } from '../../src/domain/slug/slug.js';
import type { User } from '../../src/domain/user/user.js';
import type { Change, Operation } from '../../src/ports/storage.js';
import {
  atMinute,
  commandEntry,
  emailFields,
  endedMembership,
  fenceEntry,
  invitation,
  membership,
  organization,
  slugRecord,
  user,
} from '../../src/testing/contract/fixtures.js';
import { insertChange } from '../../src/testing/row-changes.js';

/** What the reads ask about. */
export interface ScaleWorld {
  /** The creator and inviter of everything in `hot`, who is a member of more organizations than a page has. */
  readonly ada: User;
  /** An organization with as many members, invitations and entries as a thousand others, or more. */
  readonly hot: Organization;
  /** An organization of five, and its third member. */
  readonly small: Organization;
  readonly member: User;
  /** Some of the rows of `hot`, in the order of their ids. */
  readonly hotMemberships: readonly Membership[];
  readonly hotInvitations: readonly Invitation[];
  readonly hotEntries: readonly CommandEntry[];
}

const organizationsPerBlock = 1_000;
const adminEvery = 100;
/** The organizations of which Ada is a member. */
const organizationsOfAda = 300;
const createdByAda = 20;

const ids = objectIds();
const now = atMinute(0);

type Rows = Pick<Operation, 'changes' | 'messages'> & { readonly entries: readonly CommandEntry[] };

export interface WorldPlan {
  /** A multiple of 1,000. */
  readonly organizations: number;
  /** Whether people join in random order after all organizations were created, as over years, and not one organization after the other. */
  readonly joinsInRandomOrder: boolean;
  print(line: string): void;
}

/** A world whose large organization is not in the database yet. Sizes are measured without it: its rows have much in common, so they take less space than those of many organizations. */
export interface WrittenWorld extends ScaleWorld {
  readonly writeHot: () => Promise<void>;
}

/** Writes the rows of these organizations. */
export async function writeWorld(
  db: mongo.Db,
  { organizations, joinsInRandomOrder, print }: WorldPlan,
): Promise<WrittenWorld> {
  const ada = createUser(0);
  const hot = createOrganizationRow(0, ada);
  const { rows, ...world } = createHotRows(hot, ada, organizations);
  const writeHot = async () => {
    for (let from = 0; from < rows.length; from += joinsPerWrite) {
      await writeGroups(db, rows.slice(from, from + joinsPerWrite));
    }
  };
  const later: Join[] = [];
  let first: Pick<ScaleWorld, 'small' | 'member'> | null = null;
  for (let start = 1; start <= organizations; start += organizationsPerBlock) {
    const block = createBlock(start, ada);
    await writeGroups(db, block.rows);
    if (joinsInRandomOrder) for (const join of block.joins) later.push(join);
    else
      await writeGroups(
        db,
        block.joins.flatMap((join) => join()),
      );
    first ??= block;
    if (start % (20 * organizationsPerBlock) === 1) print(`${start - 1} organizations written`);
  }
  if (first === null) throw new Error('There is nothing to write.');
  const joins = shuffled(later);
  if (joinsInRandomOrder) print(`writing ${joins.length} joins in random order`);
  for (let from = 0; from < joins.length; from += joinsPerWrite) {
    await writeGroups(
      db,
      joins.slice(from, from + joinsPerWrite).flatMap((join) => join()),
    );
  }
  return { ada, hot, small: first.small, member: first.member, ...world, writeHot };
}

/** Makes the rows when they are to be written, so that their ids have the order in which they are written. */
type Join = () => readonly RowGroup[];

const joinsPerWrite = 5_000;

function shuffled<T>(list: readonly T[]): readonly T[] {
  return list
    .map((item) => ({ item, place: Math.random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}

/** Rows that belong together, such as an organization with its first membership, its slug and its journal entry. */
export interface RowGroup {
  readonly changes: readonly Change[];
  readonly messages?: Operation['messages'];
  readonly entry?: CommandEntry;
}

function toRows(groups: readonly RowGroup[]): Rows {
  return {
    changes: groups.flatMap(({ changes }) => changes),
    messages: groups.flatMap(({ messages = [] }) => messages),
    entries: groups.flatMap(({ entry }) => (entry === undefined ? [] : [entry])),
  };
}

/** Adds rows to a database that has the others. Reads find them at once only if a majority has confirmed them. */
export async function writeGroups(
  db: mongo.Db,
  groups: readonly RowGroup[],
  confirmedBy: 1 | 'majority' = 1,
): Promise<void> {
  await writeRows(db, toRows(groups), confirmedBy);
}

/** The journal entry of the operation that holds the changes is not written. */
const noEntry = fenceEntry(newId(ids, parseOperationId));

async function writeRows(
  db: mongo.Db,
  { changes, messages, entries }: Rows,
  confirmedBy: 1 | 'majority',
): Promise<void> {
  const statements = [
    ...toBatches({ changes, messages, journal: noEntry }).filter(
      ({ collection }) => collection !== 'journal',
    ),
    ...entries.flatMap((journal) => toBatches({ changes: [], messages: [], journal })),
  ].flatMap(({ collection, writes }) => writes.map(({ statement }) => ({ collection, statement })));
  const documents = new Map<string, mongo.OptionalUnlessRequiredId<StoredDocument>[]>();
  for (const { collection, statement } of statements) {
    const list = documents.get(collection) ?? [];
    documents.set(collection, list);
    if ('insertOne' in statement) list.push(statement.insertOne.document);
    else if ('replaceOne' in statement) {
      // The row of an absent organization or user, which has an id of its own.
      list.push({ ...statement.replaceOne.replacement, _id: new mongo.ObjectId() });
    } else throw new Error(`This is not an insert into ${collection}.`);
  }
  const options = { ordered: false, writeConcern: { w: confirmedBy } } as const;
  await Promise.all(
    [...documents].map(([collection, list]) =>
      db.collection<StoredDocument>(defaultCollectionPrefix + collection).insertMany(list, options),
    ),
  );
}

export function createUser(n: number, overrides: Partial<User> = {}): User {
  const id = newId(ids, parseUserId);
  const defaultOrg = newId(ids, parseOrganizationId);
  // Addresses have no common beginning, which the server would store only once.
  const name = createHash('sha256').update(id).digest('hex').slice(0, 14);
  return user(n, { id, defaultOrg, ...emailFields(`${name}@example.net`), ...overrides });
}

export function createOrganizationRow(
  n: number,
  creator: User,
  overrides: Partial<Organization> = {},
): Organization {
  const id = newId(ids, parseOrganizationId);
  const slug = slugOrThrow(`guild-of-many-${n}`);
  const made = organization(n, { id, slug, createdBy: creator.id, ...overrides });
  return { ...made, profile: { ...made.profile, contactEmail: creator.email } };
}

export function createMembershipRow(
  of: Organization,
  member: User,
  overrides: Partial<Membership> = {},
): Membership {
  return membership(0, of, member, { id: newId(ids, parseMembershipId), ...overrides });
}

function createInvitationRow(
  n: number,
  of: Organization,
  inviter: User,
  overrides: Partial<Invitation>,
): Invitation {
  const id = newId(ids, parseInvitationId);
  const tokenDigest = parseTokenDigest(createHash('sha256').update(id).digest('hex'));
  if (tokenDigest === null) throw new Error('This is no digest.');
  const inviterSnapshot = {
    membershipId: newId(ids, parseMembershipId),
    demotions: 1,
    restoreCount: 0,
  };
  return invitation(n, of, inviter, { id, tokenDigest, inviterSnapshot, ...overrides });
}

function acceptedBy(member: User): Partial<Invitation> {
  const { email, emailKey, id } = member;
  const delivery = { state: 'sent', attempts: 1 } as const;
  return {
    ...{ email, emailKey, state: 'accepted', closedAt: atMinute(1), closedBy: id, delivery },
    ...{ emailSentCount: 1, lastEmailSentAt: now },
  };
}

function createdEntry({ id }: Organization, creator: User, minute: number): CommandEntry {
  return commandEntry(0, {
    id: newId(ids, parseOperationId),
    at: atMinute(minute),
    actor: { kind: 'user', userId: creator.id },
    action: 'organization.create',
    subject: { kind: 'organization', id },
    auditOrganizationIds: [id],
    events: [
      { type: 'organization_created', organizationId: id, creatorId: creator.id, personal: false },
    ],
    replayIds: { organizationId: id },
  });
}

function invitedEntry(of: Organization, { id, invitedBy }: Invitation, minute: number) {
  const about = { organizationId: of.id, invitationId: id };
  return commandEntry(0, {
    id: newId(ids, parseOperationId),
    at: atMinute(minute),
    actor: { kind: 'user', userId: invitedBy },
    action: 'invitation.invite',
    subject: { kind: 'invitation', id },
    auditOrganizationIds: [of.id],
    events: [{ type: 'invitation_sent', ...about, role: 'member', revision: 1 }],
    replayIds: { invitationId: id },
  });
}

function acceptedEntry(
  of: Organization,
  { id: invitationId }: Invitation,
  { id: membershipId, userId }: Membership,
  minute: number,
): CommandEntry {
  const organizationId = of.id;
  return commandEntry(0, {
    id: newId(ids, parseOperationId),
    at: atMinute(minute),
    actor: { kind: 'user', userId },
    action: 'invitation.accept',
    subject: { kind: 'invitation', id: invitationId },
    auditOrganizationIds: [organizationId],
    events: [
      { type: 'invitation_accepted', organizationId, invitationId, userId },
      { type: 'member_joined', organizationId, userId, role: 'member' },
    ],
    replayIds: { organizationId, membershipId },
  });
}

/** The creation of one organization; and its four members who were invited, and one pending invitation. Of four entries about members two are left out, so that there are five. */
function organizationGroups(
  n: number,
  of: Organization,
  [creator, ...others]: readonly [User, ...User[]],
): { readonly opening: RowGroup; readonly joins: readonly Join[] } {
  const first = createMembershipRow(of, creator, { role: 'admin' });
  const joins = others.map((member, index) => () => {
    const invited = createInvitationRow(n * 10 + index, of, creator, acceptedBy(member));
    const joining = createMembershipRow(of, member);
    const changes = [insertChange('invitations', invited), insertChange('memberships', joining)];
    if (index >= 2) return [{ changes }];
    return [
      { changes, entry: invitedEntry(of, invited, n + index) },
      { changes: [], entry: acceptedEntry(of, invited, joining, n + index) },
    ];
  });
  const inviting = () => [{ changes: [insertChange('invitations', pendingOf(n, of, creator))] }];
  const opening = {
    changes: [
      insertChange('organizations', of),
      insertChange('memberships', first),
      insertChange('slugs', slugRecord(of.slug, of)),
    ],
    entry: createdEntry(of, creator, n),
  };
  return { opening, joins: [...joins, inviting] };
}

function pendingOf(n: number, of: Organization, creator: User): Invitation {
  return createInvitationRow(n * 10 + 9, of, creator, {
    delivery: n % 10 === 0 ? queuedDelivery(atMinute(n)) : { state: 'sent', attempts: 1 },
    expiresAt: atMinute((n % 3 === 0 ? -7 : 7) * 24 * 60 + n),
  });
}

/** Every second organization is the personal one of its creator, and one of fifty was deleted. */
function createBlock(
  start: number,
  ada: User,
): Pick<ScaleWorld, 'small' | 'member'> & {
  readonly rows: readonly RowGroup[];
  readonly joins: readonly Join[];
} {
  const people = Array.from({ length: organizationsPerBlock / 2 }, (_, at) =>
    createUser(start + at, at % 50 === 7 ? { state: 'deleted', deletedAt: atMinute(at) } : {}),
  );
  const person = (at: number): User => people[at % people.length] ?? ada;
  const made = Array.from({ length: organizationsPerBlock }, (_, at) => {
    const [n, creator] = [start + at, person(Math.floor(at / 2))];
    const isOfAda = start === 1 && at < organizationsOfAda;
    const isCreatedByAda = isOfAda && at < createdByAda;
    const of = createOrganizationRow(n, isCreatedByAda ? ada : creator, {
      ...(at % 2 === 1 && !isCreatedByAda ? { personalOf: creator.id } : {}),
      ...(at % 50 === 49 || at % 50 === 48 ? { deletedAt: atMinute(at) } : {}),
    });
    const others = [1, 2, 3, 4].map((next) => person(Math.floor(at / 2) + next));
    return { of, others, ...organizationGroups(n, of, [isOfAda ? ada : creator, ...others]) };
  });
  const [, sample] = made.slice(organizationsOfAda);
  return {
    small: sample?.of ?? createOrganizationRow(0, ada),
    member: sample?.others[2] ?? ada,
    rows: [
      { changes: people.map((one) => insertChange('users', one)) },
      ...made.map(({ opening }) => opening),
    ],
    joins: made.flatMap(({ joins }) => joins),
  };
}

/** The large organization. All its invitations are from Ada, and its entries are from a few minutes only. */
function createHotRows(
  hot: Organization,
  ada: User,
  organizations: number,
): Pick<ScaleWorld, 'hotMemberships' | 'hotInvitations' | 'hotEntries'> & {
  readonly rows: readonly RowGroup[];
} {
  const size = Math.min(100_000, organizations / 2);
  const states = ['pending', 'pending', 'accepted', 'revoked', 'expired'] as const;
  const first = createMembershipRow(hot, ada, { role: 'admin' });
  const groups = Array.from({ length: size }, (_, n) => {
    const person = createUser(n);
    const role = n % adminEvery === 0 ? 'admin' : 'member';
    const joining = createMembershipRow(hot, person, { role });
    const earlier = n % 10 === 0 ? [endedMembership(createMembershipRow(hot, person))] : [];
    const state = states[n % states.length] ?? 'pending';
    const invited = createInvitationRow(n, hot, ada, {
      state,
      expiresAt: atMinute(n % 5 === 0 ? 30 : 24 * 60),
      ...(state === 'pending' ? {} : { closedAt: atMinute(n) }),
    });
    const entry = invitedEntry(hot, invited, Math.floor(n / 200));
    const memberships = [...earlier, joining].map((row) => insertChange('memberships', row));
    const changes = [
      insertChange('users', person),
      ...memberships,
      insertChange('invitations', invited),
    ];
    return { group: { changes, entry }, joining, invited, entry };
  });
  const opening: RowGroup = {
    changes: [
      insertChange('users', ada),
      insertChange('organizations', hot),
      insertChange('memberships', first),
      insertChange('slugs', slugRecord(hot.slug, hot)),
    ],
  };
  return {
    rows: [opening, ...groups.map(({ group }) => group)],
    hotMemberships: groups.map(({ joining }) => joining),
    hotInvitations: groups.map(({ invited }) => invited),
    hotEntries: groups.map(({ entry }) => entry),
  };
}
