// The metadata of an organization, a membership or a user: what the embedding service keeps with it. How it is merged.

import type { JsonObject } from './json.js';
import type { Issue } from './refusal.js';
import { utf8ByteLength } from './text.js';

/** The metadata of a row. All fields are absent until the embedding service sets the first value. */
export interface Metadata {
  /**
   * At most 16 kB of JSON; only the embedding service writes it. Absent if empty. That of an organization is for its members,
   * that of a membership for its member and those who may read members, that of a user for that user.
   */
  readonly publicMetadata?: JsonObject;
  /** At most 16 kB of JSON. Only the embedding service sees and writes it. Absent if empty. */
  readonly privateMetadata?: JsonObject;
  /** How often the two have changed. Nothing else raises it. */
  readonly metadataVersion?: number;
}

/** The fields of the metadata of a row. */
export const metadataFieldNames: readonly (keyof Metadata)[] = [
  'publicMetadata',
  'privateMetadata',
  'metadataVersion',
];

/** The two objects of metadata. */
export const metadataKinds = ['public', 'private'] as const;
export type MetadataKind = (typeof metadataKinds)[number];

/** New values of one or both objects. */
export type MetadataObjects = { readonly [K in MetadataKind]?: JsonObject };

const fieldNames = { public: 'publicMetadata', private: 'privateMetadata' } as const;

/** One of the two objects of a row; empty if it is absent. */
export function metadataOf(row: Metadata, kind: MetadataKind): JsonObject {
  return row[fieldNames[kind]] ?? {};
}

const maxMetadataBytes = 16_384;

/** The issue of an object that is too large. Null if it is not. */
export function metadataSizeIssue(kind: MetadataKind, object: JsonObject): Issue | null {
  if (/* ORG-78 */ utf8ByteLength(JSON.stringify(object)) <= maxMetadataBytes) return null;
  const message = `the metadata, with what is there already, can have at most ${maxMetadataBytes} bytes as JSON`;
  return { code: 'too_long', path: [kind], message };
}

/** Gives the names of the patch their new values. Null removes a name. All other names stay. */
export function mergeMetadata(before: JsonObject, patch: JsonObject): JsonObject {
  const merged = Object.entries({ ...before, ...patch });
  return Object.fromEntries(
    merged.filter(([name]) => /* ORG-80 */ !Object.hasOwn(patch, name) || patch[name] !== null),
  );
}

/** Which of the two objects differ from those of the row. */
export function changedMetadataKinds(
  row: Metadata,
  objects: MetadataObjects,
): readonly MetadataKind[] {
  return metadataKinds.filter((kind) => {
    const before = metadataOf(row, kind);
    return JSON.stringify(objects[kind] ?? before) !== JSON.stringify(before);
  });
}

/** The row with these objects in place of its own, at the next version of the metadata. */
export function replaceMetadata<T extends Metadata>(
  row: T,
  objects: MetadataObjects,
): Omit<T, keyof Metadata> & Metadata {
  const publicMetadata = objects.public ?? metadataOf(row, 'public');
  const privateMetadata = objects.private ?? metadataOf(row, 'private');
  return {
    ...withoutMetadata(row),
    ...(isEmpty(publicMetadata) ? {} : { publicMetadata }),
    ...(isEmpty(privateMetadata) ? {} : { privateMetadata }),
    metadataVersion: (row.metadataVersion ?? 0) + 1,
  };
}

function isEmpty(object: JsonObject): boolean {
  return Object.keys(object).length === 0;
}

/** The row without its metadata, as lists have it. */
export function withoutMetadata<T extends Metadata>(row: T): Omit<T, keyof Metadata> {
  if (!hasMetadata(row)) return row;
  const {
    publicMetadata: _publicMetadata,
    privateMetadata: _privateMetadata,
    metadataVersion: _metadataVersion,
    ...rest
  } = row;
  return rest;
}

/** Most rows have none, and need no copy. */
function hasMetadata(row: Metadata): boolean {
  return metadataFieldNames.some((name) => name in row);
}
