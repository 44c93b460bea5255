/** The value that a parse function of the domain returned for generated text. Throws if it refused the text. */
export function parsedOrThrow<T>(text: string, parsed: T | null): T {
  if (parsed === null)
    throw new Error(
      `the arbitrary generated "${text}", but its parse function refuses it; fix the arbitrary`,
    );
  return parsed;
}
