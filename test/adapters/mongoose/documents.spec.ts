import { describe, expect, it } from 'vitest';
import { mongooseStorage } from '../../../src/adapters/mongoose/index.js';
import { claimed, queued } from '../../../src/domain/shared/delivery.js';
import { orThrow } from '../../../src/domain/shared/explain.js';
import { parseLanguageTag } from '../../../src/domain/shared/language.js';
import type { Change } from '../../../src/ports/storage.js';
import { isStorageError } from '../../../src/ports/storage-error.js';
import { insertOf, touchOf, updateOf } from '../../../src/testing/contract/changes.js';
import {
  at,
  email,
  ended,
  entry,
  invitation,
  leaseId,
  membership,
  message,
  organization,
  slugRecord,
  user,
} from '../../../src/testing/contract/specimens.js';
import { reads, world } from '../../../src/testing/contract/world.js';
import { anotherConnection } from '../../support/mongo.js';
import { collection, connection, idOf, onlyDocumentOf, storage, write } from './own-documents.js';

const [ada, mentra] = [user(1), organization(1)];
const told = { id: leaseId(1), until: at(5) };

const portuguese = orThrow(parseLanguageTag('pt-BR', []));

describe('documents', () => {
  it('of users', async () => {
    await write(insertOf('users', ada));
    expect(await onlyDocumentOf('users')).toEqual({
      _id: idOf(ada.id),
      email: ada.email,
      emailKey: ada.emailKey,
      emailVerified: false,
      name: ada.name,
      state: 'active',
      defaultOrg: idOf(ada.defaultOrg),
      blockedOrganizations: [],
      createdAt: at(0),
      updatedAt: at(0),
      isDeleted: false,
      version: 1,
    });
    const gone = {
      state: 'deleted',
      suspendedAt: at(1),
      deletedAt: at(2),
      purgingSince: at(3),
    } as const;
    const blockedOrganizations = [mentra.id];
    await write(updateOf('users', { ...ada, ...gone, blockedOrganizations }, 1));
    expect(await onlyDocumentOf('users')).toMatchObject({
      ...gone,
      isDeleted: true,
      blockedOrganizations: [idOf(mentra.id)],
      version: 2,
    });
  });

  it('of organizations', async () => {
    const times = { slugChangedAt: at(2), deletedAt: at(3), purgingSince: at(4) };
    const contactEmail = email('Ada@EXAMPLE.org').address;
    const profile = { ...mentra.profile, contactEmail };
    const own = organization(1, { profile, personalOf: ada.id, restorations: 2, ...times });
    await write(insertOf('organizations', own));
    expect(await onlyDocumentOf('organizations')).toEqual({
      _id: idOf(own.id),
      name: own.name,
      slug: own.slug,
      profile: { ...own.profile },
      foundedBy: idOf(own.foundedBy),
      personalOf: idOf(ada.id),
      createdAt: at(0),
      updatedAt: at(0),
      ...times,
      restorations: 2,
      isDeleted: true,
      contactEmailKey: 'ada@example.org',
      version: 1,
    });
  });

  it('of memberships', async () => {
    await write(insertOf('memberships', ended(membership(1, mentra, ada), ada)));
    expect(await onlyDocumentOf('memberships')).toEqual({
      _id: idOf(membership(1, mentra, ada).id),
      organization: idOf(mentra.id),
      user: idOf(ada.id),
      role: 'member',
      state: 'ended',
      joinedAt: at(0),
      leftAt: at(1),
      endedBy: idOf(ada.id),
      createdAt: at(0),
      updatedAt: at(1),
      version: 1,
    });
  });

  it('of invitations', async () => {
    const delivery = claimed(queued(at(0)), told);
    const mark = { membershipId: membership(1, mentra, ada).id, version: 3, restorations: 1 };
    const row = invitation(1, mentra, ada, { delivery, language: portuguese, invitedAs: mark });
    await write(insertOf('invitations', row));
    const { id: _id, organizationId: _organization, invitedBy: _inviter, ...rest } = row;
    expect(await onlyDocumentOf('invitations')).toEqual({
      ...rest,
      _id: idOf(row.id),
      organization: idOf(mentra.id),
      invitedBy: idOf(ada.id),
      invitedAs: { membership: idOf(mark.membershipId), version: 3, restorations: 1 },
      delivery: {
        state: 'queued',
        attempts: 1,
        nextAttemptAt: at(0),
        lease: { id: idOf(told.id), until: told.until },
      },
      version: 1,
    });
  });

  it('of events for webhooks, whose ids are references', async () => {
    const { to: _to, membershipId: _membershipId, ...rest } = message(entry(7).id, 0);
    const subject = { userId: ada.id };
    const told = { ...rest, kind: 'event', event: 'organization.renamed', subject } as const;
    await storage.commit({ changes: [], journal: entry(7), messages: [told] });
    expect(await onlyDocumentOf('outbox')).toEqual({
      _id: told.id,
      kind: 'event',
      event: 'organization.renamed',
      organization: idOf(mentra.id),
      subject: { userId: idOf(ada.id) },
      revision: 1,
      delivery: { state: 'queued', attempts: 0, nextAttemptAt: at(0) },
      createdAt: at(0),
      version: 1,
    });
  });

  it('of slugs, the journal and the outbox', async () => {
    const journal = entry(7, {
      actor: { kind: 'user', userId: ada.id },
      organizations: [mentra.id],
      facts: [{ type: 'member_left', organizationId: mentra.id, userId: ada.id }],
    });
    const changes = [insertOf('slugs', slugRecord('mentra', mentra))];
    await storage.commit({ changes, journal, messages: [message(journal.id, 1)] });
    expect(await onlyDocumentOf('slugs')).toEqual({
      _id: 'mentra',
      organizationId: idOf(mentra.id),
      state: 'current',
      since: at(0),
      version: 1,
    });
    expect(await onlyDocumentOf('journal')).toEqual({
      _id: journal.id,
      kind: 'command',
      at: at(7),
      actor: { kind: 'user', userId: idOf(ada.id) },
      action: journal.action,
      subject: { kind: 'user', id: idOf(journal.subject.id) },
      organizations: [idOf(mentra.id)],
      facts: [{ type: 'member_left', organizationId: idOf(mentra.id), userId: idOf(ada.id) }],
      answer: { userId: idOf(user(7).id) },
      version: 1,
    });
    expect(await onlyDocumentOf('outbox')).toEqual({
      _id: `${journal.id}-1`,
      kind: 'role_changed',
      to: idOf(user(1).id),
      organization: idOf(mentra.id),
      membership: idOf(message(journal.id, 1).membershipId),
      revision: 1,
      delivery: { state: 'queued', attempts: 0, nextAttemptAt: at(0) },
      createdAt: at(0),
      version: 1,
    });
  });
});

