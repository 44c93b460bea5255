/** Loads an optional package; throws a sentence with the command that installs it where it is missing. */
export async function needed<T>(load: () => Promise<T>, install: string): Promise<T> {
  try {
    return await load();
  } catch (cause) {
    if (!isMissingModule(cause)) throw cause;
    throw new Error(`This needs packages that are not installed; run "${install}" and try again.`, {
      cause,
    });
  }
}

function isMissingModule(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND';
}
