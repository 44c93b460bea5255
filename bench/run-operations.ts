// Measures the operations of all subjects, in turns.

import { type BenchmarkData, createOperationInputs } from './benchmark-data.js';
import { measureInRounds, type Task } from './measure.js';
import { closeAfter, openSubject } from './open-subjects.js';
import type { BenchmarkOperation } from './operations.js';
import type { Measurement } from './report/ratios.js';
import { memorySubjects, type SubjectName, subjectNames, subjectTitles } from './subjects.js';

export interface OperationSettings {
  readonly seconds: number;
  readonly rounds: number;
  readonly callers: readonly number[];
  print(line: string): void;
}

/** In memory so many operations fit into a turn that it can be short. */
const memoryShare = 0.25;

export function measureOperations(
  uri: string,
  data: BenchmarkData,
  chosen: readonly BenchmarkOperation[],
  { seconds, rounds, callers, print }: OperationSettings,
): Promise<readonly Measurement[]> {
  return closeAfter(async (opened) => {
    if (chosen.length === 0) return [];
    const subjects: SubjectInTurns[] = [];
    for (const name of subjectNames) {
      print(`writing the rows: ${subjectTitles[name]}`);
      const { subject } = opened(await openSubject(name, uri, data));
      // Each has inputs of its own, so that no input is used twice.
      const inputs = createOperationInputs(data);
      const share = memorySubjects.some((one) => one === name) ? memoryShare : 1;
      const run = (operation: BenchmarkOperation) => () => operation.run(subject, data, inputs);
      subjects.push({ key: name, seconds: seconds * share, run });
    }
    const measured = chosen.flatMap((operation) =>
      callers.map((count) => ({ operation, callers: count })),
    );
    const tasks = measured.map(
      ({ operation, callers: count }): Task => ({
        title: operation.title,
        callers: count,
        contestants: subjects.map(({ run, ...one }) => ({ ...one, once: run(operation) })),
      }),
    );
    const slices = await measureInRounds(tasks, rounds, print);
    return measured.map((one, index) => ({ ...one, slices: slices[index] ?? new Map() }));
  });
}

interface SubjectInTurns {
  readonly key: SubjectName;
  readonly seconds: number;
  run(operation: BenchmarkOperation): () => Promise<void>;
}
