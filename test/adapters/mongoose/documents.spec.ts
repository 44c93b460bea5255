import { inspect } from 'node:util';
import { mongo } from 'mongoose';
import { describe, expect, it } from 'vitest';
import { toStoredUserId } from '../../../src/adapters/mongoose/fields/field.js';
import { mongooseStorage } from '../../../src/adapters/mongoose/index.js';
import {
  claimDelivery,
  queuedDelivery,
} from '../../../src/domain/shared/delivery-lease-and-retry.js';
import { orThrow } from '../../../src/domain/shared/explain.js';
import { parseLanguageTag } from '../../../src/domain/shared/language-tag.js';
import { nameKeyOf } from '../../../src/domain/shared/name-key.js';
import type { Slug } from '../../../src/domain/slug/slug.js';
import type { EmailKey } from '../../../src/domain/user/email.js';
import type { Change } from '../../../src/ports/storage.js';
import { isStorageError } from '../../../src/ports/storage-error.js';
import {
  atMinute,
  commandEntry,
  emailWithKeyOrThrow,
  endedMembership,
  externalIdOrThrow,
  invitation,
  leaseId,
  membership,
  notificationMessage,
  organization,
  slugRecord,
  user,
} from '../../../src/testing/contract/fixtures.js';
import { createSampleOperation, readCalls } from '../../../src/testing/contract/sample-data.js';
import { insertChange, touchChange, updateChange } from '../../../src/testing/row-changes.js';
import { openSecondConnection } from '../../support/mongo-connections.js';
import {
  collection,
  commitChanges,
  connection,
  expectModelRefuses,
  findOnlyDocument,
  storage,
  toObjectId,
  useTestDatabase,
} from './test-database.js';

useTestDatabase();

const [ada, mentra] = [user(1), organization(1)];
const lease = { id: leaseId(1), until: atMinute(5) };

const portuguese = orThrow(parseLanguageTag('pt-BR', []));

