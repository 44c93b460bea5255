import { type Connection, type mongo, Types } from 'mongoose';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { toStoredUserId } from '../../../src/adapters/mongoose/fields/field.js';
import { type MongooseStorage, mongooseStorage } from '../../../src/adapters/mongoose/index.js';
import { queuedDelivery } from '../../../src/domain/shared/delivery-lease-and-retry.js';
import type { Change } from '../../../src/ports/storage.js';
import { outcomeOfCall } from '../../../src/testing/contract/assertions.js';
import {
  atMinute,
  commandEntry,
  endedMembership,
  invitation,
  leaseId,
  membership,
  organization,
  user,
} from '../../../src/testing/contract/fixtures.js';
import {
  insertChange,
  removeChange,
  touchChange,
  updateChange,
} from '../../../src/testing/row-changes.js';
import { openSecondConnection, openTestConnection } from '../../support/mongo-connections.js';
import { collectionOf, expectMirrored } from './expect-mirrored.js';
import { deleteAllDocuments } from './own-servers.js';

const [ada, ben, mentra, acme] = [user(1), user(2), organization(1), organization(2)];
const admin = membership(1, mentra, ada, { role: 'admin' });
const idOf = (text: string) => Types.ObjectId.createFromHexString(text);

let connection: Connection;
let storage: MongooseStorage;
let last = 0;

beforeAll(async () => {
  connection = await openTestConnection({ monitorCommands: true });
  storage = mongooseStorage({ connection, mirrorDocumentedShape: true });
  await storage.ensureIndexes();
});

beforeEach(async () => {
  await deleteAllDocuments(connection);
  await write(insertChange('organizations', mentra), insertChange('memberships', admin));
});

async function write(...changes: readonly Change[]): Promise<void> {
  last += 1;
  await storage.commit({ changes, journal: commandEntry(last), messages: [] });
}

async function documentOf({ id }: { readonly id: string }): Promise<mongo.Document> {
  return (await collectionOf(connection, 'organizations').findOne({ _id: idOf(id) })) ?? {};
}

describe('the document of an organization', () => {
  it('shows its members and pending invitations, and no token', async () => {
    await write(
      insertChange('memberships', membership(2, mentra, ben)),
      insertChange('invitations', invitation(1, mentra, ada, { role: 'admin' })),
    );
    const { members, pendingInvites } = await documentOf(mentra);
    expect(members).toEqual([
      { user: toStoredUserId(ada.id), role: 'admin', joinedAt: atMinute(0) },
      { user: toStoredUserId(ben.id), role: 'member', joinedAt: atMinute(0) },
    ]);
    expect(pendingInvites).toEqual([
      {
        email: 'invitee-1@example.org',
        role: 'admin',
        invitedBy: toStoredUserId(ada.id),
        invitedAt: atMinute(0),
        expiresAt: atMinute(24 * 60),
        emailSentCount: 0,
      },
    ]);
  });

  it('follows every change of them and keeps its version', async () => {
    const [second, invited] = [membership(2, mentra, ben), invitation(1, mentra, ada)];
    const steps: readonly Change[] = [
      insertChange('memberships', second),
      updateChange('memberships', { ...second, role: 'admin' }, 1),
      updateChange('memberships', endedMembership(second), 2),
      removeChange('memberships', second, 3),
      insertChange('invitations', invited),
      updateChange('invitations', { ...invited, role: 'admin' }, 1),
      updateChange('invitations', { ...invited, state: 'revoked', closedAt: atMinute(1) }, 2),
      insertChange('invitations', invitation(2, mentra, ada)),
      removeChange('invitations', invitation(2, mentra, ada), 1),
      removeChange('memberships', admin, 1),
    ];
    for (const step of steps) {
      await write(step);
      await expectMirrored(connection);
    }
    expect(await documentOf(mentra)).toMatchObject({ members: [], pendingInvites: [], version: 1 });
    await write(updateChange('organizations', mentra, 1));
    expect(await storage.organizations.findById(mentra.id)).toEqual({ value: mentra, version: 2 });
  });

  it('shows how often and when an invitation was mailed', async () => {
    await write(
      insertChange(
        'invitations',
        invitation(1, mentra, ada, { delivery: queuedDelivery(atMinute(0)) }),
      ),
    );
    const lease = { id: leaseId(1), until: atMinute(2) };
    const [claimed] = await storage.outbox.claim({
      now: atMinute(1),
      lease,
      channel: 'mail',
      limit: 5,
    });
    expect((await documentOf(mentra))['pendingInvites']).toMatchObject([{ emailSentCount: 1 }]);
    const settlement = { leaseId: lease.id, outcome: { kind: 'sent' }, at: atMinute(1) } as const;
    const { id } = invitation(1, mentra, ada);
    expect(claimed?.id).toBe(id);
    const settle = () => storage.outbox.settle({ kind: 'invitation', id, ...settlement });
    expect(await settle()).toBe(true);
    await expectMirrored(connection);
    expect((await documentOf(mentra))['pendingInvites']).toMatchObject([
      { emailSentCount: 1, lastEmailSentAt: atMinute(1) },
    ]);
    expect(await settle()).toBe(false);
  });

  it('shows nothing of a failed commit', async () => {
    const stale = [
      insertChange('memberships', membership(2, mentra, ben)),
      touchChange('users', ada, 7),
    ];
    expect(await outcomeOfCall(write(...stale))).toBe('version_conflict');
    expect((await documentOf(mentra))['members']).toHaveLength(1);
  });

  it('keeps the other fields of another program', async () => {
    const foreign = { legacyId: 'x-1', 'profile.company': 'Mentra' };
    await collectionOf(connection, 'organizations').updateOne({}, { $set: foreign });
    await write(insertChange('memberships', membership(2, mentra, ben)));
    expect(await documentOf(mentra)).toMatchObject({
      legacyId: 'x-1',
      profile: { company: 'Mentra' },
    });
  });

  it('is rebuilt for each organization that a commit affects', async () => {
    const numbers = Array.from({ length: 45 }, (_, index) => index + 2);
    await write(
      ...numbers.flatMap((n) => [
        insertChange('organizations', organization(n)),
        insertChange('memberships', membership(n, organization(n), ben)),
      ]),
    );
    await expectMirrored(connection);
    expect((await documentOf(organization(46)))['members']).toHaveLength(1);
    expect((await documentOf(mentra))['members']).toHaveLength(1);
  });
});

