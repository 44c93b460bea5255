// Reads files that hold one JSON object per line.

import { readFile } from 'node:fs/promises';

export interface NumberedLine {
  /** Counted from 1, as in editors. */
  readonly line: number;
  /** The line's text, trimmed; never empty. */
  readonly content: string;
}

/** What the error messages say about a file: its option, and what each line must hold. */
interface LineFileSpec {
  /** Such as `--input`. */
  readonly option: string;
  /** What each line holds, such as `one app`. */
  readonly what: string;
  readonly example: string;
}

/** Returns every line that is not blank. Throws an error for the user if the file cannot be read or has no such line. */
export async function readLines(
  path: string,
  { option, what, example }: LineFileSpec,
): Promise<readonly NumberedLine[]> {
  const bytes = await readFile(path).catch((fault) => throwUnreadable(path, option, fault));
  const lines = numberedLines(decodeUtf8(bytes, path));
  if (lines.length === 0) {
    throw new Error(`${path} holds no rows; give it ${what} per line, such as ${example}.`);
  }
  return lines;
}

function throwUnreadable(path: string, option: string, fault: unknown): never {
  const reason =
    fault instanceof Error && 'code' in fault ? readFaultTexts[String(fault.code)] : undefined;
  throw new Error(
    `${path} ${reason ?? 'cannot be read'}; name a file with ${option} that holds one JSON object per line.`,
    { cause: fault },
  );
}

const readFaultTexts: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  EISDIR: 'is a folder',
  EACCES: 'may not be read by this user',
};

function decodeUtf8(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new Error(`${path} is not text in UTF-8; save it as UTF-8 and try again.`, { cause });
  }
}

export function numberedLines(text: string): readonly NumberedLine[] {
  return text
    .split('\n')
    .map((content, index) => ({ content: content.trim(), line: index + 1 }))
    .filter(({ content }) => content !== '');
}