describe('the documents', () => {
  it('of users have the stored shape', async () => {
    await commitChanges(insertChange('users', ada));
    expect(await findOnlyDocument('users')).toEqual({
      _id: toStoredUserId(ada.id),
      email: ada.email,
      emailKey: ada.emailKey,
      emailVerified: false,
      name: ada.name,
      state: 'active',
      defaultOrg: toObjectId(organization(1).id),
      blockedOrganizations: [],
      createdAt: atMinute(0),
      updatedAt: atMinute(0),
      nameKey: 'person 1',
      isDeleted: false,
      version: 1,
    });
    const gone = {
      state: 'deleted',
      suspendedAt: atMinute(1),
      deletedAt: atMinute(2),
      purgingSince: atMinute(3),
    } as const;
    const blockedOrganizations = [mentra.id];
    await commitChanges(updateChange('users', { ...ada, ...gone, blockedOrganizations }, 1));
    expect(await findOnlyDocument('users')).toMatchObject({
      ...gone,
      isDeleted: true,
      blockedOrganizations: [toObjectId(mentra.id)],
      version: 2,
    });
  });

  it('of organizations have the stored shape', async () => {
    const times = { slugChangedAt: atMinute(2), deletedAt: atMinute(3), purgingSince: atMinute(4) };
    const contactEmail = emailWithKeyOrThrow('Ada@EXAMPLE.org').address;
    const profile = { ...mentra.profile, contactEmail };
    const externalId = externalIdOrThrow('507f1f77bcf86cd799439011');
    const own = organization(1, {
      profile,
      personalOf: ada.id,
      restoreCount: 2,
      externalId,
      ...times,
    });
    await commitChanges(insertChange('organizations', own));
    expect(await findOnlyDocument('organizations')).toEqual({
      _id: toObjectId(own.id),
      name: own.name,
      slug: own.slug,
      profile: { ...own.profile },
      createdBy: toObjectId(own.createdBy),
      personalOf: toStoredUserId(ada.id),
      createdAt: atMinute(0),
      updatedAt: atMinute(0),
      ...times,
      restoreCount: 2,
      externalId: '507f1f77bcf86cd799439011',
      nameKey: nameKeyOf(own.name),
      isDeleted: true,
      contactEmailKey: 'ada@example.org',
      version: 1,
    });
  });

  it('of memberships have the stored shape', async () => {
    await commitChanges(
      insertChange('memberships', endedMembership(membership(1, mentra, ada), ada)),
    );
    expect(await findOnlyDocument('memberships')).toEqual({
      _id: toObjectId(membership(1, mentra, ada).id),
      organization: toObjectId(mentra.id),
      user: toStoredUserId(ada.id),
      role: 'member',
      state: 'ended',
      joinedAt: atMinute(0),
      leftAt: atMinute(1),
      endedBy: toStoredUserId(ada.id),
      createdAt: atMinute(0),
      updatedAt: atMinute(1),
      version: 1,
    });
  });

  it('of invitations have the stored shape', async () => {
    const delivery = claimDelivery(queuedDelivery(atMinute(0)), lease);
    const snapshot = {
      membershipId: membership(1, mentra, ada).id,
      demotions: 3,
      restoreCount: 1,
    };
    const row = invitation(1, mentra, ada, {
      delivery,
      language: portuguese,
      inviterSnapshot: snapshot,
    });
    await commitChanges(insertChange('invitations', row));
    const { id: _id, organizationId: _organization, invitedBy: _inviter, ...rest } = row;
    expect(await findOnlyDocument('invitations')).toEqual({
      ...rest,
      _id: toObjectId(row.id),
      organization: toObjectId(mentra.id),
      invitedBy: toStoredUserId(ada.id),
      inviterSnapshot: {
        membership: toObjectId(snapshot.membershipId),
        demotions: 3,
        restoreCount: 1,
      },
      delivery: {
        state: 'queued',
        attempts: 1,
        nextAttemptAt: atMinute(0),
        lease: { id: toObjectId(lease.id), until: lease.until },
      },
      version: 1,
    });
  });

  it('of webhook messages hold their ids as references', async () => {
    const {
      to: _to,
      membershipId: _membershipId,
      ...rest
    } = notificationMessage(commandEntry(7).id, 0);
    const relatedIds = { userId: ada.id };
    const message = {
      ...rest,
      kind: 'event',
      eventType: 'organization.renamed',
      relatedIds,
    } as const;
    await storage.commit({ changes: [], journal: commandEntry(7), messages: [message] });
    expect(await findOnlyDocument('outbox')).toEqual({
      _id: message.id,
      kind: 'event',
      eventType: 'organization.renamed',
      organization: toObjectId(mentra.id),
      relatedIds: { userId: toStoredUserId(ada.id) },
      revision: 1,
      delivery: { state: 'queued', attempts: 0, nextAttemptAt: atMinute(0) },
      createdAt: atMinute(0),
      version: 1,
    });
  });

  it('of slugs, the journal and the outbox have the stored shape', async () => {
    const journal = commandEntry(7, {
      actor: { kind: 'user', userId: ada.id },
      auditOrganizationIds: [mentra.id],
      events: [{ type: 'member_left', organizationId: mentra.id, userId: ada.id }],
    });
    const changes = [insertChange('slugs', slugRecord('mentra', mentra))];
    await storage.commit({ changes, journal, messages: [notificationMessage(journal.id, 1)] });
    expect(await findOnlyDocument('slugs')).toEqual({
      _id: 'mentra',
      organizationId: toObjectId(mentra.id),
      state: 'current',
      since: atMinute(0),
      version: 1,
    });
    expect(await findOnlyDocument('journal')).toEqual({
      insertedAt: expect.any(mongo.Timestamp),
      _id: journal.id,
      kind: 'command',
      at: atMinute(7),
      actor: { kind: 'user', userId: toStoredUserId(ada.id) },
      action: journal.action,
      subject: { kind: 'user', id: toStoredUserId(journal.subject.id) },
      organizations: [toObjectId(mentra.id)],
      events: [
        {
          type: 'member_left',
          organizationId: toObjectId(mentra.id),
          userId: toStoredUserId(ada.id),
        },
      ],
      replayIds: { userId: toStoredUserId(user(7).id) },
      version: 1,
    });
    expect(await findOnlyDocument('outbox')).toEqual({
      _id: `${journal.id}-1`,
      kind: 'role_changed',
      to: toObjectId(user(1).id),
      organization: toObjectId(mentra.id),
      membership: toObjectId(notificationMessage(journal.id, 1).membershipId),
      revision: 1,
      delivery: { state: 'queued', attempts: 0, nextAttemptAt: atMinute(0) },
      createdAt: atMinute(0),
      version: 1,
    });
  });
});

