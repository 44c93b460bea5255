// Values are returned as they were written.

import fc from 'fast-check';
import { channelOfMessage } from '../../domain/journal/outbox-message.js';
import { claimDelivery, queuedDelivery } from '../../domain/shared/delivery-lease-and-retry.js';
import type { Operation } from '../../ports/storage.js';
import {
  commandEntries,
  dates,
  invitations,
  journalEntries,
  memberships,
  messages,
  operations,
  organizations,
  slugRecords,
  users,
} from '../arbitraries/index.js';
import { insertChange, updateChange } from '../row-changes.js';
import { apiKey, app, submission } from './app-fixtures.js';
import { assertInserted, findVersionedSlugRecord } from './assert-inserted.js';
import { assertSame } from './assertions.js';
import { type ClauseGroup, clause, propertyClause } from './clause.js';
import {
  displayNameOrThrow,
  invitation,
  leaseId,
  membership,
  organization,
  slugRecord,
  user,
} from './fixtures.js';
import { metadataRoundTripClauses } from './metadata.js';
import { roleNameClause } from './role-names.js';
import { appRoundTripClauses } from './round-trip-apps.js';
import { longestRowsClause } from './round-trip-longest.js';
import { userIdClause } from './user-ids.js';

/** Operations with their changes in any order. */
function shuffledOperations(): fc.Arbitrary<Operation> {
  return operations().chain((operation) => {
    const { changes } = operation;
    return fc
      .shuffledSubarray([...changes], { minLength: changes.length })
      .map((shuffled) => ({ ...operation, changes: shuffled }));
  });
}

