// Keys that differ in one way only are different keys.

import { packageNameOrThrow } from '../../domain/app/package-name.js';
import type { UserId } from '../../domain/shared/ids.js';
import { slugOrThrow } from '../../domain/slug/slug.js';
import type { Change, UniqueConstraint } from '../../ports/storage.js';
import { insertChange } from '../row-changes.js';
import { app, appId, submission } from './app-fixtures.js';
import { assertSame, outcomeOfCall } from './assertions.js';
import type { Clause } from './clause.js';
import {
  emailFields,
  externalIdOrThrow,
  invitation,
  membership,
  organization,
  slugRecord,
  user,
  userIdOrThrow,
} from './fixtures.js';

/** One differs from the next at its end, at its beginning, by case, or by a sign. */
const ids: readonly UserId[] = [
  ...['ab', 'a.b', 'a-b', 'a_b', 'AB', 'Ab', 'ab1', '1ab', '1', '01'],
  ...[`${'u'.repeat(127)}1`, `${'u'.repeat(127)}2`, `1${'u'.repeat(127)}`],
].map(userIdOrThrow);

const longHost = `${'a'.repeat(60)}.${'b'.repeat(60)}.${'c'.repeat(57)}.example`;
const addresses = [
  ...['ab', 'a.b', 'a-b', 'a_b', 'ab1', '1ab', 'é', 'É', 'e', 'fi', '\ufb01'].map(
    (local) => `${local}@example.org`,
  ),
  ...[`ab@${longHost}.org`, `ab@${longHost}.net`],
];
const externalIds = ['ab', 'a.b', 'a-b', 'a_b', 'AB', `${'x'.repeat(127)}1`, `${'x'.repeat(127)}2`];
const slugs = ['ab0', 'a-b0', 'ab1', `${'s'.repeat(38)}1`, `${'s'.repeat(38)}2`];
const packageNames = ['org.ab', 'org.a_b', `org.${'x'.repeat(195)}1`, `org.${'x'.repeat(195)}2`];

const [mentra, ada] = [organization(1), user(1)];

/** Of each constraint, rows with keys that look the same; `n` tells them apart otherwise. */
const alike: Readonly<Partial<Record<UniqueConstraint, readonly ((n: number) => Change)[]>>> = {
  'users.id': ids.map((id) => (n) => insertChange('users', user(n, { id }))),
  'users.email': addresses.map((text) => (n) => insertChange('users', user(n, emailFields(text)))),
  'organizations.personal': ids.map(
    (personalOf) => (n) => insertChange('organizations', organization(n, { personalOf })),
  ),
  'organizations.external_id': externalIds.map((text) => (n) => {
    const externalId = externalIdOrThrow(text);
    return insertChange('organizations', organization(n, { externalId }));
  }),
  'memberships.organization_user': [
    ...ids.map((id) => (n: number) => insertChange('memberships', membership(n, mentra, { id }))),
    (n) => insertChange('memberships', membership(n, organization(2), { id: user(1).id })),
    (n) => insertChange('memberships', membership(n, organization(16), { id: user(1).id })),
  ],
  'invitations.pending': [
    ...addresses.map(
      (text) => (n: number) =>
        insertChange('invitations', invitation(n, mentra, ada, emailFields(text))),
    ),
    (n) =>
      insertChange(
        'invitations',
        invitation(n, organization(2), ada, emailFields('ab@example.org')),
      ),
  ],
  'slugs.id': slugs.map(
    (text) => (n) => insertChange('slugs', slugRecord(slugOrThrow(text), organization(n))),
  ),
  'apps.package_name': packageNames.map((text) => (n) => {
    const packageName = packageNameOrThrow(text);
    return insertChange('apps', app(n, { packageName }));
  }),
  'submissions.open': [1, 2, 17, 18].map(
    (id) => (n) => insertChange('submissions', submission(n, app(id, { id: appId(id) }))),
  ),
};

export const alikeKeysClause: Clause = {
  id: 'UNIQUE-24',
  statement:
    'Keys that differ in one way only do not conflict: at their last or first character, however long they are, in case, in an accent, in form or in a sign.',
  async check({ runCheck }) {
    for (const [constraint, inserts] of Object.entries(alike)) {
      await runCheck(async (_storage, { write }) => {
        for (const [n, insert] of inserts.entries()) {
          const change = insert(100 + n);
          const what = `${constraint}: an insert of ${JSON.stringify(change)} beside similar keys`;
          assertSame(await outcomeOfCall(write([change])), 'done', what);
        }
        for (const [n, insert] of inserts.entries()) {
          const change = insert(200 + n);
          const what = `an insert of ${JSON.stringify(change)} under a key that is taken`;
          assertSame(await outcomeOfCall(write([change])), constraint, what);
        }
      });
    }
  },
};