describe('what other writers have put into a document', () => {
  const foreign = {
    legacyId: 'x-1',
    'profile.company': 'Mentra',
    'profile.tags': ['a'],
    members: [{ userId: 'x', role: 'admin' }],
  };

  it('stays through updates and touches, also inside our own records', async () => {
    await write(insertOf('organizations', mentra));
    await collection('organizations').updateOne({ _id: idOf(mentra.id) }, { $set: foreign });
    const { website: _website, ...profile } = mentra.profile;
    await write(updateOf('organizations', { ...mentra, profile }, 1));
    await write(touchOf('organizations', mentra, 2));
    const document = await onlyDocumentOf('organizations');
    expect(document).toMatchObject({ legacyId: 'x-1', members: foreign.members, version: 3 });
    expect(document['profile']).toEqual({ ...profile, company: 'Mentra', tags: ['a'] });
    expect(await storage.organizations.findById(mentra.id)).toEqual({
      value: { ...mentra, profile },
      version: 3,
    });
  });

  it('stays through claims and settlements', async () => {
    const row = invitation(1, mentra, ada, { delivery: queued(at(0)) });
    await write(insertOf('invitations', row));
    await collection('invitations').updateOne({}, { $set: { note: 1, 'delivery.via': 'smtp' } });
    await storage.outbox.claim({ now: at(1), lease: told, limit: 1 });
    const sent = {
      kind: 'invitation',
      id: row.id,
      lease: told.id,
      outcome: { kind: 'sent' },
      at: at(2),
    } as const;
    await storage.outbox.settle(sent);
    const document = await onlyDocumentOf('invitations');
    expect(document['note']).toBe(1);
    expect(document['delivery']).toEqual({ state: 'sent', attempts: 1, via: 'smtp' });
  });

  it('is not read: no field of another writer gets out of the storage', async () => {
    await storage.commit(world());
    const before = await Promise.all(reads.map(({ call }) => call(storage)));
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
    expect(await Promise.all(reads.map(({ call }) => call(storage)))).toEqual(before);
  });

  it('may be null where a field is optional, and 64 bits wide where it is a number', async () => {
    await write(insertOf('users', ada));
    await collection('users').updateOne({}, { $set: { name: null, version: 9n } }, unchecked);
    const { name: _name, ...nameless } = ada;
    const expected = { value: nameless, version: 9 };
    expect(await storage.users.findById(ada.id)).toEqual(expected);
    const wide = await anotherConnection(connection, { useBigInt64: true });
    expect(await mongooseStorage({ connection: wide }).users.findById(ada.id)).toEqual(expected);
  });
});

