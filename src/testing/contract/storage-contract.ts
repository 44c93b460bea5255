// The storage contract: every clause, by group.

import type { ClauseGroup } from './clause.js';
import { commitGroup } from './commit.js';
import { detachedGroup } from './detached.js';
import { journalGroup } from './journal.js';
import { keyUsageGroup } from './key-usage.js';
import { migrateGroup } from './migrate.js';
import { outboxGroup } from './outbox.js';
import { pageGroup } from './page.js';
import { pruneGroup } from './prune.js';
import { raceGroup } from './race.js';
import { readGroup } from './read.js';
import { roundTripGroup } from './round-trip.js';
import { storageErrorGroup } from './storage-errors.js';
import { uniqueGroup } from './unique.js';
import { versionGroup } from './version.js';
import { worldGroup } from './worlds.js';

/** All clauses of the contract, for test runners that `describeStorageContract` does not fit. */
export const storageContract: readonly ClauseGroup[] = [
  roundTripGroup,
  versionGroup,
  uniqueGroup,
  commitGroup,
  detachedGroup,
  raceGroup,
  pageGroup,
  readGroup,
  worldGroup,
  keyUsageGroup,
  outboxGroup,
  pruneGroup,
  journalGroup,
  migrateGroup,
  storageErrorGroup,
];
