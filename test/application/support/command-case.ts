// What a command case is: the rows to prepare, and the command to run on them.

import type { Guildhall } from '../../../src/guildhall.js';
import type {
  Action,
  CommandOptions,
  RefusalCode,
  RefusalOf,
  Result,
  ReviewerActor,
  UserActor,
} from '../../../src/index.js';
import type { World } from '../../support/world.js';

/** Runs the command on a service, which may use another storage than the one it was staged on. */
export type RunCommand = (
  guildhall: Guildhall,
  options?: CommandOptions,
) => Promise<Result<unknown, RefusalOf<RefusalCode>>>;
/** A command whose rows are in the storage. */
export interface StagedCommand {
  readonly run: RunCommand;
  /** Runs the same command as the same actor with another input. */
  readonly runWithOtherInput: RunCommand;
  /** The acting user; null if the embedding service acts. */
  readonly actor: UserActor | ReviewerActor | null;
}

export interface CommandCase {
  readonly name: string;
  readonly action: Action;
  /** The number of read waves, if it needs more than two. */
  readonly waves?: number;
  /** Set if the embedding service acts, although others may use the command too. */
  readonly isBySystem?: true;
  stage(world: World): Promise<StagedCommand>;
}
