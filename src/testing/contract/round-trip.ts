import fc from 'fast-check';
import { claimed, queued } from '../../domain/shared/delivery.js';
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
import { insertOf, updateOf } from './changes.js';
import { clause, type Family, property } from './clause.js';
import { same } from './expectations.js';
import { mustStand, storedSlug } from './must-stand.js';
import { roundTripOfApps } from './round-trip-apps.js';
import {
  invitation,
  leaseId,
  membership,
  name,
  organization,
  slugRecord,
  user,
} from './specimens.js';
import { apiKey, app, submission } from './specimens-of-apps.js';

/** Each operation with its changes in any order. */
function shuffledOperations(): fc.Arbitrary<Operation> {
  return operations().chain((operation) => {
    const { changes } = operation;
    return fc
      .shuffledSubarray([...changes], { minLength: changes.length })
      .map((shuffled) => ({ ...operation, changes: shuffled }));
  });
}

export const roundTrip: Family = {
  name: 'ROUNDTRIP',
  about: 'what goes in comes out',
  clauses: [
    property(
      'ROUNDTRIP-1',
      'A user comes out as inserted, and as updated, by id and by e-mail key.',
      fc.tuple(users(), users()),
      async (storage, [first, other], { write }) => {
        const second = { ...other, id: first.id };
        await write([insertOf('users', first)]);
        same(await storage.users.findById(first.id), { value: first, version: 1 }, 'by id');
        await write([updateOf('users', second, 1)]);
        const expected = { value: second, version: 2 };
        same(await storage.users.findByEmailKey(second.emailKey), expected, 'by e-mail key');
      },
    ),

    property(
      'ROUNDTRIP-2',
      'An organization comes out as inserted, and as updated.',
      fc.tuple(organizations(), organizations()),
      async (storage, [first, other], { write }) => {
        const second = { ...other, id: first.id };
        const read = () => storage.organizations.findById(first.id);
        await write([insertOf('organizations', first)]);
        same(await read(), { value: first, version: 1 }, 'as inserted');
        await write([updateOf('organizations', second, 1)]);
        same(await read(), { value: second, version: 2 }, 'as updated');
      },
    ),

    property(
      'ROUNDTRIP-3',
      'A membership comes out as inserted, and as updated.',
      fc.tuple(memberships(), memberships()),
      async (storage, [first, other], { write }) => {
        const second = { ...other, id: first.id };
        const read = () => storage.memberships.findById(first.id);
        await write([insertOf('memberships', first)]);
        same(await read(), { value: first, version: 1 }, 'as inserted');
        await write([updateOf('memberships', second, 1)]);
        same(await read(), { value: second, version: 2 }, 'as updated');
      },
    ),

    property(
      'ROUNDTRIP-4',
      'An invitation in any state comes out as inserted, and as updated.',
      fc.tuple(invitations(), invitations()),
      async (storage, [first, other], { write }) => {
        const second = { ...other, id: first.id };
        const read = () => storage.invitations.findById(first.id);
        await write([insertOf('invitations', first)]);
        same(await read(), { value: first, version: 1 }, 'as inserted');
        await write([updateOf('invitations', second, 1)]);
        same(await read(), { value: second, version: 2 }, 'as updated');
      },
    ),

    property(
      'ROUNDTRIP-5',
      'A slug of any form, current or former, is taken and leads to its organization; its record comes out as inserted, and as updated.',
      fc.tuple(slugRecords(), slugRecords()),
      async (storage, [record, other], { write }) => {
        const owner = organization(1, { id: record.organizationId });
        const second = { ...other, slug: record.slug, organizationId: owner.id };
        await write([insertOf('slugs', record), insertOf('organizations', owner)]);
        same(await storedSlug(storage, record), { value: record, version: 1 }, 'as inserted');
        await write([updateOf('slugs', second, 1)]);
        same(await storedSlug(storage, second), { value: second, version: 2 }, 'as updated');
        same(await storage.slugs.taken([record.slug]), [record.slug], 'whether it is taken');
        const led = await storage.organizations.findBySlug(record.slug, null);
        same(led?.organization?.value, owner, 'where it leads');
      },
    ),

    property(
      'ROUNDTRIP-6',
      'A journal entry with any facts, of any actor, comes out as it was written.',
      journalEntries(),
      async (storage, entry, { write }) => {
        await write([], { journal: entry });
        same(await storage.journal.find(entry.id), entry, 'the entry');
      },
    ),

    property(
      'ROUNDTRIP-7',
      'An entry in an organization’s list is the one that was written.',
      commandEntries(),
      async (storage, given, { write }) => {
        const entry = { ...given, organizations: [organization(1).id, ...given.organizations] };
        await write([], { journal: entry });
        const keyset = { limit: 10, after: null, skip: 0 };
        const { items } = await storage.journal.listByOrganization(organization(1).id, keyset);
        same(items, [entry], 'the list');
      },
    ),

    property(
      'ROUNDTRIP-8',
      'A message comes out of a claim as it was written, but for its delivery.',
      fc.tuple(messages(), dates()),
      async (storage, [given, due], { write }) => {
        const message = { ...given, delivery: queued(due) };
        await write([], { messages: [message] });
        const lease = { id: leaseId(1), until: due };
        const expected = { ...message, delivery: claimed(message.delivery, lease) };
        const claim = { now: due, lease, limit: 1 };
        same(
          await storage.outbox.claim(claim),
          [{ kind: 'message', id: message.id, message: expected }],
          'what was claimed',
        );
      },
    ),

    property(
      'ROUNDTRIP-9',
      'An operation of many rows, whatever the order of its changes, is there after its commit.',
      shuffledOperations(),
      async (storage, operation) => {
        await storage.commit(operation);
        same(await storage.journal.find(operation.journal.id), operation.journal, 'the entry');
        await mustStand(storage, operation.changes);
      },
    ),

    clause(
      'ROUNDTRIP-10',
      'A field that is absent stays absent: it becomes neither null nor undefined.',
      async (storage, { write }) => {
        const { name: _name, ...nameless } = user(1);
        const { profile, ...rest } = organization(1);
        const bare = { ...rest, profile: { contactEmail: profile.contactEmail } };
        const changes = [
          insertOf('users', nameless),
          insertOf('organizations', bare),
          insertOf('memberships', membership(1, bare, nameless)),
          insertOf('invitations', invitation(1, bare, nameless)),
          insertOf('slugs', slugRecord('mentra', bare)),
          insertOf('apps', app(1)),
          insertOf('submissions', submission(1, app(1))),
          insertOf('apikeys', apiKey(1, { kind: 'organization', organizationId: bare.id })),
        ];
        await write(changes);
        await mustStand(storage, changes);
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
          insertOf('users', user(n, { createdAt: new Date(time), updatedAt: new Date(time + 1) })),
        );
        await write(changes);
        await mustStand(storage, changes);
      },
    ),

    clause(
      'ROUNDTRIP-12',
      'Text keeps every character: any script, characters outside the basic plane, NUL, line breaks, and the normal form it came in.',
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
          insertOf(
            'organizations',
            organization(n, {
              name: name(`${n} 日本 Ελλάδα`),
              profile: { ...organization(n).profile, description },
            }),
          ),
        );
        await write(changes);
        await mustStand(storage, changes);
      },
    ),

    ...roundTripOfApps,
  ],
};
