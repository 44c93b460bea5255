import { type Connection, type mongo, Types } from 'mongoose';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type MongooseStorage, mongooseStorage } from '../../../src/adapters/mongoose/index.js';
import { queued } from '../../../src/domain/shared/delivery.js';
import type { Change } from '../../../src/ports/storage.js';
import { insertOf, removalOf, touchOf, updateOf } from '../../../src/testing/contract/changes.js';
import { verdictOf } from '../../../src/testing/contract/expectations.js';
import {
  at,
  ended,
  entry,
  invitation,
  leaseId,
  membership,
  organization,
  user,
} from '../../../src/testing/contract/specimens.js';
import { anotherConnection, freshConnection } from '../../support/mongo.js';
import { collectionOf, expectMirrored } from './mirror-check.js';
import { emptied } from './servers.js';

const [ada, ben, mentra, acme] = [user(1), user(2), organization(1), organization(2)];
const admin = membership(1, mentra, ada, { role: 'admin' });
const idOf = (text: string) => Types.ObjectId.createFromHexString(text);

let connection: Connection;
let storage: MongooseStorage;
let last = 0;

beforeAll(async () => {
  connection = await freshConnection({ monitorCommands: true });
  storage = mongooseStorage({ connection, mirrorDocumentedShape: true });
  await storage.ensureIndexes();
});

beforeEach(async () => {
  await emptied(connection);
  await write(insertOf('organizations', mentra), insertOf('memberships', admin));
});

async function write(...changes: readonly Change[]): Promise<void> {
  last += 1;
  await storage.commit({ changes, journal: entry(last), messages: [] });
}

async function documentOf({ id }: { readonly id: string }): Promise<mongo.Document> {
  return (await collectionOf(connection, 'organizations').findOne({ _id: idOf(id) })) ?? {};
}

describe('a document of an organization', () => {
  it('shows its members and pending invitations, and no token', async () => {
    await write(
      insertOf('memberships', membership(2, mentra, ben)),
      insertOf('invitations', invitation(1, mentra, ada, { role: 'admin' })),
    );
    const { members, pendingInvites } = await documentOf(mentra);
    expect(members).toEqual([
      { user: idOf(ada.id), role: 'admin', joinedAt: at(0) },
      { user: idOf(ben.id), role: 'member', joinedAt: at(0) },
    ]);
    expect(pendingInvites).toEqual([
      {
        email: 'invitee-1@example.org',
        role: 'admin',
        invitedBy: idOf(ada.id),
        invitedAt: at(0),
        expiresAt: at(24 * 60),
        emailSentCount: 0,
      },
    ]);
  });

  it('follows every change of them, and is at the version it was at', async () => {
    const [second, invited] = [membership(2, mentra, ben), invitation(1, mentra, ada)];
    const steps: readonly Change[] = [
      insertOf('memberships', second),
      updateOf('memberships', { ...second, role: 'admin' }, 1),
      updateOf('memberships', ended(second), 2),
      removalOf('memberships', second, 3),
      insertOf('invitations', invited),
      updateOf('invitations', { ...invited, role: 'admin' }, 1),
      updateOf('invitations', { ...invited, state: 'revoked', closedAt: at(1) }, 2),
      insertOf('invitations', invitation(2, mentra, ada)),
      removalOf('invitations', invitation(2, mentra, ada), 1),
      removalOf('memberships', admin, 1),
    ];
    for (const step of steps) {
      await write(step);
      await expectMirrored(connection);
    }
    expect(await documentOf(mentra)).toMatchObject({ members: [], pendingInvites: [], version: 1 });
    await write(updateOf('organizations', mentra, 1));
    expect(await storage.organizations.findById(mentra.id)).toEqual({ value: mentra, version: 2 });
  });

  it('shows how often and when an invitation was mailed', async () => {
    await write(insertOf('invitations', invitation(1, mentra, ada, { delivery: queued(at(0)) })));
    const lease = { id: leaseId(1), until: at(2) };
    const [claimed] = await storage.outbox.claim({ now: at(1), lease, limit: 5 });
    expect((await documentOf(mentra))['pendingInvites']).toMatchObject([{ emailSentCount: 1 }]);
    const settlement = { lease: lease.id, outcome: { kind: 'sent' }, at: at(1) } as const;
    const { id } = invitation(1, mentra, ada);
    expect(claimed?.id).toBe(id);
    const settle = () => storage.outbox.settle({ kind: 'invitation', id, ...settlement });
    expect(await settle()).toBe(true);
    await expectMirrored(connection);
    expect((await documentOf(mentra))['pendingInvites']).toMatchObject([
      { emailSentCount: 1, lastEmailSentAt: at(1) },
    ]);
    expect(await settle()).toBe(false);
  });

  it('shows nothing of what was not committed', async () => {
    const stale = [insertOf('memberships', membership(2, mentra, ben)), touchOf('users', ada, 7)];
    expect(await verdictOf(write(...stale))).toBe('version_conflict');
    expect((await documentOf(mentra))['members']).toHaveLength(1);
  });

  it('keeps what other writers have put beside', async () => {
    const foreign = { legacyId: 'x-1', 'profile.company': 'Mentra' };
    await collectionOf(connection, 'organizations').updateOne({}, { $set: foreign });
    await write(insertOf('memberships', membership(2, mentra, ben)));
    expect(await documentOf(mentra)).toMatchObject({
      legacyId: 'x-1',
      profile: { company: 'Mentra' },
    });
  });

  it('is renewed in each organization that a commit concerns', async () => {
    const numbers = Array.from({ length: 45 }, (_, index) => index + 2);
    await write(
      ...numbers.flatMap((n) => [
        insertOf('organizations', organization(n)),
        insertOf('memberships', membership(n, organization(n), ben)),
      ]),
    );
    await expectMirrored(connection);
    expect((await documentOf(organization(46)))['members']).toHaveLength(1);
    expect((await documentOf(mentra))['members']).toHaveLength(1);
  });
});

