import { type Connection, type mongo, Types } from 'mongoose';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { mongooseStorage } from '../../../src/adapters/mongoose/index.js';
import { isStorageError } from '../../../src/ports/storage-error.js';
import { insertOf } from '../../../src/testing/contract/changes.js';
import {
  at,
  ended,
  entry,
  invitation,
  membership,
  organization,
  user,
} from '../../../src/testing/contract/specimens.js';
import { anotherConnection, freshConnection } from '../../support/mongo.js';
import { emptied } from './servers.js';

const [ada, ben, mentra, acme] = [user(1), user(2), organization(1), organization(2)];
const idOf = (text: string) => Types.ObjectId.createFromHexString(text);

let connection: Connection;

beforeAll(async () => {
  connection = await freshConnection();
  await mongooseStorage({ connection }).ensureIndexes();
});

function dbOf({ db }: Connection): mongo.Db {
  if (db === undefined) throw new Error('the connection is not open');
  return db;
}

function view(): mongo.Collection<mongo.Document> {
  return dbOf(connection).collection('organizations_documented');
}

describe('the view of organizations in the documented shape', () => {
  const mailed = { emailSentCount: 2, lastEmailSentAt: at(5) };
  const changes = [
    insertOf('organizations', mentra),
    insertOf('organizations', organization(3, { deletedAt: at(1) })),
    insertOf('memberships', membership(2, mentra, ben)),
    insertOf('memberships', membership(1, mentra, ada, { role: 'admin', joinedAt: at(2) })),
    insertOf('memberships', ended(membership(3, mentra, user(3)))),
    insertOf('memberships', membership(4, acme, user(4))),
    insertOf('invitations', invitation(2, mentra, ada, mailed)),
    insertOf('invitations', invitation(1, mentra, ben, { role: 'admin' })),
    insertOf('invitations', invitation(3, mentra, ada, { state: 'revoked' })),
    insertOf('invitations', invitation(4, acme, ada)),
  ];

  beforeEach(async () => {
    await emptied(connection);
    await mongooseStorage({ connection }).commit({ changes, journal: entry(1), messages: [] });
  });

  it('draws each one that is not deleted, and no token', async () => {
    const invited = { role: 'member', invitedAt: at(0), expiresAt: at(24 * 60) };
    expect(await view().find().toArray()).toEqual([
      {
        _id: idOf(mentra.id),
        name: mentra.name,
        slug: mentra.slug,
        profile: { ...mentra.profile },
        members: [
          { user: idOf(ada.id), role: 'admin', joinedAt: at(2) },
          { user: idOf(ben.id), role: 'member', joinedAt: at(0) },
        ],
        pendingInvites: [
          {
            ...invited,
            email: 'invitee-1@example.org',
            role: 'admin',
            invitedBy: idOf(ben.id),
            emailSentCount: 0,
          },
          {
            ...invited,
            email: 'invitee-2@example.org',
            invitedBy: idOf(ada.id),
            ...mailed,
          },
        ],
      },
    ]);
  });

  it('shows what the rows say, not what other writers have left in the document', async () => {
    const left = { members: [{ user: 'x' }], pendingInvites: [{ token: 'x' }], legacyId: 7 };
    const foreign = { ...left, 'profile.company': 'x' };
    const before = await view().find().toArray();
    await dbOf(connection).collection('organizations').updateMany({}, { $set: foreign });
    expect(await view().find().toArray()).toEqual(before);
  });

  it('looks by an id at nothing but what it shows', async () => {
    const others = Array.from({ length: 50 }, (_, n) => n + 10).flatMap((n) => [
      insertOf('organizations', organization(n)),
      insertOf('memberships', membership(n, organization(n), ada)),
      insertOf('memberships', ended(membership(100 + n, mentra, user(n)))),
      insertOf('invitations', invitation(n, organization(n), ada)),
      insertOf('invitations', invitation(100 + n, mentra, ada, { state: 'revoked' })),
    ]);
    const operation = { changes: others, journal: entry(2), messages: [] };
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
    const looked = profiled.filter(({ ns }) => String(ns).endsWith('organizations_documented'));
    expect(looked).toMatchObject([{ docsExamined: 1 + 2 + 2 }]);
  });
});

describe('ensureIndexes()', () => {
  it('makes the view again where it is missing, which keeps no service from its work', async () => {
    await dbOf(connection).dropCollection('organizations_documented');
    await mongooseStorage({ connection }).ready();
    await mongooseStorage({ connection }).ensureIndexes();
    expect(
      await dbOf(connection).listCollections({ name: view().collectionName }).toArray(),
    ).toMatchObject([{ type: 'view', options: { viewOn: 'organizations' } }]);
  });

  it('replaces one that is otherwise, and leaves one alone that is as it must be', async () => {
    const db = dbOf(connection);
    const [made] = await db.listCollections({ name: view().collectionName }).toArray();
    await db.command({ collMod: view().collectionName, viewOn: 'users', pipeline: [] });
    const other = await anotherConnection(connection, { monitorCommands: true });
    const sent: string[] = [];
    other.getClient().on('commandStarted', ({ commandName }) => sent.push(commandName));
    await mongooseStorage({ connection: other }).ensureIndexes();
    expect(await db.listCollections({ name: view().collectionName }).toArray()).toEqual([made]);
    await mongooseStorage({ connection: other }).ensureIndexes();
    expect(sent.filter((name) => name === 'collMod')).toHaveLength(1);
  });

  it('says so where a collection of that name is in the way', async () => {
    const other = await freshConnection();
    await dbOf(other).createCollection('organizations_documented');
    const fault: unknown = await mongooseStorage({ connection: other })
      .ensureIndexes()
      .catch((error: unknown) => error);
    expect(isStorageError(fault) && fault.code).toBe('misconfigured');
    expect(String(fault)).toContain('organizations_documented');
    await mongooseStorage({ connection: other }).ready();
  });
});
