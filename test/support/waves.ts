// How deep the reads of a use case depend on each other. A wave is every call that needs no answer of another call still
// to come: the calls of a wave are held until nothing else can go on, and their answers until the last one is there.
// So the number of waves is the depth of the dependencies, on a storage of any speed.
import type { Storage } from '../../src/index.js';
import { passThrough, type StorageCall } from '../../src/testing/doubles/index.js';

/** The methods of WebCrypto that work on other threads, each wrapped to count the calls under way. */
const cryptoMethods = ['decrypt', 'deriveBits', 'digest', 'encrypt', 'importKey', 'sign', 'verify'];
let cryptoCalls = 0;
for (const name of cryptoMethods) {
  const method: unknown = Reflect.get(crypto.subtle, name);
  if (typeof method !== 'function') throw new Error(`WebCrypto has no ${name}`);
  Object.defineProperty(crypto.subtle, name, {
    configurable: true,
    async value(...given: readonly unknown[]) {
      cryptoCalls += 1;
      try {
        return await Reflect.apply(method, crypto.subtle, given);
      } finally {
        cryptoCalls -= 1;
      }
    },
  });
}

/** Resolves once nothing can go on without an answer of the storage. */
async function everythingWaits(): Promise<void> {
  do await new Promise(setImmediate);
  while (cryptoCalls > 0);
}

interface OpenWave {
  readonly released: Promise<void>;
  readonly answers: Promise<unknown>[];
}

/** The storage, asked in waves. `onCall` hears of each call, and whether a wave begins with it. */
export function inWaves(
  storage: Storage,
  onCall: (call: StorageCall, isFirst: boolean) => void,
): Storage {
  let wave: OpenWave | null = null;
  const release = async () => {
    await everythingWaits();
    wave = null;
  };
  return passThrough(storage, async (call, proceed) => {
    onCall(call, wave === null);
    wave ??= { released: release(), answers: [] };
    const { released, answers } = wave;
    const answer = released.then(proceed);
    answers.push(answer);
    await released;
    await Promise.allSettled(answers);
    return answer;
  });
}

export function nameOfCall({ port, method }: StorageCall): string {
  return port === 'storage' ? method : `${port}.${method}`;
}

export interface WavedStorage extends Storage {
  /** The calls of each wave, by name. */
  readonly waves: readonly (readonly string[])[];
}

export function wavedStorage(storage: Storage): WavedStorage {
  const waves: string[][] = [];
  const waved = inWaves(storage, (call, isFirst) => {
    if (isFirst) waves.push([]);
    waves.at(-1)?.push(nameOfCall(call));
  });
  return { ...waved, waves };
}