/** The value with a part that its type does not allow. */
function spoilt<T extends object>(value: T, part: object): T {
  return Object.assign({}, value, part);
}

/** As somebody writes who has turned the server's check off. */
const unchecked = { bypassDocumentValidation: true };

describe('a document that is not as it must be', () => {
  it.each<{ path: string; value: unknown }>([
    { path: 'role', value: 'owner' },
    { path: 'state', value: 77 },
    { path: 'user', value: 'not-an-id' },
    { path: 'joinedAt', value: '2026-01-05' },
    { path: 'version', value: -77 },
    { path: 'version', value: 77.5 },
    { path: 'leftAt', value: { $gt: 1 } },
  ])('is not read: $path', async ({ path, value }) => {
    const row = membership(1, mentra, ada);
    await write(
      insertOf('memberships', row),
      insertOf('users', ada),
      insertOf('organizations', mentra),
    );
    await collection('memberships').updateOne({}, { $set: { [path]: value } }, unchecked);
    const fault: unknown = await storage.memberships
      .findById(row.id)
      .catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(Error);
    expect(isStorageError(fault)).toBe(false);
    expect(String(fault)).toContain(`memberships ${row.id}`);
    expect(String(fault)).toContain(`"${path}"`);
    expect(String(fault)).not.toContain(String(value));
  });

  it.each([
    { kind: 'event', lost: { membership: 1 } },
    { kind: 'role_changed', lost: { membership: 1 } },
    { kind: 'member_removed', lost: { to: 1 } },
  ])('is not claimed where $kind lacks what goes with it', async ({ kind, lost }) => {
    const told = message(entry(7).id, 0);
    await storage.commit({ changes: [], journal: entry(7), messages: [told] });
    await collection('outbox').updateOne({}, { $set: { kind }, $unset: lost }, unchecked);
    const claim = { now: at(1), lease: { id: leaseId(1), until: at(2) }, limit: 1 };
    await expect(storage.outbox.claim(claim)).rejects.toThrow(`outbox ${told.id} cannot be read`);
  });

  it('is not read where a field is missing, nor where a record in it is broken', async () => {
    const row = invitation(1, mentra, ada);
    await write(insertOf('invitations', row));
    await collection('invitations').updateOne({}, { $unset: { tokenDigest: 1 } }, unchecked);
    await expect(storage.invitations.findById(row.id)).rejects.toThrow('"tokenDigest"');
    const broken = { $set: { tokenDigest: row.tokenDigest, 'delivery.attempts': 'many' } };
    await collection('invitations').updateOne({}, broken, unchecked);
    await expect(storage.invitations.findById(row.id)).rejects.toThrow('"delivery"');
  });

  it('is not read as an entry of the journal where it lacks what a command has', async () => {
    const journal = entry(1);
    await storage.commit({ changes: [], journal, messages: [] });
    await collection('journal').updateOne({}, { $unset: { facts: 1 } }, unchecked);
    await expect(storage.journal.find(journal.id)).rejects.toThrow(`journal ${journal.id}`);
  });

  const secret = 'a secret that must not be shown';
  it.each<{ what: string; change: Change; path: string }>([
    {
      what: 'address',
      path: 'email',
      change: insertOf('users', spoilt(ada, { email: secret })),
    },
    {
      what: 'key of an address',
      path: 'emailKey',
      change: insertOf('users', spoilt(ada, { emailKey: secret })),
    },
    {
      what: 'name',
      path: 'name',
      change: insertOf('users', spoilt(ada, { name: `<b>${secret}` })),
    },
    { what: 'state', path: 'state', change: insertOf('users', spoilt(ada, { state: secret })) },
    {
      what: 'slug',
      path: 'slug',
      change: insertOf('organizations', spoilt(mentra, { slug: secret })),
    },
    {
      what: 'web address',
      path: 'profile.website',
      change: insertOf('organizations', {
        ...mentra,
        profile: { ...mentra.profile, website: secret },
      }),
    },
    {
      what: 'description',
      path: 'profile.description',
      change: insertOf('organizations', {
        ...mentra,
        profile: { ...mentra.profile, description: secret.repeat(99) },
      }),
    },
    {
      what: 'token digest',
      path: 'tokenDigest',
      change: insertOf('invitations', spoilt(invitation(1, mentra, ada), { tokenDigest: secret })),
    },
    {
      what: 'contact address',
      path: 'profile.contactEmail',
      change: insertOf(
        'organizations',
        spoilt(mentra, { profile: { ...mentra.profile, contactEmail: secret } }),
      ),
    },
    {
      what: 'language tag',
      path: 'language',
      change: insertOf('invitations', spoilt(invitation(1, mentra, ada), { language: secret })),
    },
    {
      what: 'count',
      path: 'emailSentCount',
      change: insertOf('invitations', invitation(1, mentra, ada, { emailSentCount: -1 })),
    },
    {
      what: 'part of a record',
      path: 'delivery.state',
      change: insertOf(
        'invitations',
        spoilt(invitation(1, mentra, ada), { delivery: { state: secret, attempts: 0 } }),
      ),
    },
    {
      what: 'missing field',
      path: 'kid',
      change: insertOf('invitations', spoilt(invitation(1, mentra, ada), { kid: undefined })),
    },
  ])('is not written: $what', async ({ change, path }) => {
    await expectRefused(change, path);
    expect(await collection(change.collection).countDocuments()).toBe(0);
  });

  it('is not written by an update either', async () => {
    await write(insertOf('users', ada));
    await expectRefused(updateOf('users', spoilt(ada, { email: secret }), 1), 'email');
    expect(await storage.users.findById(ada.id)).toEqual({ value: ada, version: 1 });
  });

  async function expectRefused(change: Change, path: string): Promise<void> {
    const fault: unknown = await write(change).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(Error);
    expect(isStorageError(fault)).toBe(false);
    expect(String(fault)).toContain(`${change.collection} ${change.id}`);
    expect(String(fault)).toContain(path);
    expect(String(fault)).not.toContain(secret);
  }
});