describe('a field of another program in a document', () => {
  const foreign = {
    legacyId: 'x-1',
    'profile.company': 'Mentra',
    'profile.tags': ['a'],
    members: [{ userId: 'x', role: 'admin' }],
  };

  it('survives updates and touches, also inside our own records', async () => {
    await commitChanges(insertChange('organizations', mentra));
    await collection('organizations').updateOne({ _id: toObjectId(mentra.id) }, { $set: foreign });
    const { website: _website, ...profile } = mentra.profile;
    await commitChanges(updateChange('organizations', { ...mentra, profile }, 1));
    await commitChanges(touchChange('organizations', mentra, 2));
    const document = await findOnlyDocument('organizations');
    expect(document).toMatchObject({ legacyId: 'x-1', members: foreign.members, version: 3 });
    expect(document['profile']).toEqual({ ...profile, company: 'Mentra', tags: ['a'] });
    expect(await storage.organizations.findById(mentra.id)).toEqual({
      value: { ...mentra, profile },
      version: 3,
    });
  });

  it('survives claims and settlements', async () => {
    const row = invitation(1, mentra, ada, { delivery: queuedDelivery(atMinute(0)) });
    await commitChanges(insertChange('invitations', row));
    await collection('invitations').updateOne({}, { $set: { note: 1, 'delivery.via': 'smtp' } });
    await storage.outbox.claim({ now: atMinute(1), lease, channel: 'mail', limit: 1 });
    const sent = {
      kind: 'invitation',
      id: row.id,
      leaseId: lease.id,
      outcome: { kind: 'sent' },
      at: atMinute(2),
    } as const;
    await storage.outbox.settle(sent);
    const document = await findOnlyDocument('invitations');
    expect(document['note']).toBe(1);
    expect(document['delivery']).toEqual({ state: 'sent', attempts: 1, via: 'smtp' });
  });

  it('is never returned by a read', async () => {
    await storage.commit(createSampleOperation());
    const before = await Promise.all(readCalls.map(({ call }) => call(storage)));
    for (const name of [
      'users',
      'organizations',
      'memberships',
      'invitations',
      'slugs',
      'journal',
    ]) {
      await collection(name).updateMany({}, { $set: { extra: 'seen' } });
    }
    await collection('organizations').updateMany({}, { $set: { 'profile.extra': 'seen' } });
    expect(await Promise.all(readCalls.map(({ call }) => call(storage)))).toEqual(before);
  });

  it('may be a null for an optional field, or a 64-bit number', async () => {
    await commitChanges(insertChange('users', ada));
    await collection('users').updateOne({}, { $set: { name: null, version: 9n } }, writeUnchecked);
    const { name: _name, ...nameless } = ada;
    const expected = { value: nameless, version: 9 };
    expect(await storage.users.findById(ada.id)).toEqual(expected);
    const wide = await openSecondConnection(connection, { useBigInt64: true });
    expect(await mongooseStorage({ connection: wide }).users.findById(ada.id)).toEqual(expected);
  });
});

/** The value with a part that its type does not allow. */
function withInvalidPart<T extends object>(value: T, part: object): T {
  return Object.assign({}, value, part);
}

/** Write options that turn the server's validation off. */
const writeUnchecked = { bypassDocumentValidation: true };

it('journal entries have timestamps of the server, in the order of their inserts', async () => {
  for (const n of [3, 1, 2])
    await storage.commit({ changes: [], journal: commandEntry(n), messages: [] });
  const rows = await collection('journal').find().sort({ insertedAt: 1 }).toArray();
  expect(rows.map(({ _id }) => String(_id))).toEqual([3, 1, 2].map((n) => commandEntry(n).id));
  const times = rows.map(({ insertedAt }) => insertedAt.getHighBits());
  expect(Math.min(...times)).toBeGreaterThan(commandEntry(1).at.getTime() / 1_000);
  expect(new Set(rows.map(({ insertedAt }) => insertedAt.toString())).size).toBe(3);
});

