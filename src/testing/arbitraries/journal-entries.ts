import fc from 'fast-check';
import {
  type Answer,
  actions,
  type CommandEntry,
  type FenceEntry,
  type JournalEntry,
  subjectKinds,
} from '../../domain/journal/entry.js';
import { actors } from './actors.js';
import { dates } from './dates.js';
import { facts } from './facts.js';
import { hexText, operationIds, organizationIds } from './ids.js';
import { record } from './records.js';

/** Entries of commands and fences. */
export function journalEntries(): fc.Arbitrary<JournalEntry> {
  return fc.oneof({ weight: 4, arbitrary: commandEntries() }, fenceEntries());
}

/** Entries with any facts, of no organization, one or several, with and without an idempotency key. */
export function commandEntries(): fc.Arbitrary<CommandEntry> {
  return fc.record(
    {
      kind: fc.constant('command'),
      id: operationIds(),
      at: dates(),
      actor: actors(),
      action: fc.constantFrom(...actions),
      subject: record({ kind: fc.constantFrom(...subjectKinds), id: hexText(24) }),
      organizations: fc.uniqueArray(organizationIds(), { maxLength: 3 }),
      facts: fc.array(facts(), { maxLength: 5 }),
      inputDigest: hexText(64).map((digest) => `k1.${digest}`),
      answer: answers(),
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
        'organizations',
        'facts',
        'answer',
      ],
    },
  );
}

/** Entries that stand where a lost command can no longer happen. */
export function fenceEntries(): fc.Arbitrary<FenceEntry> {
  return record({ kind: fc.constant('fence'), id: operationIds(), at: dates() });
}

const answerNames = ['userId', 'organizationId', 'membershipId', 'invitationId'];

function answers(): fc.Arbitrary<Answer> {
  return fc.dictionary(fc.constantFrom(...answerNames), hexText(24), { noNullPrototype: true });
}
