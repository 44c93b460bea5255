// The apps of a large database, with their submissions, keys and messages: enough of them that a read without its index
// would examine thousands.

import { objectIds } from '../../src/adapters/web/index.js';
import { newId } from '../../src/application/use-case/new-id.js';
import type { ApiKey } from '../../src/domain/app/api-key.js';
import type { App } from '../../src/domain/app/app.js';
import { messageIdOf } from '../../src/domain/journal/outbox-message.js';
import type { Organization } from '../../src/domain/organization/organization.js';
import { lanes, type Submission } from '../../src/domain/review/submission.js';
import {
  parseApiKeyId,
  parseAppId,
  parseOperationId,
  parseSubmissionId,
} from '../../src/domain/shared/ids.js';
import type { User } from '../../src/domain/user/user.js';
import {
  apiKey,
  app,
  claimFields,
  publishedApp,
  submission,
} from '../../src/testing/contract/app-fixtures.js';
import {
  atMinute,
  displayNameOrThrow,
  emailWithKeyOrThrow,
  notificationMessage,
} from '../../src/testing/contract/fixtures.js';
import { insertChange } from '../../src/testing/row-changes.js';
import type { RowGroup } from './world.js';

/** What the reads of apps ask about. */
export interface AppWorld {
  /** An app with many submissions and keys. */
  readonly busyApp: App;
  readonly apps: readonly App[];
  readonly submissions: readonly Submission[];
  readonly keys: readonly ApiKey[];
  readonly groups: readonly RowGroup[];
}

const ids = objectIds();

const states = [
  'waiting_for_review',
  'in_review',
  'changes_requested',
  'pending_second_approval',
  'approved',
] as const;

/** All apps belong to the organization, and the user tests and reviews a part of them. */
export function createAppRows(count: number, owner: Organization, person: User): AppWorld {
  const numbers = Array.from({ length: count }, (_, n) => n + 1);
  const apps = numbers.map((n) => createAppRow(n, owner, person));
  const [busyApp] = apps;
  if (busyApp === undefined) throw new Error('There is no app.');
  const open = apps.map((one, n) => openSubmission(n, one, owner, person));
  const closed = numbers.slice(0, 100).map((n) => closedSubmission(n, busyApp, owner));
  const keys = numbers.map((n) =>
    apiKey(
      n,
      n % 2 === 0
        ? { kind: 'app', appId: busyApp.id }
        : { kind: 'organization', organizationId: owner.id },
      { id: newId(ids, parseApiKeyId) },
    ),
  );
  const changes = [
    ...apps.map((row) => insertChange('apps', row)),
    ...[...open, ...closed].map((row) => insertChange('submissions', row)),
    ...keys.map((row) => insertChange('apikeys', row)),
  ];
  const messages = numbers.map((n) => createMessage(n));
  return { busyApp, apps, submissions: open, keys, groups: [{ changes, messages }] };
}

/** Of ten apps seven are in the store, one is a draft, one was deleted and one archived. A third need a camera, every second is about translation, and every tenth is about birds. */
function createAppRow(n: number, owner: Organization, person: User): App {
  const id = newId(ids, parseAppId);
  const testers = n % 2 === 0 ? [emailWithKeyOrThrow(person.email)] : [];
  const about = { id, organizationId: owner.id, testers };
  if (n % 10 === 1) return app(n, about);
  if (n % 10 === 2) return app(n, { ...about, deletedAt: atMinute(n) });
  if (n % 10 === 3)
    return app(n, { ...about, deletedAt: atMinute(n), archivedAt: atMinute(n), testers: [] });
  return publishedApp(n, about, {
    publisher: { organizationId: owner.id, name: displayNameOrThrow('A publisher') },
    description: `It ${n % 2 === 0 ? 'translates' : 'counts'} ${n % 10 === 0 ? 'birds' : 'words'}`,
    hardwareRequirements: n % 3 === 0 ? [{ type: 'CAMERA', level: 'REQUIRED' }] : [],
  });
}

/** A third are due at the same time, and half of the claims are over. */
function openSubmission(n: number, of: App, owner: Organization, person: User): Submission {
  const state = states[n % states.length] ?? 'approved';
  return submission(n + 1, of, {
    id: newId(ids, parseSubmissionId),
    organizationId: owner.id,
    state,
    lane: lanes[n % 3] ?? 'new',
    dueAt: atMinute(n % 3 === 0 ? 0 : n),
    ...(state === 'in_review' ? claimFields(person.id, atMinute(n % 2 === 0 ? 30 : 90)) : {}),
    ...(state === 'approved' ? { approvedUntil: atMinute(n) } : {}),
  });
}

function closedSubmission(n: number, of: App, owner: Organization): Submission {
  return submission(n, of, {
    id: newId(ids, parseSubmissionId),
    organizationId: owner.id,
    state: n % 2 === 0 ? 'superseded' : 'withdrawn',
    releasedAt: atMinute(n),
  });
}

/** Half are due, and half were sent. */
function createMessage(n: number) {
  const id = messageIdOf(newId(ids, parseOperationId), 0);
  return notificationMessage(newId(ids, parseOperationId), 0, {
    id,
    createdAt: atMinute(n),
    ...(n % 2 === 0 ? { delivery: { state: 'sent', attempts: 1 } as const } : {}),
  });
}