describe('an invalid document', () => {
  it.each<{ path: string; value: unknown }>([
    { path: 'role', value: 'Owner' },
    { path: 'state', value: 77 },
    { path: 'user', value: 'not an id' },
    { path: 'joinedAt', value: '2026-01-05' },
    { path: 'version', value: -77 },
    { path: 'version', value: 77.5 },
    { path: 'leftAt', value: { $gt: 1 } },
  ])('is not read: $path', async ({ path, value }) => {
    const row = membership(1, mentra, ada);
    await commitChanges(
      insertChange('memberships', row),
      insertChange('users', ada),
      insertChange('organizations', mentra),
    );
    await collection('memberships').updateOne({}, { $set: { [path]: value } }, writeUnchecked);
    const fault: unknown = await storage.memberships
      .findById(row.id)
      .catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(Error);
    expect(isStorageError(fault)).toBe(false);
    expect(String(fault)).toContain(`memberships ${row.id}`);
    expect(String(fault)).toContain(`"${path}"`);
    expect(String(fault)).not.toContain(String(value));
  });

  it('is not read: a date that JavaScript cannot represent', async () => {
    const row = membership(1, mentra, ada);
    await commitChanges(insertChange('memberships', row));
    const farAway = { $toDate: { $toLong: '9000000000000000' } };
    await collection('memberships').updateOne({}, [{ $set: { joinedAt: farAway } }]);
    await expect(storage.memberships.findById(row.id)).rejects.toThrow('"joinedAt"');
  });

  it.each<{ path: string; value: unknown }>([
    { path: 'role', value: 'Owner' },
    { path: 'state', value: ['active'] },
    { path: 'user', value: [toStoredUserId(ada.id)] },
    { path: 'organization', value: [toObjectId(mentra.id)] },
  ])('is named in a read of the role: $path', async ({ path, value }) => {
    const row = membership(1, mentra, ada);
    await commitChanges(
      insertChange('memberships', row),
      insertChange('users', ada),
      insertChange('organizations', mentra),
    );
    await collection('memberships').updateOne({}, { $set: { [path]: value } }, writeUnchecked);
    const role = storage.memberships.findRole(mentra.id, ada.id);
    await expect(role).rejects.toThrow(`memberships ${row.id} cannot be read: its "${path}"`);
  });

  it.each([
    { kind: 'event', channel: 'webhooks', lost: { membership: 1 } },
    { kind: 'role_changed', channel: 'mail', lost: { membership: 1 } },
    { kind: 'member_removed', channel: 'mail', lost: { to: 1 } },
  ] as const)(
    'is not claimed if $kind lacks a field that it needs',
    async ({ kind, channel, lost }) => {
      const message = notificationMessage(commandEntry(7).id, 0);
      await storage.commit({ changes: [], journal: commandEntry(7), messages: [message] });
      await collection('outbox').updateOne({}, { $set: { kind }, $unset: lost }, writeUnchecked);
      const claim = {
        now: atMinute(1),
        lease: { id: leaseId(1), until: atMinute(2) },
        channel,
        limit: 1,
      };
      await expect(storage.outbox.claim(claim)).rejects.toThrow(
        `outbox ${message.id} cannot be read`,
      );
    },
  );

  it('is not read if a field is missing or an embedded record is invalid', async () => {
    const row = invitation(1, mentra, ada);
    await commitChanges(insertChange('invitations', row));
    await collection('invitations').updateOne({}, { $unset: { tokenDigest: 1 } }, writeUnchecked);
    await expect(storage.invitations.findById(row.id)).rejects.toThrow('"tokenDigest"');
    const broken = { $set: { tokenDigest: row.tokenDigest, 'delivery.attempts': 'many' } };
    await collection('invitations').updateOne({}, broken, writeUnchecked);
    await expect(storage.invitations.findById(row.id)).rejects.toThrow('"delivery"');
  });

  it('is not read as a journal entry if it lacks a field of commands', async () => {
    const journal = commandEntry(1);
    await storage.commit({ changes: [], journal, messages: [] });
    await collection('journal').updateOne({}, { $unset: { events: 1 } }, writeUnchecked);
    await expect(storage.journal.findById(journal.id)).rejects.toThrow(`journal ${journal.id}`);
  });

  const secret = 'a secret that must not be shown';
  it.each<{ what: string; change: Change; path: string }>([
    {
      what: 'address',
      path: 'email',
      change: insertChange('users', withInvalidPart(ada, { email: secret })),
    },
    {
      what: 'email key',
      path: 'emailKey',
      change: insertChange('users', withInvalidPart(ada, { emailKey: secret })),
    },
    {
      what: 'name',
      path: 'name',
      change: insertChange('users', withInvalidPart(ada, { name: `<b>${secret}` })),
    },
    {
      what: 'state',
      path: 'state',
      change: insertChange('users', withInvalidPart(ada, { state: secret })),
    },
    {
      what: 'slug',
      path: 'slug',
      change: insertChange('organizations', withInvalidPart(mentra, { slug: secret })),
    },
    {
      what: 'web address',
      path: 'profile.website',
      change: insertChange('organizations', {
        ...mentra,
        profile: { ...mentra.profile, website: secret },
      }),
    },
    {
      what: 'description',
      path: 'profile.description',
      change: insertChange('organizations', {
        ...mentra,
        profile: { ...mentra.profile, description: secret.repeat(99) },
      }),
    },
    {
      what: 'token digest',
      path: 'tokenDigest',
      change: insertChange(
        'invitations',
        withInvalidPart(invitation(1, mentra, ada), { tokenDigest: secret }),
      ),
    },
    {
      what: 'contact address',
      path: 'profile.contactEmail',
      change: insertChange(
        'organizations',
        withInvalidPart(mentra, { profile: { ...mentra.profile, contactEmail: secret } }),
      ),
    },
    {
      what: 'language tag',
      path: 'language',
      change: insertChange(
        'invitations',
        withInvalidPart(invitation(1, mentra, ada), { language: secret }),
      ),
    },
    {
      what: 'part of a record',
      path: 'delivery.state',
      change: insertChange(
        'invitations',
        withInvalidPart(invitation(1, mentra, ada), { delivery: { state: secret, attempts: 0 } }),
      ),
    },
    {
      what: 'missing field',
      path: 'kid',
      change: insertChange(
        'invitations',
        withInvalidPart(invitation(1, mentra, ada), { kid: undefined }),
      ),
    },
  ])('is refused by the model, whose message shows no value: $what', async ({ change, path }) => {
    expect(await expectModelRefuses(change, path)).not.toContain(secret);
  });

  it('is refused by the model in an update, too', async () => {
    const update = updateChange('users', withInvalidPart(ada, { email: secret }), 1);
    expect(await expectModelRefuses(update, 'email')).not.toContain(secret);
  });
});

