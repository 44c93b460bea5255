import type { AppScene } from '../apps/scene.js';
import type { Player } from '../people.js';
import type { Deed } from './deed.js';

/** What somebody does with an app. */
export type AppDeed = Deed<AppScene, Player>;
