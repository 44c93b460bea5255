// Files with one JSON object a line.

import { readFile } from 'node:fs/promises';

export interface Line {
  /** From 1, as editors count. */
  readonly line: number;
  /** Trimmed, and not empty. */
  readonly content: string;
}

/** What a file is to hold, and how somebody names another one. */
interface Wanted {
  /** Such as `--input`. */
  readonly option: string;
  /** What stands on a line. */
  readonly what: string;
  readonly example: string;
}

/** Every line that is not blank. Throws an error for people where there is nothing to read. */
export async function readLines(
  path: string,
  { option, what, example }: Wanted,
): Promise<readonly Line[]> {
  const bytes = await readFile(path).catch((fault) => cannotRead(path, option, fault));
  const lines = linesIn(decode(bytes, path));
  if (lines.length === 0) {
    throw new Error(`${path} holds no rows; give it ${what} a line, such as ${example}.`);
  }
  return lines;
}

function cannotRead(path: string, option: string, fault: unknown): never {
  const reason = fault instanceof Error && 'code' in fault ? faults[String(fault.code)] : undefined;
  throw new Error(
    `${path} ${reason ?? 'cannot be read'}; name a file with ${option} that holds one JSON object a line.`,
    { cause: fault },
  );
}

const faults: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  EISDIR: 'is a folder',
  EACCES: 'may not be read by this user',
};

function decode(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new Error(`${path} is not text in UTF-8; save it so and try again.`, { cause });
  }
}

export function linesIn(text: string): readonly Line[] {
  return text
    .split('\n')
    .map((content, index) => ({ content: content.trim(), line: index + 1 }))
    .filter(({ content }) => content !== '');
}

/** Undefined where the text is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
