import { type Connection, type mongo, Types } from 'mongoose';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { toStoredUserId } from '../../../src/adapters/mongoose/fields/field.js';
import { mongooseStorage } from '../../../src/adapters/mongoose/index.js';
import {
  atMinute,
  commandEntry,
  endedMembership,
  invitation,
  membership,
  organization,
  user,
} from '../../../src/testing/contract/fixtures.js';
import { insertChange } from '../../../src/testing/row-changes.js';
import { openSecondConnection, openTestConnection } from '../../support/mongo-connections.js';
import { dbOf } from './database-fixtures.js';
import { deleteAllDocuments } from './own-servers.js';

const [ada, ben, mentra, acme] = [user(1), user(2), organization(1), organization(2)];
const idOf = (text: string) => Types.ObjectId.createFromHexString(text);

let connection: Connection;

beforeAll(async () => {
  connection = await openTestConnection();
  await mongooseStorage({ connection }).ensureIndexes();
});

function view(): mongo.Collection<mongo.Document> {
  return dbOf(connection).collection('guildhall_organizations_documented');
}

describe('the documented view', () => {
  const mailed = { emailSentCount: 2, lastEmailSentAt: atMinute(5) };
  const changes = [
    insertChange('organizations', mentra),
    insertChange('organizations', organization(3, { deletedAt: atMinute(1) })),
    insertChange('memberships', membership(2, mentra, ben)),
    insertChange(
      'memberships',
      membership(1, mentra, ada, { role: 'admin', joinedAt: atMinute(2) }),
    ),
    insertChange('memberships', endedMembership(membership(3, mentra, user(3)))),
    insertChange('memberships', membership(4, acme, user(4))),
    insertChange('invitations', invitation(2, mentra, ada, mailed)),
    insertChange('invitations', invitation(1, mentra, ben, { role: 'admin' })),
    insertChange('invitations', invitation(3, mentra, ada, { state: 'revoked' })),
    insertChange('invitations', invitation(4, acme, ada)),
  ];

  beforeEach(async () => {
    await deleteAllDocuments(connection);
    await mongooseStorage({ connection }).commit({
      changes,
      journal: commandEntry(1),
      messages: [],
    });
  });

  it('shows each organization that is not deleted, and no token', async () => {
    const invited = { role: 'member', invitedAt: atMinute(0), expiresAt: atMinute(24 * 60) };
    expect(await view().find().toArray()).toEqual([
      {
        _id: idOf(mentra.id),
        name: mentra.name,
        slug: mentra.slug,
        profile: { ...mentra.profile },
        members: [
          { user: toStoredUserId(ada.id), role: 'admin', joinedAt: atMinute(2) },
          { user: toStoredUserId(ben.id), role: 'member', joinedAt: atMinute(0) },
        ],
        pendingInvites: [
          {
            ...invited,
            email: 'invitee-1@example.org',
            role: 'admin',
            invitedBy: toStoredUserId(ben.id),
            emailSentCount: 0,
          },
          {
            ...invited,
            email: 'invitee-2@example.org',
            invitedBy: toStoredUserId(ada.id),
            ...mailed,
          },
        ],
      },
    ]);
  });

  it('shows the rows, not what another program has left in the document', async () => {
    const left = { members: [{ user: 'x' }], pendingInvites: [{ token: 'x' }], legacyId: 7 };
    const foreign = { ...left, 'profile.company': 'x' };
    const before = await view().find().toArray();
    await dbOf(connection).collection('guildhall_organizations').updateMany({}, { $set: foreign });
    expect(await view().find().toArray()).toEqual(before);
  });

  it('reads only the rows of one organization when queried by id', async () => {
    const others = Array.from({ length: 50 }, (_, n) => n + 10).flatMap((n) => [
      insertChange('organizations', organization(n)),
      insertChange('memberships', membership(n, organization(n), ada)),
      insertChange('memberships', endedMembership(membership(100 + n, mentra, user(n)))),
      insertChange('invitations', invitation(n, organization(n), ada)),
      insertChange('invitations', invitation(100 + n, mentra, ada, { state: 'revoked' })),
    ]);
    const operation = { changes: others, journal: commandEntry(2), messages: [] };
    await mongooseStorage({ connection }).commit(operation);
    await dbOf(connection).command({ profile: 2 });
    expect(
      await view()
        .find({ _id: idOf(mentra.id) })
        .toArray(),
    ).toHaveLength(1);
    await dbOf(connection).command({ profile: 0 });
    const profiled = await dbOf(connection).collection('system.profile').find().toArray();
    await dbOf(connection).dropCollection('system.profile');
    const looked = profiled.filter(({ ns }) =>
      String(ns).endsWith('guildhall_organizations_documented'),
    );
    expect(looked).toMatchObject([{ docsExamined: 1 + 2 + 2 }]);
  });
});

describe('ensureIndexes()', () => {
  it('creates a missing view, without which services still work', async () => {
    await dbOf(connection).dropCollection('guildhall_organizations_documented');
    await mongooseStorage({ connection }).ready();
    await mongooseStorage({ connection }).ensureIndexes();
    expect(
      await dbOf(connection).listCollections({ name: view().collectionName }).toArray(),
    ).toMatchObject([{ type: 'view', options: { viewOn: 'guildhall_organizations' } }]);
  });

  it('updates a different view and leaves an equal one alone', async () => {
    const db = dbOf(connection);
    const [made] = await db.listCollections({ name: view().collectionName }).toArray();
    await db.command({
      collMod: view().collectionName,
      viewOn: 'guildhall_organizations',
      pipeline: [],
    });
    const other = await openSecondConnection(connection, { monitorCommands: true });
    const sent: string[] = [];
    other.getClient().on('commandStarted', ({ commandName }) => sent.push(commandName));
    await mongooseStorage({ connection: other }).ensureIndexes();
    expect(await db.listCollections({ name: view().collectionName }).toArray()).toEqual([made]);
    await mongooseStorage({ connection: other }).ensureIndexes();
    expect(sent.filter((name) => name === 'collMod')).toHaveLength(1);
  });
});
