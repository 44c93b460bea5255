// Reads everything that can be seen after a step: the rows in the storage, the store, and the results of authentication.

import type { AuthenticatedKey } from '../../../../src/application/keys/authenticate.js';
import type { AppInStore } from '../../../../src/application/store/views.js';
import type { JournalEntry } from '../../../../src/domain/journal/journal-entry.js';
import { orThrow } from '../../../../src/domain/shared/explain.js';
import type { OperationId } from '../../../../src/domain/shared/ids.js';
import type { Result, Versioned } from '../../../../src/domain/shared/result.js';
import type { LoggedCommit } from './commit-log.js';
import type { SequenceEnvironment } from './environment.js';
import type { ExpectedRows } from './expected-rows.js';

/** The rows to compare with those that the commits should have written. */
export type VisibleRows = Pick<
  ExpectedRows,
  'organizations' | 'memberships' | 'apps' | 'submissions' | 'apikeys'
>;

export interface VisibleState {
  readonly rows: VisibleRows;
  /** By package name; null if the store does not show it. */
  readonly store: ReadonlyMap<string, AppInStore | null>;
  /** The package names that a search without text finds. */
  readonly foundPackageNames: readonly string[];
  /** By key id. */
  readonly keyAnswers: ReadonlyMap<string, Result<AuthenticatedKey>>;
  /** The journal entries of the step's commits. */
  readonly entries: ReadonlyMap<OperationId, JournalEntry | null>;
}

/** More rows than a sequence creates. */
const maxRows = 1_000;

export async function readVisibleState(
  environment: SequenceEnvironment,
  commits: readonly LoggedCommit[],
  texts: ReadonlyMap<string, string>,
): Promise<VisibleState> {
  const { commitLog, observer } = environment;
  const [rows, inStore, found, opened, entries] = await Promise.all([
    readVisibleRows(environment),
    Promise.all(
      [...commitLog.rows().apps.values()].map(async ({ value: { packageName } }) => {
        const answer = await observer.store.get(null, { packageName });
        return [packageName, answer.ok ? answer.value : null] as const;
      }),
    ),
    observer.store.search(null, { limit: 100 }),
    Promise.all(
      [...texts].map(async ([id, key]) => [id, await observer.keys.authenticate({ key })] as const),
    ),
    Promise.all(
      commits.map(
        async ({ entry }) =>
          [entry.id, await commitLog.storage.journal.findById(entry.id)] as const,
      ),
    ),
  ]);
  return {
    rows,
    store: new Map(inStore),
    foundPackageNames: orThrow(found).items.map(({ packageName }) => packageName),
    keyAnswers: new Map(opened),
    entries: new Map(entries),
  };
}

/** Reads the rows of every app and organization that ever existed, since removed ones must leave no rows. */
async function readVisibleRows({
  commitLog,
  participants,
}: SequenceEnvironment): Promise<VisibleRows> {
  const { storage } = commitLog;
  const { apps } = commitLog.rows();
  const appIds = [...apps.values()].map(({ value }) => value.id);
  const all = await Promise.all([
    Promise.all(appIds.map((id) => storage.apps.findById(id))),
    Promise.all(appIds.map((id) => storage.submissions.listAllByApp(id, maxRows))),
    Promise.all(participants.organizations.map((id) => storage.organizations.findById(id))),
    Promise.all(
      participants.organizations.map((id) =>
        storage.memberships.listAllByOrganization(id, maxRows),
      ),
    ),
    Promise.all(
      appIds.map((appId) => storage.apiKeys.listByOwner({ kind: 'app', appId }, maxRows)),
    ),
    Promise.all(
      participants.organizations.map((organizationId) =>
        storage.apiKeys.listByOwner({ kind: 'organization', organizationId }, maxRows),
      ),
    ),
  ]);
  const [ofApps, submissions, organizations, memberships, keysOfApps, keysOfOrganizations] = all;
  return {
    apps: byId(ofApps),
    submissions: byId(submissions.flat()),
    organizations: byId(organizations),
    memberships: byId(memberships.flat()),
    apikeys: byId([...keysOfApps, ...keysOfOrganizations].flat()),
  };
}

function byId<T extends { readonly id: string }>(
  rows: readonly (Versioned<T> | null)[],
): ReadonlyMap<string, Versioned<T>> {
  return new Map(rows.flatMap((row) => (row === null ? [] : [[row.value.id, row]])));
}
