// Versions of what a storage keeps. A release whose rows differ from those of the release before has a step that brings
// stored rows to its version.

/** A step from one version of the stored rows to the next. */
export interface MigrationStep {
  /** The version after the step. */
  readonly to: number;
  /** What the step changes, in one sentence. */
  readonly summary: string;
}

/** What `migrate()` of a storage has done. */
export interface Migration {
  /** The version of the rows before, at least 1. */
  readonly from: number;
  /** The version of the rows now. */
  readonly to: number;
  /** The steps that this call has made, in order; empty if the rows had this version already. */
  readonly steps: readonly MigrationStep[];
}

/** The version of rows from before there were versions. */
export const firstVersion = 1;

/** The version of rows after all of these steps. */
export function versionAfter(steps: readonly MigrationStep[]): number {
  return steps.at(-1)?.to ?? firstVersion;
}

/** Those of the steps that rows of this version still need. */
export function stepsAfter<S extends MigrationStep>(
  version: number,
  steps: readonly S[],
): readonly S[] {
  return steps.filter(({ to }) => to > version);
}
