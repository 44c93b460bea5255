// Deadlines of calls and transactions. Each wait for the server ends at the deadline, even if the server never answers.

import { StorageError } from '../../ports/storage-error.js';
import type { WithDatabase } from './database-access.js';

/** Seconds. */
export const defaultCallDeadline = 15;
export const defaultCommitDeadline = 5;

/** The same access, for calls that are given up after this many seconds. What was sent is not taken back. */
export function withCallDeadline(withDatabase: WithDatabase, seconds: number): WithDatabase {
  return (work) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(noAnswerError(seconds)), seconds * 1000);
      withDatabase(work)
        .finally(() => clearTimeout(timer))
        .then(resolve, reject);
    });
}

function noAnswerError(seconds: number): StorageError {
  return new StorageError(
    'unavailable',
    `MongoDB did not answer for ${seconds} seconds (callDeadline); try again.`,
  );
}

export interface TransactionDeadline {
  readonly hasPassed: boolean;
  /** The result of the work. Throws a `DeadlineExceededError` if the deadline passes first; the work itself continues. */
  race<T>(work: Promise<T>): Promise<T>;
  /** Waits a random time, at most 2^attempt ms and at most 100 ms. Ends early at the deadline. `attempt` starts at 1. */
  backoff(attempt: number): Promise<void>;
}

export class DeadlineExceededError extends Error {
  override readonly name = 'DeadlineExceeded';
}

export async function passDeadlineTo<T>(
  seconds: number,
  work: (deadline: TransactionDeadline) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), seconds * 1000);
  try {
    return await work(toDeadline(controller.signal));
  } finally {
    clearTimeout(timer);
  }
}

function toDeadline(signal: AbortSignal): TransactionDeadline {
  const passed = new Promise<never>((_resolve, reject) => {
    signal.addEventListener(
      'abort',
      () => reject(new DeadlineExceededError('the deadline has passed')),
      {
        once: true,
      },
    );
  });
  passed.catch(() => {});
  const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
  return {
    get hasPassed() {
      return signal.aborted;
    },
    race: (work) => Promise.race([work, passed]),
    backoff: (attempt) => {
      const maxPauseMs = Math.min(100, 2 ** attempt);
      return Promise.race([sleep(Math.random() * maxPauseMs), passed.catch(() => {})]);
    },
  };
}
