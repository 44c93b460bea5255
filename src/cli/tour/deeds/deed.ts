import type { Person } from '../people.js';
import type { Scene } from '../scene.js';
import type { Answer } from '../stage.js';

/** What somebody does in a scenario: one call of a use case. */
export interface Deed {
  /** To follow a person's name. */
  readonly says: string;
  act(scene: Scene, self: Person): Promise<Answer>;
}
