// Races of a command against the end of the permission that it needs. After the end is confirmed, the command may not
// take effect.
import type { Storage } from '../../../src/index.js';
import { interceptStorage, type StorageCall } from '../../../src/testing/doubles/index.js';
import { assertPresent, createSecondService, type World } from '../../support/world.js';
import { answerWordOf, type Race, type RaceBackend } from './races.js';
import type { VersionGuard } from './version-guards.js';

type InFlightStep = (world: World) => Promise<unknown>;

export interface InFlight {
  readonly act: InFlightStep;
  readonly end: InFlightStep;
  /** Whether the command has taken effect. */
  hasTakenEffect(): Promise<boolean>;
}

export interface InFlightCase {
  stage(world: World): Promise<InFlight>;
  /** The refusals that the actor may get if the end comes first. */
  readonly allowedRefusals: readonly string[];
  /** The refusal of the end if the command comes first; by default the end succeeds. */
  readonly endRefusal?: string;
  /** The call at which the actor is held on MongoDB until the end is done, since real concurrency would rarely hit this moment. By default the commit. */
  readonly heldAt?: (call: StorageCall) => boolean;
}

export const tookEffectAfterwards = 'took effect afterwards';

const isCommitCall = ({ method }: StorageCall) => method === 'commit';

/** The race, the timing and the violation of a version guard. */
export function inFlightGuard(
  given: InFlightCase,
): Pick<VersionGuard, 'race' | 'isHeld' | 'expectedViolation'> {
  return { race: inFlightRace(given), isHeld: true, expectedViolation: tookEffectAfterwards };
}

/** In memory, schedules find the moment. On MongoDB the actor is held until the moment. */
function inFlightRace(given: InFlightCase): (kind: RaceBackend['name']) => Race {
  const { stage, allowedRefusals, endRefusal = 'ok', heldAt = isCommitCall } = given;
  return (kind) => async (world) => {
    const { act, end, hasTakenEffect } = await stage(world);
    const ended = createSignal();
    let tookEffect = true;
    return {
      runners: [
        (one) =>
          act(
            kind === 'memory'
              ? one
              : createSecondService(one, holdCallsUntil(one.storage, ended, heldAt)),
          ),
        (one) =>
          end(one)
            .then(async (outcome) => {
              tookEffect = await hasTakenEffect();
              return outcome;
            })
            .finally(ended.give),
      ],
      async findViolation(outcomes) {
        if (!tookEffect && (await hasTakenEffect())) return tookEffectAfterwards;
        const [acted, other] = outcomes.map(answerWordOf);
        const isRight = tookEffect
          ? acted === 'ok' && [endRefusal, 'ok'].includes(assertPresent(other))
          : allowedRefusals.includes(assertPresent(acted)) && other === 'ok';
        return isRight ? null : `${acted}, and then ${other}`;
      },
    };
  };
}

interface Signal {
  readonly given: Promise<void>;
  give(): void;
}

function createSignal(): Signal {
  let give = (): void => undefined;
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  return { given, give: () => give() };
}

function holdCallsUntil(
  storage: Storage,
  { given }: Signal,
  isHeld: (call: StorageCall) => boolean,
): Storage {
  return interceptStorage(storage, async (call, proceed) => {
    if (isHeld(call)) await given;
    return proceed();
  });
}