describe('above 1,000', () => {
  const rest = Array.from({ length: 999 }, (_, index) => index + 2);

  it('members both arrays go, and at 1,000 they are back', async () => {
    await write(...rest.map((n) => insertOf('memberships', membership(n, mentra, user(n)))));
    expect((await documentOf(mentra))['members']).toHaveLength(1_000);
    const one = membership(2_000, mentra, user(2_000));
    await write(insertOf('memberships', one));
    const document = await documentOf(mentra);
    expect(document).not.toHaveProperty('members');
    expect(document).not.toHaveProperty('pendingInvites');
    await write(updateOf('memberships', ended(one), 1));
    await expectMirrored(connection);
    expect((await documentOf(mentra))['members']).toHaveLength(1_000);
  });

  it('pending invitations both arrays go as well', async () => {
    const numbers = [...rest, 2_000, 2_001];
    await write(...numbers.map((n) => insertOf('invitations', invitation(n, mentra, ada))));
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

  it('that concerns members or invitations takes two statements more, whatever it writes', async () => {
    await storage.ready();
    const joining = () =>
      write(
        insertOf('memberships', membership(2, mentra, ben)),
        insertOf('invitations', invitation(1, mentra, ada)),
        touchOf('organizations', mentra, 1),
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

  it('that does not takes none', async () => {
    const touching = () =>
      write(touchOf('organizations', mentra, 1), touchOf('memberships', admin, 1));
    expect(await statementsOf(touching)).toEqual([
      'update',
      'update',
      'insert',
      'commitTransaction',
    ]);
  });
});

describe('without mirroring', () => {
  it('arrays that stand in a document are left alone', async () => {
    const legacy = { members: [{ userId: 'x', role: 'admin' }], pendingInvites: [{ token: 'x' }] };
    await collectionOf(connection, 'organizations').updateOne({}, { $set: legacy });
    const other = mongooseStorage({ connection: await anotherConnection(connection) });
    const changes = [
      insertOf('memberships', membership(2, mentra, ben)),
      insertOf('invitations', invitation(1, mentra, ada, { delivery: queued(at(0)) })),
      updateOf('organizations', mentra, 1),
    ];
    await other.commit({ changes, journal: entry(900), messages: [] });
    await other.outbox.claim({ now: at(1), lease: { id: leaseId(1), until: at(2) }, limit: 5 });
    expect(await documentOf(mentra)).toMatchObject(legacy);
  });

  it('an organization has no arrays', async () => {
    const other = mongooseStorage({ connection: await anotherConnection(connection) });
    const changes = [
      insertOf('organizations', acme),
      insertOf('memberships', membership(2, acme, ben)),
    ];
    await other.commit({ changes, journal: entry(901), messages: [] });
    expect(await documentOf(acme)).not.toHaveProperty('members');
  });
});

it('people can be populated by the references in the arrays', async () => {
  await write(insertOf('users', ada), insertOf('invitations', invitation(1, mentra, ada)));
  const found = await connection.models['Organization']
    ?.findOne()
    .populate(['members.user', 'pendingInvites.invitedBy'])
    .lean();
  expect(found).toMatchObject({
    members: [{ user: { email: ada.email } }],
    pendingInvites: [{ invitedBy: { email: ada.email } }],
  });
});
