// The clauses on the metadata of rows.

import type { JsonObject } from '../../domain/shared/json.js';
import type { Metadata } from '../../domain/shared/metadata.js';
import { insertChange, updateChange } from '../row-changes.js';
import { assertInserted } from './assert-inserted.js';
import { assertSame } from './assertions.js';
import { type Clause, clause } from './clause.js';
import { invitation, membership, organization, user } from './fixtures.js';

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

export const metadataRoundTripClauses: readonly Clause[] = [
  clause(
    'ROUNDTRIP-18',
    'Metadata of an organization keeps every name, every value and their order, as JSON has them.',
    async (storage, { write }) => {
      const rows = unusualObjects.map((object, n) =>
        organization(n, { publicMetadata: object, privateMetadata: object, metadataVersion: 1 }),
      );
      const changes = rows.map((row) => insertChange('organizations', row));
      await write(changes);
      await assertInserted(storage, changes);
      for (const [n, row] of rows.entries()) {
        const object = unusualObjects[(n + 1) % unusualObjects.length] ?? {};
        const changed = { ...row, publicMetadata: object, metadataVersion: 2 };
        await write([updateChange('organizations', changed, 1)]);
        const read = await storage.organizations.findById(row.id);
        assertSame(read?.value, changed, 'as updated');
        assertSame(JSON.stringify(read?.value.publicMetadata), JSON.stringify(object), 'its text');
      }
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
];
