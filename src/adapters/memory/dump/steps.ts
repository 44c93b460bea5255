// How the rows of dumps of earlier releases become rows of this one.

import type { MigrationStep } from '../../../ports/migration.js';

/** The rows of a dump by collection, as JSON, before they are checked. */
export type DumpedRows = Readonly<Record<string, unknown>>;

/** Makes rows of the version `to` from rows of the version before. */
export interface DumpStep extends MigrationStep {
  run(rows: DumpedRows): DumpedRows;
}

/** All steps, from version 1 on, without a gap. */
export const dumpSteps: readonly DumpStep[] = [];
