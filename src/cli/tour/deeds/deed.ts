import type { RefusalCode } from '../../../domain/shared/refusal.js';
import type { Person } from '../people.js';
import type { Scene } from '../scene.js';
import type { Answer } from '../stage.js';

/** What somebody does in a scenario: one call of a use case. */
export interface Deed<S = Scene, P = Person> {
  /** To follow a person's name. */
  readonly says: string;
  act(scene: S, self: P): Promise<Answer>;
}

export interface Step<S = Scene, P = Person> {
  readonly day: number;
  readonly who: P;
  readonly does: Deed<S, P>;
  /** Absent where it must succeed. */
  readonly refused?: RefusalCode;
}
