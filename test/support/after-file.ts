// What is closed after each test file. Modules stay loaded for several files, so a hook of their own would run for the
// first one only.

const tasks: (() => unknown)[] = [];

/** Runs `task` after this test file. The last one that was given runs first. */
export function afterFile(task: () => unknown): void {
  tasks.push(task);
}

export async function runAfterFileTasks(): Promise<void> {
  const faults: unknown[] = [];
  for (const task of tasks.splice(0).reverse()) {
    try {
      await task();
    } catch (fault) {
      faults.push(fault);
    }
  }
  if (faults.length > 0) throw new AggregateError(faults, 'not everything was closed');
}
