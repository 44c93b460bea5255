// The clauses on the metadata of rows.

import type { JsonObject } from '../../domain/shared/json.js';
import type { Metadata } from '../../domain/shared/metadata.js';
import type { Change, Storage } from '../../ports/storage.js';
import { insertChange, updateChange } from '../row-changes.js';
import { assertSame, foundOrThrow } from './assertions.js';
import { type Clause, clause } from './clause.js';
import {
  atMinute,
  endedMembership,
  invitation,
  invitationId,
  membership,
  organization,
  user,
} from './fixtures.js';

/** Names and values that a database, a driver or JavaScript could take for their own. */
const unusualObjects: readonly JsonObject[] = [
  { id: '507f1f77bcf86cd799439011', ids: ['507f1f77bcf86cd799439011'] },
  { '': 1, '.': 2, 'a.b': { 'c.d': 3 }, '.a': 4, 'a.': 5, a: { '': { '': 6 } } },
  { a$: '$set', a$b: '$$ROOT', a: ['$a', { b: '$b.c' }] },
  { _id: 'a', id: 'b', version: 7, a: { _id: { oid: 'c' }, high: 1, low: 2 } },
  { prototype: [{}], firstBatch: [{}], toJSON: 'b', toBSON: ['c'], length: 3, size: 1, __v: 2 },
  { b: 1, a: 2, 10: 3, 9: 4, nested: { z: 1, y: 2 } },
  { numbers: [0, -1, 0.1, 2 ** 31, 2 ** 53, -(2 ** 53), 1e21, 1e300, 5e-324] },
  { none: null, yes: true, no: false, list: [], object: {}, lists: [[], [[]], [{}]] },
  { text: '日本 \u0000 \ufeff e\u0301 \u{10ffff} </script>', 日本: '👩‍👩‍👧', [' ']: '' },
  { date: '2026-01-01T00:00:00.000Z', number: '1', long: 'a'.repeat(15_000) },
  { deep: nest(15) },
];

function nest(levels: number): JsonObject {
  return levels === 1 ? { end: true } : { in: nest(levels - 1) };
}

const some: Metadata = {
  publicMetadata: { plan: 'pro' },
  privateMetadata: { 'cus.1': ['507f1f77bcf86cd799439011'] },
  metadataVersion: 3,
};

/** A user, an organization and the membership of the one in the other, each with this metadata. */
function rowsWith(n: number, metadata: Metadata) {
  const [ofUser, ofOrganization] = [user(n), organization(n)];
  return {
    user: { ...ofUser, ...metadata },
    organization: { ...ofOrganization, ...metadata },
    membership: { ...membership(n, ofOrganization, ofUser), ...metadata },
  };
}

type Rows = ReturnType<typeof rowsWith>;

function insertsOf(rows: Rows): readonly Change[] {
  return [
    insertChange('users', rows.user),
    insertChange('organizations', rows.organization),
    insertChange('memberships', rows.membership),
  ];
}

function updatesOf(rows: Rows, version: number): readonly Change[] {
  return [
    updateChange('users', rows.user, version),
    updateChange('organizations', rows.organization, version),
    updateChange('memberships', rows.membership, version),
  ];
}

async function readRows({ users, organizations, memberships }: Storage, rows: Rows) {
  const found = [
    await users.findById(rows.user.id),
    await organizations.findById(rows.organization.id),
    await memberships.findById(rows.membership.id),
  ];
  return found.map((row) => foundOrThrow(row, 'a row with metadata'));
}

async function assertStored(storage: Storage, rows: Rows, version: number): Promise<void> {
  const found = await readRows(storage, rows);
  const expected = Object.values(rows).map((value) => ({ value, version }));
  assertSame(found, expected, `the rows at version ${version}`);
  for (const { value } of found)
    assertSame(
      JSON.stringify(value.publicMetadata),
      JSON.stringify(rows.user.publicMetadata),
      'its text',
    );
}

export const metadataRoundTripClauses: readonly Clause[] = [
  clause(
    'ROUNDTRIP-18',
    'Metadata of a user, an organization and a membership keeps every name, every value and their order, as JSON has them.',
    async (storage, { write }) => {
      for (const [n, object] of unusualObjects.entries()) {
        const rows = rowsWith(n, {
          publicMetadata: object,
          privateMetadata: object,
          metadataVersion: 1,
        });
        await write(insertsOf(rows));
        await assertStored(storage, rows, 1);
        const other = unusualObjects[(n + 1) % unusualObjects.length] ?? {};
        const changed = rowsWith(n, {
          publicMetadata: other,
          privateMetadata: object,
          metadataVersion: 2,
        });
        await write(updatesOf(changed, 1));
        await assertStored(storage, changed, 2);
      }
    },
  ),
];