describe('fields of other programs', () => {
  it('do not change what an access is read from, even under names of ours', async () => {
    const row = membership(1, mentra, ada);
    await commitChanges(
      insertChange('memberships', row),
      insertChange('users', ada),
      insertChange('organizations', mentra),
      insertChange('slugs', slugRecord(mentra.slug, mentra)),
    );
    await collection('memberships').updateOne(
      {},
      { $set: { emailKey: 'x', slug: 'y', from: 'users' } },
    );
    await collection('users').updateOne({}, { $set: { slug: 'y', role: 'admin', from: 'z' } });
    await collection('organizations').updateOne({}, { $set: { emailKey: 'x', role: 'admin' } });
    const access = {
      organization: { value: mentra, version: 1 },
      user: { value: ada, version: 1 },
      membership: { value: row, version: 1 },
    };
    expect(await storage.memberships.findAccess(mentra.id, ada.id)).toEqual(access);
    expect(await storage.organizations.findBySlug(mentra.slug, ada.id)).toEqual(access);
  });

  it('do not hide that a row of ours is invalid', async () => {
    await commitChanges(insertChange('users', ada), insertChange('organizations', mentra));
    await collection('users').updateOne({}, { $unset: { emailKey: 1 } }, writeUnchecked);
    await expect(storage.memberships.findAccess(mentra.id, ada.id)).rejects.toThrow(
      `users ${ada.id} cannot be read`,
    );
  });
});

describe('a value that MongoDB would change', () => {
  it('is not written: an invalid date would be 1970', async () => {
    const row = user(1, { createdAt: new Date(Number.NaN) });
    await expect(commitChanges(insertChange('users', row))).rejects.toThrow('a date was expected');
  });

  it('is not written: a version that is no whole number could not be read again', async () => {
    const row = organization(1, { restoreCount: 1.5 });
    await expect(commitChanges(insertChange('organizations', row))).rejects.toThrow('whole number');
  });
});

describe('a row that the validator of its collection refuses', () => {
  it('is named, without its values', async () => {
    const row = withInvalidPart(membership(1, mentra, ada), { role: 'a secret role' });
    const fault: unknown = await commitChanges(insertChange('memberships', row)).catch(
      (error: unknown) => error,
    );
    expect(isStorageError(fault) && fault.code).toBe('misconfigured');
    expect(String(fault)).toContain(`memberships ${row.id} was not written`);
    expect(inspect(fault)).not.toContain('a secret role');
  });
});