export const roundTripGroup: ClauseGroup = {
  name: 'ROUNDTRIP',
  summary: 'values are returned as they were written',
  clauses: [
    propertyClause(
      'ROUNDTRIP-1',
      'A user is returned as it was inserted or updated, by id and by e-mail key.',
      fc.tuple(users(), users()),
      async (storage, [first, other], { write }) => {
        const second = { ...other, id: first.id };
        await write([insertChange('users', first)]);
        assertSame(await storage.users.findById(first.id), { value: first, version: 1 }, 'by id');
        await write([updateChange('users', second, 1)]);
        const expected = { value: second, version: 2 };
        assertSame(await storage.users.findByEmailKey(second.emailKey), expected, 'by e-mail key');
      },
    ),

    propertyClause(
      'ROUNDTRIP-2',
      'An organization is returned as it was inserted or updated.',
      fc.tuple(organizations(), organizations()),
      async (storage, [first, other], { write }) => {
        const second = { ...other, id: first.id };
        const read = () => storage.organizations.findById(first.id);
        await write([insertChange('organizations', first)]);
        assertSame(await read(), { value: first, version: 1 }, 'as inserted');
        await write([updateChange('organizations', second, 1)]);
        assertSame(await read(), { value: second, version: 2 }, 'as updated');
      },
    ),

    propertyClause(
      'ROUNDTRIP-3',
      'A membership is returned as it was inserted or updated.',
      fc.tuple(memberships(), memberships()),
      async (storage, [first, other], { write }) => {
        const second = { ...other, id: first.id };
        const read = () => storage.memberships.findById(first.id);
        await write([insertChange('memberships', first)]);
        assertSame(await read(), { value: first, version: 1 }, 'as inserted');
        await write([updateChange('memberships', second, 1)]);
        assertSame(await read(), { value: second, version: 2 }, 'as updated');
      },
    ),

    propertyClause(
      'ROUNDTRIP-4',
      'An invitation in any state is returned as it was inserted or updated.',
      fc.tuple(invitations(), invitations()),
      async (storage, [first, other], { write }) => {
        const second = { ...other, id: first.id };
        const read = () => storage.invitations.findById(first.id);
        await write([insertChange('invitations', first)]);
        assertSame(await read(), { value: first, version: 1 }, 'as inserted');
        await write([updateChange('invitations', second, 1)]);
        assertSame(await read(), { value: second, version: 2 }, 'as updated');
      },
    ),

    propertyClause(
      'ROUNDTRIP-5',
      'A slug of any form, current or former, is reported as taken and finds its organization; its record is returned as it was inserted or updated.',
      fc.tuple(slugRecords(), slugRecords()),
      async (storage, [record, other], { write }) => {
        const owner = organization(1, { id: record.organizationId });
        const second = { ...other, slug: record.slug, organizationId: owner.id };
        await write([insertChange('slugs', record), insertChange('organizations', owner)]);
        assertSame(
          await findVersionedSlugRecord(storage, record),
          { value: record, version: 1 },
          'as inserted',
        );
        await write([updateChange('slugs', second, 1)]);
        assertSame(
          await findVersionedSlugRecord(storage, second),
          { value: second, version: 2 },
          'as updated',
        );
        assertSame(
          await storage.slugs.listTaken([record.slug]),
          [record.slug],
          'whether it is taken',
        );
        const found = await storage.organizations.findBySlug(record.slug, null);
        assertSame(found?.organization?.value, owner, 'the organization of the slug');
      },
    ),

    propertyClause(
      'ROUNDTRIP-6',
      'A journal entry with any events and any actor is returned as it was written.',
      journalEntries(),
      async (storage, entry, { write }) => {
        await write([], { journal: entry });
        assertSame(await storage.journal.findById(entry.id), entry, 'the entry');
      },
    ),

    propertyClause(
      'ROUNDTRIP-7',
      'The journal list of an organization returns an entry as it was written.',
      commandEntries(),
      async (storage, given, { write }) => {
        const entry = {
          ...given,
          auditOrganizationIds: [organization(1).id, ...given.auditOrganizationIds],
        };
        await write([], { journal: entry });
        const pageRequest = { limit: 10, after: null, skip: 0 };
        const { items } = await storage.journal.listByOrganization(organization(1).id, pageRequest);
        assertSame(items, [entry], 'the list');
      },
    ),

    propertyClause(
      'ROUNDTRIP-8',
      'A claim returns a message as it was written, except for its delivery.',
      fc.tuple(messages(), dates()),
      async (storage, [given, due], { write }) => {
        const message = { ...given, delivery: queuedDelivery(due) };
        await write([], { messages: [message] });
        const lease = { id: leaseId(1), until: due };
        const expected = { ...message, delivery: claimDelivery(message.delivery, lease) };
        const claim = { now: due, lease, channel: channelOfMessage(message), limit: 1 };
        assertSame(
          await storage.outbox.claim(claim),
          [{ kind: 'message', id: message.id, message: expected }],
          'the claimed message',
        );
      },
    ),

    propertyClause(
      'ROUNDTRIP-9',
      'After a commit of many inserts in any order, all rows and the journal entry can be read.',
      shuffledOperations(),
      async (storage, operation) => {
        await storage.commit(operation);
        assertSame(
          await storage.journal.findById(operation.journal.id),
          operation.journal,
          'the entry',
        );
        await assertInserted(storage, operation.changes);
      },
    ),

    clause(
      'ROUNDTRIP-10',
      'An absent field stays absent: it becomes neither null nor undefined.',
      async (storage, { write }) => {
        const { name: _name, ...nameless } = user(1);
        const { profile, ...rest } = organization(1);
        const bare = { ...rest, profile: { contactEmail: profile.contactEmail } };
        const changes = [
          insertChange('users', nameless),
          insertChange('organizations', bare),
          insertChange('memberships', membership(1, bare, nameless)),
          insertChange('invitations', invitation(1, bare, nameless)),
          insertChange('slugs', slugRecord('mentra', bare)),
          insertChange('apps', app(1)),
          insertChange('submissions', submission(1, app(1))),
          insertChange('apikeys', apiKey(1, { kind: 'organization', organizationId: bare.id })),
        ];
        await write(changes);
        await assertInserted(storage, changes);
      },
    ),

    clause(
      'ROUNDTRIP-11',
      'A date keeps its milliseconds, from 1970 to the end of 2199.',
      async (storage, { write }) => {
        const times = [
          0,
          1,
          999,
          Date.UTC(2026, 1, 28, 23, 59, 59, 999),
          Date.UTC(2199, 11, 31) - 1,
        ];
        const changes = times.map((time, n) =>
          insertChange(
            'users',
            user(n, { createdAt: new Date(time), updatedAt: new Date(time + 1) }),
          ),
        );
        await write(changes);
        await assertInserted(storage, changes);
      },
    ),

    clause(
      'ROUNDTRIP-12',
      'Text keeps every character: any script, characters beyond U+FFFF, NUL, line breaks, and its normalization form.',
      async (storage, { write }) => {
        const texts = [
          '日本',
          'हिन्दी',
          '𠮷野家',
          'ผู้ใช้',
          '👩‍👩‍👧',
          'a\u0000b\r\n\t',
          'e\u0301 é',
          '\ufeff\u200b',
          '$set',
          'a.b',
          '\u{10ffff}',
        ];
        const changes = texts.map((description, n) =>
          insertChange(
            'organizations',
            organization(n, {
              name: displayNameOrThrow(`${n} 日本 Ελλάδα`),
              profile: { ...organization(n).profile, description },
            }),
          ),
        );
        await write(changes);
        await assertInserted(storage, changes);
      },
    ),

    ...appRoundTripClauses,
    userIdClause,
    roleNameClause,
    ...metadataRoundTripClauses,
    longestRowsClause,
  ],
};
