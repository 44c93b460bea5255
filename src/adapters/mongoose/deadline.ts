// A span of time that bounds every wait for the server, which may never answer.

export interface Deadline {
  readonly isOver: boolean;
  /** What the work comes to; throws a `TimeIsOver` where the deadline passes first. The work itself goes on. */
  before<T>(work: Promise<T>): Promise<T>;
  /** Waits up to 2 ms, doubled with each attempt, never above 100 ms, nor beyond the deadline. */
  pause(attempt: number): Promise<void>;
}

export class TimeIsOver extends Error {
  override readonly name = 'TimeIsOver';
}

export async function within<T>(
  seconds: number,
  work: (deadline: Deadline) => Promise<T>,
): Promise<T> {
  const bell = new AbortController();
  const timer = setTimeout(() => bell.abort(), seconds * 1000);
  try {
    return await work(deadlineAt(bell.signal));
  } finally {
    clearTimeout(timer);
  }
}

function deadlineAt(signal: AbortSignal): Deadline {
  const passed = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new TimeIsOver('the deadline has passed')), {
      once: true,
    });
  });
  passed.catch(() => {});
  const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
  return {
    get isOver() {
      return signal.aborted;
    },
    before: (work) => Promise.race([work, passed]),
    pause: (attempt) => {
      const longest = Math.min(100, 2 ** attempt);
      return Promise.race([sleep(Math.random() * longest), passed.catch(() => {})]);
    },
  };
}
