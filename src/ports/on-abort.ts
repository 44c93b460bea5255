// One listener for each abort signal, however many commands share it. Platforms warn about a signal with many listeners.

interface Listening {
  readonly callbacks: Set<() => void>;
  stop(): void;
}

const listeningBySignal = new WeakMap<AbortSignal, Listening>();

/** Whether a value is an `AbortSignal`, of whatever platform or polyfill. */
export function isAbortSignal(value: unknown): value is AbortSignal {
  const methods = ['addEventListener', 'removeEventListener', 'throwIfAborted'];
  return (
    typeof value === 'object' &&
    value !== null &&
    methods.every((method) => typeof Reflect.get(value, method) === 'function')
  );
}

/** Calls back once when the signal aborts. Returns a function that ends this. */
export function onAbort(signal: AbortSignal, callback: () => void): () => void {
  const { callbacks, stop } = listeningBySignal.get(signal) ?? startListening(signal);
  callbacks.add(callback);
  return () => {
    if (callbacks.delete(callback) && callbacks.size === 0) stop();
  };
}

function startListening(signal: AbortSignal): Listening {
  const callbacks = new Set<() => void>();
  const stop = () => {
    signal.removeEventListener('abort', callAll);
    listeningBySignal.delete(signal);
  };
  function callAll(): void {
    const waiting = [...callbacks];
    callbacks.clear();
    stop();
    for (const callback of waiting) callback();
  }
  signal.addEventListener('abort', callAll);
  const listening = { callbacks, stop };
  listeningBySignal.set(signal, listening);
  return listening;
}
