// Arbitraries for journal entries.

import fc from 'fast-check';
import {
  actions,
  type CommandEntry,
  type FenceEntry,
  type JournalEntry,
  journalSubjectKinds,
  type ReplayIds,
} from '../../domain/journal/journal-entry.js';
import { actors } from './actors.js';
import { dates } from './dates.js';
import { domainEvents } from './domain-events.js';
import { hexTexts, operationIds, organizationIds } from './ids.js';
import { record } from './records.js';

/** Journal entries: of commands, and fences. */
export function journalEntries(): fc.Arbitrary<JournalEntry> {
  return fc.oneof({ weight: 4, arbitrary: commandEntries() }, fenceEntries());
}

/** Entries of commands with any events, for up to three organizations, with and without an idempotency key. */
export function commandEntries(): fc.Arbitrary<CommandEntry> {
  return fc.record(
    {
      kind: fc.constant('command'),
      id: operationIds(),
      at: dates(),
      actor: actors(),
      action: fc.constantFrom(...actions),
      subject: record({ kind: fc.constantFrom(...journalSubjectKinds), id: hexTexts(24) }),
      auditOrganizationIds: fc.uniqueArray(organizationIds(), { maxLength: 3 }),
      events: fc.array(domainEvents(), { maxLength: 5 }),
      inputDigest: hexTexts(64).map((digest) => `k1.${digest}`),
      callId: operationIds(),
      replayIds: replayIds(),
    },
    {
      noNullPrototype: true,
      requiredKeys: [
        'kind',
        'id',
        'at',
        'actor',
        'action',
        'subject',
        'auditOrganizationIds',
        'events',
        'replayIds',
      ],
    },
  );
}

function fenceEntries(): fc.Arbitrary<FenceEntry> {
  return record({ kind: fc.constant('fence'), id: operationIds(), at: dates() });
}

const sampleReplayIdNames = ['userId', 'organizationId', 'membershipId', 'invitationId'];

function replayIds(): fc.Arbitrary<ReplayIds> {
  return fc.dictionary(fc.constantFrom(...sampleReplayIdNames), hexTexts(24), {
    noNullPrototype: true,
  });
}
