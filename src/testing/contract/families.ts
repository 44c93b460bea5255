// Every clause that a storage must keep, by family.

import type { Family } from './clause.js';
import { commit } from './commit.js';
import { detached } from './detached.js';
import { fault } from './fault.js';
import { journal } from './journal.js';
import { note } from './note.js';
import { outbox } from './outbox.js';
import { page } from './page.js';
import { prune } from './prune.js';
import { race } from './race.js';
import { read } from './read.js';
import { roundTrip } from './round-trip.js';
import { unique } from './unique.js';
import { version } from './version.js';

/** The whole contract, for runners of another kind than `describeStorageContract` takes. */
export const families: readonly Family[] = [
  roundTrip,
  version,
  unique,
  commit,
  detached,
  race,
  page,
  read,
  note,
  outbox,
  prune,
  journal,
  fault,
];
