// Plays the scenarios of all organizations, day by day: within a day each organization for itself, several at once.

import type { Step } from './deeds/deed.js';
import { nameOf, type Person, type Player } from './people.js';
import type { Scene } from './scene.js';
import { faultOfGuildhall, type Refused } from './stage.js';

/** So many organizations at once: enough to keep a storage busy. */
const atOnce = 16;

/** Where in which input something happens. */
interface Placed {
  readonly line: number;
  /** Such as `line 7`. */
  readonly place: string;
}

export interface Part<S extends Placed = Scene, P extends Person | Player = Person> {
  readonly scene: S;
  readonly scenario: readonly Step<S, P>[];
}

/** One day of every scenario; answers with what was refused. Throws where an answer is not as the scenario has it. */
export async function playDay(
  parts: readonly Part[],
  day: number,
  onStep: () => void,
): Promise<readonly Refused[]> {
  const refused: Refused[] = [];
  await forEachOf(parts, async (part) => {
    refused.push(...(await playPart(part, day, onStep)));
  });
  return refused;
}

/** One day of one scenario, as `playDay`. */
export async function playPart<S extends Placed, P extends Person | Player>(
  { scene, scenario }: Part<S, P>,
  day: number,
  onStep: () => void,
): Promise<readonly Refused[]> {
  const refused: Refused[] = [];
  for (const step of scenario.filter((one) => one.day === day)) {
    const refusal = await playStep(scene, step);
    if (refusal !== null) refused.push(refusal);
    onStep();
  }
  return refused;
}

async function playStep<S extends Placed, P extends Person | Player>(
  scene: S,
  { who, does, refused }: Step<S, P>,
): Promise<Refused | null> {
  const answer = await does.act(scene, who);
  const code = answer.ok ? undefined : answer.refusal.code;
  const what = capitalized(`${nameOf(who)} ${does.says}`);
  if (code !== refused) throw new Error(unexpected(`${scene.place}: ${what}`, refused, code));
  return code === undefined ? null : { line: scene.line, code, what };
}

function unexpected(what: string, wanted: string = 'done', got: string = 'done'): string {
  return `${what}: this was to be ${wanted} and was ${got}. ${faultOfGuildhall}`;
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Runs `work` for every item, several at once. After a failure nothing new is begun, and it is thrown when all is quiet. */
export async function forEachOf<T>(
  items: readonly T[],
  work: (item: T) => Promise<void>,
): Promise<void> {
  const waiting = items.values();
  const failures: unknown[] = [];
  const worker = async () => {
    for (const item of waiting) {
      if (failures.length > 0) return;
      await work(item).catch((failure: unknown) => failures.push(failure));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  if (failures.length > 0) throw failures[0];
}
