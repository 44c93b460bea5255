// The fields of metadata: objects of JSON that are stored as they are.

import { Schema } from 'mongoose';
import { copyJsonObject, type JsonObject } from '../../../domain/shared/json.js';
import type { Metadata } from '../../../domain/shared/metadata.js';
import { type Field, type FieldsOf, optional, validation, wholeNumber } from './field.js';

/** No text in it becomes an ObjectId. */
const jsonObject: Field<JsonObject> = {
  schemaOptions: {
    type: Schema.Types.Mixed,
    ...validation((value) => decodeJsonObject(value) !== undefined, 'an object of JSON'),
  },
  jsonSchema: { bsonType: 'object' },
  encode: (value) => structuredClone(value),
  decode: decodeJsonObject,
};

function decodeJsonObject(stored: unknown): JsonObject | undefined {
  const { copy, issues } = copyJsonObject(stored, []);
  return issues.length === 0 ? copy : undefined;
}

export const metadataFields: FieldsOf<Metadata> = {
  publicMetadata: optional(jsonObject),
  privateMetadata: optional(jsonObject),
  metadataVersion: optional(wholeNumber(1)),
};