describe('input that is no text', () => {
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
    await storage.commit(world());
    const page = { limit: 5, after: null, skip: 0 };
    const { users, organizations, memberships, invitations, slugs, journal, outbox } = storage;
    const settlement = { kind: 'invitation', outcome: { kind: 'sent' }, at: at(0) };
    const calls: (readonly [call: unknown, ...given: unknown[]])[] = [
      [users.findById, input],
      [users.findByEmailKey, input],
      [organizations.findById, input],
      [organizations.findPersonal, input],
      [organizations.findBySlug, input, null],
      [organizations.countFoundedBy, input, 5],
      [organizations.listByMember, input, page],
      [organizations.listByMember, user(9).id, { ...page, after: input }],
      [memberships.findById, input],
      [memberships.findActive, input, input],
      [memberships.findActive, mentra.id, input],
      [memberships.findRole, mentra.id, input],
      [memberships.standing, input, input],
      [memberships.adminsAbleToSignIn, input, 5],
      [memberships.list, input, null, {}, page],
      [memberships.list, mentra.id, null, { role: input ?? 'none' }, page],
      [invitations.findById, input],
      [organizations.listByContact, input, 5],
      [memberships.activeOf, input],
      [memberships.ofOrganization, input, 5],
      [invitations.findOpen, mentra.id, input],
      [invitations.countPending, input, at(0), 5],
      [invitations.pendingBy, input, null],
      [invitations.pendingBy, ada.id, input ?? 'none'],
      [invitations.pendingOf, input],
      [invitations.pendingUnder, input, at(0), 5],
      [invitations.addressedTo, input, 5],
      [invitations.ofOrganization, input, 5],
      [slugs.ofOrganization, input],
      [invitations.list, input, { now: at(0) }, page],
      [invitations.list, mentra.id, { now: at(0), state: input ?? 'none' }, page],
      [slugs.taken, [input]],
      [journal.find, input],
      [journal.listByOrganization, input, page],
      [outbox.settle, { ...settlement, id: input, lease: input }],
      [outbox.settle, { ...settlement, id: input, lease: told.id, kind: 'message' }],
      [write, { kind: 'remove', collection: 'users', id: input, expected: 1 }],
      [write, { kind: 'touch', collection: 'slugs', id: input, expected: 1 }],
      [write, { kind: 'remove', collection: 'users', id: ada.id, expected: input }],
    ];
    for (const [call, ...given] of calls) {
      expect(await findsNothing(call, given), `${call} of ${JSON.stringify(given)}`).toBe(true);
    }
    expect(await storage.users.findById(ada.id)).toEqual({ value: ada, version: 1 });
  });

  /** Whether it was refused, or there was nothing to find. */
  async function findsNothing(call: unknown, given: readonly unknown[]): Promise<boolean> {
    if (typeof call !== 'function') throw new Error('this is no call');
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
