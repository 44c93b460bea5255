// All that can be seen after a step: the rows as the storage answers them, the store as everybody finds it, what keys open.

import type { AuthenticatedKey } from '../../../../src/application/keys/authenticate.js';
import type { AppInStore } from '../../../../src/application/store/store.js';
import type { JournalEntry } from '../../../../src/domain/journal/entry.js';
import { orThrow } from '../../../../src/domain/shared/explain.js';
import type { OperationId } from '../../../../src/domain/shared/ids.js';
import type { Result, Versioned } from '../../../../src/domain/shared/result.js';
import type { Commit } from './ledger.js';
import type { Rows } from './rows.js';
import type { Stage } from './stage.js';

/** What is compared with the rows that the commits should have made. */
export type SeenRows = Pick<
  Rows,
  'organizations' | 'memberships' | 'apps' | 'submissions' | 'apikeys'
>;

export interface Sight {
  readonly rows: SeenRows;
  /** By package name; null where the store does not know it. */
  readonly store: ReadonlyMap<string, AppInStore | null>;
  /** The package names that a search for everything finds. */
  readonly found: readonly string[];
  /** By the id of the key. */
  readonly opened: ReadonlyMap<string, Result<AuthenticatedKey>>;
  /** What the journal has of the step's commits. */
  readonly entries: ReadonlyMap<OperationId, JournalEntry | null>;
}

/** More than a sequence makes. */
const most = 1_000;

export async function seen(
  stage: Stage,
  commits: readonly Commit[],
  texts: ReadonlyMap<string, string>,
): Promise<Sight> {
  const { ledger, watch } = stage;
  const [rows, inStore, found, opened, entries] = await Promise.all([
    rowsSeen(stage),
    Promise.all(
      [...ledger.rows().apps.values()].map(async ({ value: { packageName } }) => {
        const answer = await watch.store.get(null, { packageName });
        return [packageName, answer.ok ? answer.value : null] as const;
      }),
    ),
    watch.store.search(null, { limit: 100 }),
    Promise.all(
      [...texts].map(async ([id, key]) => [id, await watch.keys.authenticate({ key })] as const),
    ),
    Promise.all(
      commits.map(
        async ({ entry }) => [entry.id, await ledger.storage.journal.find(entry.id)] as const,
      ),
    ),
  ]);
  return {
    rows,
    store: new Map(inStore),
    found: orThrow(found).items.map(({ packageName }) => packageName),
    opened: new Map(opened),
    entries: new Map(entries),
  };
}

/** Of every app and organization that there ever was: of what was taken away nothing may be left. */
async function rowsSeen({ ledger, cast }: Stage): Promise<SeenRows> {
  const { storage } = ledger;
  const { apps } = ledger.rows();
  const appIds = [...apps.values()].map(({ value }) => value.id);
  const all = await Promise.all([
    Promise.all(appIds.map((id) => storage.apps.findById(id))),
    Promise.all(appIds.map((id) => storage.submissions.ofApp(id, most))),
    Promise.all(cast.organizations.map((id) => storage.organizations.findById(id))),
    Promise.all(cast.organizations.map((id) => storage.memberships.ofOrganization(id, most))),
    Promise.all(appIds.map((appId) => storage.keys.ofOwner({ kind: 'app', appId }, most))),
    Promise.all(
      cast.organizations.map((organizationId) =>
        storage.keys.ofOwner({ kind: 'organization', organizationId }, most),
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