describe('the limit of 1,000', () => {
  const rest = Array.from({ length: 999 }, (_, index) => index + 2);

  it('removes both arrays above 1,000 members and brings them back at 1,000', async () => {
    await write(...rest.map((n) => insertChange('memberships', membership(n, mentra, user(n)))));
    expect((await documentOf(mentra))['members']).toHaveLength(1_000);
    const one = membership(2_000, mentra, user(2_000));
    await write(insertChange('memberships', one));
    const document = await documentOf(mentra);
    expect(document).not.toHaveProperty('members');
    expect(document).not.toHaveProperty('pendingInvites');
    await write(updateChange('memberships', endedMembership(one), 1));
    await expectMirrored(connection);
    expect((await documentOf(mentra))['members']).toHaveLength(1_000);
  });

  it('removes both arrays above 1,000 pending invitations', async () => {
    const numbers = [...rest, 2_000, 2_001];
    await write(...numbers.map((n) => insertChange('invitations', invitation(n, mentra, ada))));
    const document = await documentOf(mentra);
    expect(document).not.toHaveProperty('members');
    expect(document).not.toHaveProperty('pendingInvites');
  });
});

describe('a commit', () => {
  async function statementsOf(work: () => Promise<unknown>): Promise<readonly string[]> {
    const sent: string[] = [];
    const note = ({ commandName }: mongo.CommandStartedEvent) => sent.push(commandName);
    connection.getClient().on('commandStarted', note);
    await work();
    connection.getClient().off('commandStarted', note);
    return sent;
  }

  it('of members or invitations takes two more statements, whatever it writes', async () => {
    await storage.ready();
    const joining = () =>
      write(
        insertChange('memberships', membership(2, mentra, ben)),
        insertChange('invitations', invitation(1, mentra, ada)),
        touchChange('organizations', mentra, 1),
      );
    expect(await statementsOf(joining)).toEqual([
      'update',
      'insert',
      'insert',
      'insert',
      'aggregate',
      'update',
      'commitTransaction',
    ]);
  });

  it('of other rows takes no more statements', async () => {
    const touching = () =>
      write(touchChange('organizations', mentra, 1), touchChange('memberships', admin, 1));
    expect(await statementsOf(touching)).toEqual([
      'update',
      'update',
      'insert',
      'commitTransaction',
    ]);
  });
});

describe('without mirroring', () => {
  it('existing arrays in a document are left alone', async () => {
    const legacy = { members: [{ userId: 'x', role: 'admin' }], pendingInvites: [{ token: 'x' }] };
    await collectionOf(connection, 'organizations').updateOne({}, { $set: legacy });
    const other = mongooseStorage({ connection: await openSecondConnection(connection) });
    const changes = [
      insertChange('memberships', membership(2, mentra, ben)),
      insertChange(
        'invitations',
        invitation(1, mentra, ada, { delivery: queuedDelivery(atMinute(0)) }),
      ),
      updateChange('organizations', mentra, 1),
    ];
    await other.commit({ changes, journal: commandEntry(900), messages: [] });
    await other.outbox.claim({
      now: atMinute(1),
      lease: { id: leaseId(1), until: atMinute(2) },
      channel: 'mail',
      limit: 5,
    });
    expect(await documentOf(mentra)).toMatchObject(legacy);
  });

  it('an organization has no arrays', async () => {
    const other = mongooseStorage({ connection: await openSecondConnection(connection) });
    const changes = [
      insertChange('organizations', acme),
      insertChange('memberships', membership(2, acme, ben)),
    ];
    await other.commit({ changes, journal: commandEntry(901), messages: [] });
    expect(await documentOf(acme)).not.toHaveProperty('members');
  });
});

it('references in the arrays can be populated', async () => {
  await write(insertChange('users', ada), insertChange('invitations', invitation(1, mentra, ada)));
  const { Organization } = await storage.models();
  const found = await Organization.findOne()
    .populate(['members.user', 'pendingInvites.invitedBy'])
    .lean();
  expect(found).toMatchObject({
    members: [{ user: { email: ada.email } }],
    pendingInvites: [{ invitedBy: { email: ada.email } }],
  });
});