describe('input that is not text', () => {
  const smuggled = [
    { $ne: null },
    { $gt: '' },
    { $regex: '.*' },
    [],
    ['x'],
    null,
    undefined,
    '',
    0,
    Number.NaN,
    true,
  ];

  it.each(smuggled)('finds nothing and changes nothing: %j', async (input) => {
    await storage.commit(createSampleOperation());
    const page = { limit: 5, after: null, skip: 0 };
    const pendingNow = { now: atMinute(0), limit: 5 };
    const { users, organizations, memberships, invitations, slugs, journal, outbox } = storage;
    const takenSlugsOf = async (slug: Slug) =>
      (await organizations.readForCreation(ada.id, [slug], 5)).takenSlugs;
    const reusableInvitationsOf = async (address: EmailKey) => {
      const read = await invitations.readForInviting(mentra.id, ada.id, [address], pendingNow);
      return read.addressees.filter((one) => one.isMember || one.reusableInvitation !== null);
    };
    const settlement = { kind: 'invitation', outcome: { kind: 'sent' }, at: atMinute(0) };
    const calls: (readonly [call: unknown, ...given: unknown[]])[] = [
      [users.findById, input],
      [users.findByEmailKey, input],
      [users.list, { by: 'name', prefix: input || 'none' }, null, page],
      [users.list, { by: 'email', prefix: '' }, input ?? 'none', page],
      [organizations.findById, input],
      [organizations.findPersonal, input],
      [organizations.findByExternalId, input],
      [organizations.findBySlug, input, null],
      [organizations.readForCreation, input, [], 5],
      [takenSlugsOf, input],
      [organizations.listByMember, input, page],
      [organizations.listByMember, user(9).id, { ...page, after: input }],
      [memberships.findById, input],
      [memberships.findActive, input, input],
      [memberships.findActive, mentra.id, input],
      [memberships.findRole, mentra.id, input],
      [memberships.findAccess, input, input],
      [memberships.listActiveAdminIds, input, 5],
      [memberships.listMembers, input, null, {}, page],
      [memberships.listMembers, mentra.id, null, { role: input ?? 'none' }, page],
      [invitations.findById, input],
      [organizations.listByContactEmail, input, 5],
      [memberships.listActiveByUser, input],
      [memberships.listAllByOrganization, input, 5],
      [invitations.readForInviting, input, ada.id, [], pendingNow],
      [invitations.readForInviting, mentra.id, input, [], pendingNow],
      [reusableInvitationsOf, input],
      [invitations.readForAnswer, input, invitation(1, mentra, ada).id, ada.id],
      [invitations.readForAnswer, mentra.id, input, ada.id],
      [invitations.readForAnswer, mentra.id, invitation(1, mentra, ada).id, input],
      [invitations.listPendingByInviter, input, null],
      [invitations.listPendingByInviter, ada.id, input ?? 'none'],
      [invitations.listPendingByOrganization, input],
      [invitations.listPendingBySigningKey, input, atMinute(0), 5],
      [invitations.findPending, input, ada.emailKey],
      [invitations.findPending, mentra.id, input],
      [invitations.listByEmail, input, 5],
      [invitations.listPendingByEmail, { ...ada, emailKey: input }, atMinute(0), page],
      [invitations.listPendingByEmail, ada, atMinute(0), { ...page, after: input }],
      [invitations.listAllByOrganization, input, 5],
      [slugs.listAllByOrganization, input],
      [invitations.listByOrganization, input, { now: atMinute(0) }, page],
      [
        invitations.listByOrganization,
        mentra.id,
        { now: atMinute(0), state: input ?? 'none' },
        page,
      ],
      [slugs.listTaken, [input]],
      [journal.findById, input],
      [journal.listByOrganization, input, page],
      [outbox.settle, { ...settlement, id: input, leaseId: input }],
      [outbox.settle, { ...settlement, id: input, leaseId: lease.id, kind: 'message' }],
      [commitChanges, { kind: 'remove', collection: 'users', id: input, expectedVersion: 1 }],
      [commitChanges, { kind: 'touch', collection: 'slugs', id: input, expectedVersion: 1 }],
      [commitChanges, { kind: 'remove', collection: 'users', id: ada.id, expectedVersion: input }],
    ];
    for (const [call, ...given] of calls) {
      expect(await findsNothing(call, given), `${call} of ${JSON.stringify(given)}`).toBe(true);
    }
    expect(await storage.users.findById(ada.id)).toEqual({ value: ada, version: 1 });
  });

  /** Whether the call threw or found nothing. */
  async function findsNothing(call: unknown, given: readonly unknown[]): Promise<boolean> {
    if (typeof call !== 'function') throw new Error('not a function');
    try {
      const answer: unknown = await Reflect.apply(call, undefined, given);
      const found =
        typeof answer === 'object' && answer !== null && 'items' in answer ? answer.items : answer;
      return (
        found === null ||
        found === 0 ||
        found === false ||
        (Array.isArray(found) && found.length === 0)
      );
    } catch {
      return true;
    }
  }
});
