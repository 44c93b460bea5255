// Counts how deep the reads of a use case depend on each other. A wave is all calls that do not need the result of another
// pending call. The calls of a wave are held until no other call can start, and their results until all have arrived. So
// the number of waves is the depth of the dependencies, however fast the storage is.
import type { Storage } from '../../src/index.js';
import { interceptStorage, type StorageCall } from '../../src/testing/doubles/index.js';

/** The methods of WebCrypto that run on other threads. Each is wrapped to count its running calls. */
const cryptoMethods = ['decrypt', 'deriveBits', 'digest', 'encrypt', 'importKey', 'sign', 'verify'];
let cryptoCalls = 0;
for (const name of cryptoMethods) {
  const method: unknown = Reflect.get(crypto.subtle, name);
  if (typeof method !== 'function') throw new Error(`WebCrypto has no method ${name}.`);
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

/** Resolves when everything that runs waits for a result of the storage. */
async function waitUntilAllBlocked(): Promise<void> {
  do await new Promise(setImmediate);
  while (cryptoCalls > 0);
}

interface OpenReadWave {
  readonly released: Promise<void>;
  readonly results: Promise<unknown>[];
}

/** Calls the storage in waves. `onCall` is called for each call, with whether it is the first of its wave. */
export function callInWaves(
  storage: Storage,
  onCall: (call: StorageCall, isFirst: boolean) => void,
): Storage {
  let wave: OpenReadWave | null = null;
  const release = async () => {
    await waitUntilAllBlocked();
    wave = null;
  };
  return interceptStorage(storage, async (call, proceed) => {
    onCall(call, wave === null);
    wave ??= { released: release(), results: [] };
    const { released, results } = wave;
    const result = released.then(() => proceed());
    results.push(result);
    await released;
    await Promise.allSettled(results);
    return result;
  });
}

function callName({ port, method }: StorageCall): string {
  return port === 'storage' ? method : `${port}.${method}`;
}

export interface WaveCountingStorage extends Storage {
  /** The names of the calls of each wave. */
  readonly waves: readonly (readonly string[])[];
}

export function waveCountingStorage(storage: Storage): WaveCountingStorage {
  const waves: string[][] = [];
  const waved = callInWaves(storage, (call, isFirst) => {
    if (isFirst) waves.push([]);
    waves.at(-1)?.push(callName(call));
  });
  return { ...waved, waves };
}
