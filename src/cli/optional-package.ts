/** Loads an optional package. If it is missing, throws an error that names the command that installs it. */
export async function loadOptionalPackage<T>(
  load: () => Promise<T>,
  installCommand: string,
): Promise<T> {
  try {
    return await load();
  } catch (cause) {
    if (!isMissingModule(cause)) throw cause;
    throw new Error(
      `This command needs packages that are not installed; run "${installCommand}" and try again.`,
      {
        cause,
      },
    );
  }
}

function isMissingModule(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND';
}
