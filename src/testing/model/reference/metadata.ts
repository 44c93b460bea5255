// The metadata of rows in the model.

import type { MetadataPatch } from '../../../application/metadata/update-metadata.js';
import { type ModelMetadata, throwRefusal } from './reference-model.js';

export const emptyMetadata: ModelMetadata = { public: new Map(), private: new Map(), version: 0 };

type Objects = Pick<ModelMetadata, 'public' | 'private'>;

/** Refuses what JSON cannot hold. */
export function requireJson({ public: ofAll, private: own }: MetadataPatch): void {
  const names = [ofAll, own].flatMap((object) => Object.keys(object ?? {}));
  if (names.some((name) => name.startsWith('$'))) throwRefusal('invalid_input');
}

/** Merges the change into the metadata of a row. Returns whether anything has changed, and if so, whether anybody but the system sees it. */
export function updateRow(
  row: { metadata: ModelMetadata },
  patch: MetadataPatch,
): 'nothing' | 'private' | 'public' {
  const before = row.metadata;
  row.metadata = mergePatch(before, patch);
  if (row.metadata === before) return 'nothing';
  return toText({ ...row.metadata, private: before.private }) === toText(before)
    ? 'private'
    : 'public';
}

/** The same object if nothing differs. */
function mergePatch(before: ModelMetadata, patch: MetadataPatch): ModelMetadata {
  const { expectedVersion = before.version } = patch;
  if (expectedVersion !== before.version)
    throwRefusal('metadata_conflict', { version: before.version });
  const after = {
    public: mergeObject(before.public, patch.public ?? {}),
    private: mergeObject(before.private, patch.private ?? {}),
  };
  if (toText(after) === toText(before)) return before;
  return { ...after, version: before.version + 1 };
}

function mergeObject(before: ReadonlyMap<string, string>, patch: object): Map<string, string> {
  const merged = new Map(before);
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) merged.delete(name);
    else merged.set(name, JSON.stringify(value));
  }
  const size = `{${[...merged].map(([name, text]) => `${JSON.stringify(name)}:${text}`)}}`.length;
  if (size > 16_384) throwRefusal('invalid_input');
  return merged;
}

function toText(objects: Objects): string {
  return JSON.stringify([[...objects.public], [...objects.private]]);
}

/** What the caller sees of it. */
export function metadataView(caller: string, metadata: ModelMetadata): object {
  if (caller !== 'system') return publicMetadataView(metadata);
  const privateMetadata = toObjectOrUndefined(metadata.private);
  return { ...publicMetadataView(metadata), privateMetadata, metadataVersion: metadata.version };
}

export function publicMetadataView(metadata: ModelMetadata): object {
  return { publicMetadata: toObjectOrUndefined(metadata.public) };
}

/** What a storage has of it. */
export function comparableMetadata({ version, ...objects }: ModelMetadata): object {
  return {
    publicMetadata: toObjectOrUndefined(objects.public),
    privateMetadata: toObjectOrUndefined(objects.private),
    metadataVersion: version === 0 ? undefined : version,
  };
}

function toObjectOrUndefined(texts: ReadonlyMap<string, string>): object | undefined {
  const fields = [...texts].map(([name, text]): [string, unknown] => [name, JSON.parse(text)]);
  return fields.length === 0 ? undefined : Object.fromEntries(fields);
}
