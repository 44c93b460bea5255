// Runs one sequence of commands on the model and on every setting given, and stops at the first difference.

import type { Policy } from '../../domain/shared/policy.js';
import { policyWith } from '../../domain/shared/policy.js';
import type { Command } from './commands.js';
import { differenceOf, type Fields, isRecord, plain } from './compare.js';
import { dumpOf, shownOf } from './dump.js';
import { type Names, names as newNames } from './names.js';
import {
  answer,
  type Call,
  emptyWorld,
  type ModelAnswer,
  rowsOf,
  violations,
  type World,
} from './reference/index.js';
import { resolved } from './resolve.js';
import { type Setting, type System, systemOn } from './system.js';
import { kidOf, learnTokens, noId } from './tokens.js';
import { lowLimits } from './vocabulary.js';

/** One call of a sequence with the model's answer to it. */
export interface Step {
  readonly call: Call;
  readonly answer: ModelAnswer;
}

/** What a sequence did, command by command, up to the first difference. */
export interface Trace {
  /** Everything that was asked, by the model's names. */
  readonly steps: readonly Step[];
  /** What was first found to differ, in words; null where nothing did. */
  readonly difference: string | null;
}

/** Far enough ahead that no database takes what a sequence writes for something long past. */
const start = Date.UTC(2040, 2, 5, 9, 0, 0, 500);

/** Every command has a moment of its own, so that the journal has one order; none falls on a whole second twice. */
const tick = 5_001;

interface Running {
  readonly world: World;
  readonly systems: readonly System[];
  readonly names: Names;
  readonly steps: Step[];
}

/**
 * Every answer of the first setting is compared with the model's, and every other's with the first one's to the letter;
 * so are all rows in the end. Storages have to be empty.
 */
export async function runSequence(
  commands: readonly Command[],
  settings: readonly Setting[],
): Promise<Trace> {
  const policy: Policy = policyWith(lowLimits);
  const names = newNames();
  const world = emptyWorld(policy, start);
  const systems = settings.map((setting) => systemOn(setting, policy, names));
  const running: Running = { world, systems, names, steps: [] };
  for (const kind of ['user', 'organization', 'invitation']) names.bind(`${kind} 0`, noId);
  for (const command of commands) {
    const difference = await step(running, command);
    if (difference !== null) return { steps: running.steps, difference };
  }
  return { steps: running.steps, difference: await differenceOfRows(running) };
}

async function step(
  { world, systems, names, steps }: Running,
  command: Command,
): Promise<string | null> {
  const keyed = steps.map(({ call }) => call).filter(({ key }) => key !== undefined);
  const call = resolved(command, world, keyed);
  if (call === null) return null;
  world.now += tick;
  for (const key of world.keys) names.bind(key, kidOf(key));
  const moment = { now: world.now, keys: [...world.keys] };
  const asked = inNamesOfSystem(call, names);
  const found: unknown[] = [];
  for (const system of systems) found.push(plain(await system.answer(asked, moment)));
  const expected = answer(world, call);
  steps.push({ call, answer: expected });
  const difference =
    differenceOf(plain(expected), tidy(call, found[0]), sameBy(names)) ??
    betweenSystems(found, systems);
  if (difference !== null) return difference;
  await learnTokens(world, names);
  const [violation] = violations(world);
  return violation === undefined ? null : `the model itself: ${violation}`;
}

function inNamesOfSystem(call: Call, names: Names): Call {
  return JSON.parse(
    JSON.stringify(call, (_name, part: unknown) =>
      typeof part === 'string' ? names.real(part) : part,
    ),
  );
}

function sameBy(names: Names): (expected: unknown, found: unknown) => boolean {
  return (expected, found) =>
    typeof expected === 'string' && typeof found === 'string'
      ? names.agree(expected, found)
      : Object.is(expected, found);
}

function betweenSystems(found: readonly unknown[], systems: readonly System[]): string | null {
  const [first, ...others] = found;
  for (const [index, other] of others.entries()) {
    const name = systems[index + 1]?.name ?? 'another storage';
    const difference = differenceOf(first, other, Object.is, `on ${name} the answer`);
    if (difference !== null) return difference;
  }
  return null;
}

async function differenceOfRows({ world, systems, names }: Running): Promise<string | null> {
  const dumps = await Promise.all(systems.map(({ storage }) => dumpOf(storage, world, names)));
  const [first] = dumps;
  if (first === undefined) return null;
  const shown = plain(shownOf(first, names));
  return (
    differenceOf(plain(rowsOf(world)), shown, sameBy(names), 'in the end the data') ??
    betweenSystems(dumps.map(plain), systems)
  );
}

/** Of an answer what the model has an opinion on. */
function tidy({ verb }: Call, found: unknown): unknown {
  if (verb.startsWith('clock.') || verb.startsWith('keys.')) return { ok: true };
  if (!isRecord(found)) return { ok: true, value: found };
  if (verb === 'relay.runOnce' && isRecord(found['answer'])) {
    return { ok: true, value: { ...found['answer'], mails: found['mails'] } };
  }
  if (verb === 'maintenance.runOnce') return { ok: true, value: found };
  return withoutDetail(verb, found);
}

const detail: ReadonlySet<string> = new Set(['createdAt', 'updatedAt', 'path', 'issues']);

function withoutDetail(verb: string, found: Fields): unknown {
  return JSON.parse(
    JSON.stringify(found, (name, part: unknown) => {
      if (detail.has(name)) return undefined;
      if (name === 'link' && typeof part === 'string')
        return new URL(part).searchParams.get('token');
      if (verb === 'organizations.audit' && isRecord(part) && 'facts' in part) {
        const { at, action, subject } = part;
        return { at, action, subject };
      }
      return part;
    }),
  );
}
