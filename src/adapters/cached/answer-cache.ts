import { LRUCache } from 'lru-cache';

/** How old answers may be, and how many are kept. */
export interface CacheOptions {
  /** How many seconds an answer may be old: 5; above 0, at most 300. */
  readonly maxAge?: number;
  /** How many answers of each kind are kept: 10,000; a whole number from 1 to 10,000,000. */
  readonly max?: number;
  /** Milliseconds that only ever grow; the platform's own where absent. */
  readonly elapsed?: () => number;
}

const defaultAge = 5;
const longestAge = 300;
const defaultMax = 10_000;
const mostAnswers = 10_000_000;

/** Ids and slugs that an answer speaks of; whatever else stands among them speaks of nobody. */
type Subjects = readonly unknown[];

/** Answers to questions, forgotten when they grow old or when somebody writes what they speak of. */
export interface AnswerCache {
  /** A kind of question; `subjectsOf` says what an answer speaks of. */
  kind<T>(subjectsOf: (question: readonly unknown[], answer: T) => Subjects): Asked<T>;
  /** Forgets every answer that speaks of one of these, those under way too; all where null. */
  forget(subjects: readonly string[] | null): void;
}

/** The answer that is kept, or the one that `ask` gives. */
type Asked<T> = (question: readonly unknown[], ask: () => Promise<T>) => Promise<T>;

interface Kept<T> {
  readonly answer: T;
  readonly subjects: Subjects;
  /** How many writes had been seen when the question was asked. */
  readonly askedAt: number;
}

export function answerCache({
  maxAge = defaultAge,
  max = defaultMax,
  elapsed = () => performance.now(),
}: CacheOptions): AnswerCache {
  if (!(maxAge > 0 && maxAge <= longestAge)) {
    throw new RangeError(`maxAge is ${maxAge}; it takes seconds above 0, at most ${longestAge}`);
  }
  if (!Number.isInteger(max) || max < 1 || max > mostAnswers) {
    throw new RangeError(`max is ${max}; it takes a whole number from 1 to ${mostAnswers}`);
  }
  const ttl = maxAge * 1000;
  let writes = 0;
  /** Answers to what was asked before this write are not given any more. */
  let floor = 0;
  /** By subject, the last write that concerned it. What does not fit any more raises the floor. */
  const lastWrites = new LRUCache<string, number>({
    max,
    dispose(write, _subject, reason) {
      if (reason === 'evict') floor = Math.max(floor, write);
    },
  });

  const isFresh = ({ askedAt, subjects }: Kept<unknown>) =>
    askedAt >= floor &&
    subjects.every(
      (subject) => typeof subject !== 'string' || (lastWrites.get(subject) ?? 0) <= askedAt,
    );

  return {
    kind<T>(subjectsOf: (question: readonly unknown[], answer: T) => Subjects): Asked<T> {
      const answers = new LRUCache<string, Kept<T>>({
        max,
        ttl,
        // Looked at with every answer. A start of 0 would mean none.
        ttlResolution: 0,
        perf: { now: () => elapsed() + 1 },
      });
      return async (question, ask) => {
        const key = JSON.stringify(question);
        const kept = answers.get(key);
        if (kept !== undefined && isFresh(kept)) return structuredClone(kept.answer);
        const askedAt = writes;
        const begun = elapsed();
        const answer = await ask();
        const age = elapsed() - begun;
        const subjects = subjectsOf(question, answer);
        const fresh = { answer: structuredClone(answer), subjects, askedAt };
        if (age < ttl && isFresh(fresh)) answers.set(key, fresh, { ttl: ttl - age });
        return answer;
      };
    },
    forget(subjects) {
      writes += 1;
      if (subjects === null) floor = writes;
      for (const subject of subjects ?? []) lastWrites.set(subject, writes);
    },
  };
}