export const metadataVersionClauses: readonly Clause[] = [
  clause(
    'VERSION-10',
    'An update that keeps the metadata leaves the metadata of the row as it is, and replaces everything else.',
    async (storage, { write }) => {
      const bare = rowsWith(1, {});
      await write([...insertsOf(rowsWith(1, some)), ...insertsOf(rowsWith(2, {}))]);
      const updatedAt = atMinute(5);
      const altered = (n: number, metadata: Metadata): Rows => {
        const {
          user: { name: _name, ...person },
          ...rows
        } = rowsWith(n, metadata);
        return {
          user: { ...person, updatedAt },
          organization: { ...rows.organization, updatedAt },
          membership: { ...rows.membership, updatedAt },
        };
      };
      const keep = (change: Change): Change =>
        change.kind === 'update' ? { ...change, keepsMetadata: true } : change;
      for (const n of [1, 2]) await write(updatesOf(altered(n, {}), 1).map(keep));
      await assertStored(storage, altered(1, some), 2);
      await assertStored(storage, altered(2, {}), 2);
      await write(updatesOf(bare, 2));
      await assertStored(storage, bare, 3);
    },
  ),
];

export const metadataReadClauses: readonly Clause[] = [
  clause(
    'READ-81',
    '`organizations.listByMember`, `organizations.list` and `invitations.listPendingByEmail` return organizations without their metadata; `organizations.findBySlug` returns it.',
    async (storage, { write }) => {
      const ada = user(1);
      const bare = organization(1);
      const given = { ...bare, ...some };
      const pending = invitation(1, bare, ada);
      await write([
        insertChange('users', ada),
        insertChange('organizations', given),
        insertChange('memberships', membership(1, bare, ada)),
        insertChange('invitations', pending),
        insertChange('slugs', {
          slug: bare.slug,
          organizationId: bare.id,
          state: 'current',
          since: bare.createdAt,
        }),
      ]);
      const { organizations, invitations } = storage;
      const page = { limit: 10, after: null, skip: 0 };
      const own = await organizations.listByMember(ada.id, page);
      assertSame(
        own.items.map((item) => item.organization),
        [bare],
        'those of a user',
      );
      const all = await organizations.list({ by: 'creation' }, null, page);
      assertSame(all.items, [bare], 'all');
      const { emailKey, invitedAt } = pending;
      const addressee = { id: user(2).id, emailKey };
      const invited = await invitations.listPendingByEmail(addressee, invitedAt, page);
      assertSame(
        invited.items.map((item) => item.organization),
        [bare],
        'those that invite',
      );
      const found = await organizations.findBySlug(bare.slug, null);
      assertSame(found?.organization?.value, given, 'the one with the slug');
    },
  ),

  clause(
    'READ-82',
    '`users.list`, `memberships.listMembers`, `listFormer`, `listActiveByUser` and `listAllByOrganizationsAndUser` return users and memberships without their metadata. Every other read that returns the whole row returns it.',
    async (storage, { write }) => {
      const [bare, given] = [rowsWith(1, {}), rowsWith(1, some)];
      const ended = endedMembership(membership(2, bare.organization, bare.user), bare.user);
      await write([...insertsOf(given), insertChange('memberships', { ...ended, ...some })]);
      const { users, memberships, invitations } = storage;
      const { id: userId, emailKey } = bare.user;
      const { id: organizationId } = bare.organization;
      const page = { limit: 10, after: null, skip: 0 };
      const all = await users.list({ by: 'email', prefix: '' }, null, page);
      assertSame(all.items, [bare.user], 'users');
      const members = await memberships.listMembers(organizationId, null, {}, page);
      assertSame(
        members.items.map((item) => item.membership),
        [bare.membership],
        'members',
      );
      const former = await memberships.listFormer(organizationId, page);
      assertSame(
        former.items.map((item) => item.membership),
        [ended],
        'former members',
      );
      const active = await memberships.listActiveByUser(userId);
      assertSame(active, [{ value: bare.membership, version: 1 }], 'those of a user');
      const both = await memberships.listAllByOrganizationsAndUser([organizationId], userId);
      assertSame(both, [bare.membership, ended], 'those of a user in an organization');

      const whole = {
        organization: { value: given.organization, version: 1 },
        user: { value: given.user, version: 1 },
        membership: { value: given.membership, version: 1 },
      };
      const { user: account, membership: own } = whole;
      assertSame(await users.findByEmailKey(emailKey), account, 'by address');
      assertSame(await memberships.findActive(organizationId, userId), own, 'the active one');
      assertSame(await memberships.findAccess(organizationId, userId), whole, 'the access');
      const answer = await invitations.readForAnswer(organizationId, invitationId(1), userId);
      assertSame(answer.access, whole, 'for an answer');
      const pending = { now: atMinute(0), limit: 1 };
      const inviting = await invitations.readForInviting(organizationId, userId, [], pending);
      assertSame(inviting.access, whole, 'for inviting');
      const stored = await memberships.listAllByOrganization(organizationId, 10);
      assertSame(stored[0], own, 'of an organization');
    },
  ),
];
