// A release in files: the rows that it stored, what it answered about them, and the shape of its documents.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mongo } from 'mongoose';
import type { AnsweredCall } from './calls.js';
import type { StoredShape } from './stored-shape.js';

const { EJSON } = mongo.BSON;

/** Documents by collection. */
export type FrozenDocuments = Readonly<Record<string, readonly mongo.Document[]>>;

export interface FrozenRelease {
  /** The version of the package. */
  readonly release: string;
  /** The version of its rows in MongoDB. */
  readonly rowVersion: number;
  readonly validatorRevision: number;
  /** The time after the last row. */
  readonly now: Date;
  readonly questions: readonly AnsweredCall[];
  readonly commands: readonly AnsweredCall[];
  readonly documents: FrozenDocuments;
  readonly dump: unknown;
  readonly shape: StoredShape;
}

const frozenFolder = join(import.meta.dirname, 'releases');

/** The frozen releases, the oldest first. */
export function frozenReleases(folder: string = frozenFolder): readonly FrozenRelease[] {
  return readdirSync(folder)
    .sort((one, other) => one.localeCompare(other, 'en', { numeric: true }))
    .map((release) => readRelease(folder, release));
}

/** The release that may run beside this one. */
export function newestRelease(): FrozenRelease {
  const newest = frozenReleases().at(-1);
  if (newest === undefined) throw new Error('no release is frozen; run `npm run freeze`');
  return newest;
}

function readRelease(folder: string, release: string): FrozenRelease {
  const read = (name: string) => readFileSync(join(folder, release, `${name}.json`), 'utf8');
  const { now, ...calls } = JSON.parse(read('calls'));
  return {
    ...calls,
    release,
    now: new Date(now),
    documents: EJSON.parse(read('mongodb'), { relaxed: false }),
    dump: JSON.parse(read('memory')),
    shape: JSON.parse(read('shape')),
  };
}

/** Writes a release once. Throws if it is there: then it may have been published. */
export function writeRelease(
  { release, documents, dump, shape, ...calls }: FrozenRelease,
  folder: string = frozenFolder,
): void {
  const own = join(folder, release);
  if (existsSync(own)) {
    throw new Error(
      `${release} is frozen already, in ${own}. Rows of a published release never change. If this release was not ` +
        'published, remove the folder and run the command again.',
    );
  }
  mkdirSync(own, { recursive: true });
  const write = (name: string, value: unknown) =>
    writeFileSync(join(own, `${name}.json`), `${inLines(JSON.parse(JSON.stringify(value)))}\n`);
  write('calls', calls);
  write('mongodb', EJSON.serialize(documents, { relaxed: false }));
  write('memory', dump);
  write('shape', shape);
}

/** JSON with one element of a list a line, so that a difference names a row. */
function inLines(value: unknown): string {
  if (Array.isArray(value)) return `[\n${value.map((item) => JSON.stringify(item)).join(',\n')}\n]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).map(
    ([name, part]) => `${JSON.stringify(name)}: ${inLines(part)}`,
  );
  return `{\n${fields.join(',\n')}\n}`;
}
