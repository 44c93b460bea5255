// A use case as tests call it, with any actor and input.
import type { Guildhall } from '../../../src/index.js';

/** The ids of the rows that valid inputs name. */
export interface UseCaseSampleIds {
  readonly organizationId: string;
  readonly userId: string;
  readonly invitationId: string;
  readonly token: string;
  readonly appId: string;
  readonly submissionId: string;
  readonly keyId: string;
}

export interface UseCase {
  readonly name: string;
  /** Whether it only reads. */
  readonly isQuery: boolean;
  validInput(named: UseCaseSampleIds): Readonly<Record<string, unknown>>;
  /** Calls it with an untyped actor and input. */
  call(guildhall: Guildhall, actor: unknown, input: unknown): Promise<unknown>;
}

/** The name of a use case: its service and its method. */
type UseCaseName = {
  [S in keyof Guildhall & string]: `${S}.${keyof Guildhall[S] & string}`;
}[keyof Guildhall & string];

function createUseCase(
  name: UseCaseName,
  validInput: UseCase['validInput'],
  isQuery: boolean,
): UseCase {
  return {
    name,
    isQuery,
    validInput,
    async call(guildhall, actor, input) {
      const [service = '', method = ''] = name.split('.');
      return Reflect.apply(Reflect.get(Reflect.get(guildhall, service), method), null, [
        actor,
        input,
      ]);
    },
  };
}

export const commandUseCase = (name: UseCaseName, validInput: UseCase['validInput']): UseCase =>
  createUseCase(name, validInput, false);
export const queryUseCase = (name: UseCaseName, validInput: UseCase['validInput']): UseCase =>
  createUseCase(name, validInput, true);
