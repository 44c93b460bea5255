// Somebody acts while what lets them act ends. Whoever is told that it has ended may look, and what was not there then
// does not come.
import type { Storage } from '../../../src/index.js';
import { passThrough, type StorageCall } from '../../../src/testing/doubles/index.js';
import { besides, present, type World } from '../../support/guildhall.js';
import type { Guard } from './guards.js';
import { answer, type Race, type Track } from './races.js';

type Step = (world: World) => Promise<unknown>;

export interface InFlight {
  readonly act: Step;
  readonly end: Step;
  /** Whether what was in flight has come. */
  stands(): Promise<boolean>;
}

export interface InFlightCase {
  stage(world: World): Promise<InFlight>;
  /** What the actor is told where the end has come first. */
  readonly refused: readonly string[];
  /** What is told to who would end it, where the actor has come first; `ok` where absent. */
  readonly spared?: string;
  /** Where the actor is held on MongoDB until the end was answered: real concurrency would seldom be as late. */
  readonly heldAt?: (call: StorageCall) => boolean;
}

export const landedAfterwards = 'landed afterwards';

const atCommit = ({ method }: StorageCall) => method === 'commit';

/** What a guard against it is told by, beside its touch and its rule. */
export function inFlight(given: InFlightCase): Pick<Guard, 'race' | 'isHeld' | 'broken'> {
  return { race: raceOf(given), isHeld: true, broken: landedAfterwards };
}

/** In memory schedules find the moment; on MongoDB the actor is held back for it. */
function raceOf(given: InFlightCase): (kind: Track['name']) => Race {
  const { stage, refused, spared = 'ok', heldAt = atCommit } = given;
  return (kind) => async (world) => {
    const { act, end, stands } = await stage(world);
    const ended = signal();
    let stood = true;
    return {
      runners: [
        (one) => act(kind === 'memory' ? one : besides(one, heldUntil(one.storage, ended, heldAt))),
        (one) =>
          end(one)
            .then(async (outcome) => {
              stood = await stands();
              return outcome;
            })
            .finally(ended.give),
      ],
      async verdict(outcomes) {
        if (!stood && (await stands())) return landedAfterwards;
        const [acted, other] = outcomes.map(answer);
        const isRight = stood
          ? acted === 'ok' && [spared, 'ok'].includes(present(other))
          : refused.includes(present(acted)) && other === 'ok';
        return isRight ? null : `${acted}, and then ${other}`;
      },
    };
  };
}

interface Signal {
  readonly given: Promise<void>;
  give(): void;
}

function signal(): Signal {
  let give = (): void => undefined;
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  return { given, give: () => give() };
}

function heldUntil(
  storage: Storage,
  { given }: Signal,
  isHeld: (call: StorageCall) => boolean,
): Storage {
  return passThrough(storage, async (call, proceed) => {
    if (isHeld(call)) await given;
    return proceed();
  });
}
