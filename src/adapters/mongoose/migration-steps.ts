// The steps that bring the documents of earlier releases to this one.

import type { MigrationStep } from '../../ports/migration.js';
import type { Database } from './database.js';

/**
 * A step over the documents of a database. It runs while services of the previous release write. It may run several times,
 * also at once, and may end at any statement: so it changes only documents that still need it, and leaves none that the
 * previous release cannot read. If it changes a field that the previous release writes, it raises the `version` of the row
 * in the same statement.
 */
export interface DatabaseStep extends MigrationStep {
  run(database: Database): Promise<void>;
}

/** All steps, from version 1 on, without a gap: at most one in a release. */
export const migrationSteps: readonly DatabaseStep[] = [];
