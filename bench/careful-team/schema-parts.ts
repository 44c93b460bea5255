// What the schemas have in common: the options, the fields of soft deletion, and the validators of addresses.

import type { SchemaDefinitionProperty } from 'mongoose';

export const roles = ['admin', 'member'] as const;
export type Role = (typeof roles)[number];

export interface SoftDeleteFields {
  isDeleted: boolean;
  deletedAt?: Date;
}

interface SoftDeleteDefinition {
  readonly isDeleted: SchemaDefinitionProperty<boolean>;
  readonly deletedAt: SchemaDefinitionProperty<Date>;
}

export const softDelete: SoftDeleteDefinition = {
  isDeleted: { type: Boolean, default: false },
  deletedAt: { type: Date },
};

/** Indexes are built by a deployment step, not by whichever service starts first. */
export const builtByDeployment: { readonly autoIndex: false; readonly autoCreate: false } = {
  autoIndex: false,
  autoCreate: false,
};

/** An address is stored in lower case, so that the unique index and the comparisons ignore case. */
export const emailDefinition: SchemaDefinitionProperty<string> = {
  type: String,
  required: true,
  lowercase: true,
  trim: true,
  maxlength: 254,
  match: [/^[^\s@]+@[^\s@]+\.[^\s@]+$/, '{VALUE} is not an email address'],
};

export const webAddressDefinition: SchemaDefinitionProperty<string> = {
  type: String,
  maxlength: 2048,
  validate: {
    validator: (text: string) => /^https?:\/\//.test(text) && URL.canParse(text),
    message: '{VALUE} is not a web address',
  },
};
