// The schema of a manifest change. It refuses unknown fields, such as a status or an owner; the domain checks the rules.

import * as z from 'zod';
import { appPermissionTypes } from '../../domain/app/app-permission.js';
import type { ManifestChange } from '../../domain/app/change-manifest.js';
import { hardwareLevels, hardwareTypes } from '../../domain/app/hardware.js';
import { toolParameterTypes } from '../../domain/app/tool.js';
import { maxInputTextLength, recordSchema, textSchema } from '../use-case/input.js';

const lineSchema = textSchema(maxInputTextLength);

const longTextSchema = textSchema(20_000);

const numberSchema = z.number();

const addressSchema = lineSchema.nullable().optional();

const permissionSchema = z.lazy(() =>
  z.union([
    lineSchema,
    z.strictObject({
      type: z.enum(appPermissionTypes),
      reason: lineSchema.exactOptional(),
      required: z.boolean(),
    }),
  ]),
);

const parameterSchema = z.lazy(() =>
  z.strictObject({
    type: z.enum(toolParameterTypes),
    description: lineSchema,
    enum: z
      .array(z.union([lineSchema, numberSchema, z.boolean()]))
      .max(200)
      .exactOptional(),
    required: z.boolean(),
  }),
);

const toolSchema = z.lazy(() =>
  z.strictObject({
    id: lineSchema,
    description: lineSchema,
    activationPhrases: z.array(lineSchema).max(100).exactOptional(),
    parameters: recordSchema(/^[a-zA-Z]/, parameterSchema),
  }),
);

const keyedFields = { key: lineSchema, label: lineSchema };

const optionsSchema = z.lazy(() =>
  z.array(z.strictObject({ label: lineSchema, value: lineSchema })).max(500),
);

const boundsFields = {
  min: numberSchema.exactOptional(),
  max: numberSchema.exactOptional(),
  step: numberSchema.exactOptional(),
};

const settingSchema = z.lazy(() =>
  z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('group'), title: lineSchema }),
    z.strictObject({ type: z.literal('titleValue'), label: lineSchema, value: lineSchema }),
    z.strictObject({ type: z.literal('toggle'), ...keyedFields, defaultValue: z.boolean() }),
    z.strictObject({
      type: z.enum(['text', 'text_no_save_button']),
      ...keyedFields,
      defaultValue: longTextSchema.exactOptional(),
      maxLength: numberSchema.exactOptional(),
    }),
    z.strictObject({
      type: z.enum(['select', 'select_with_search']),
      ...keyedFields,
      options: optionsSchema,
      defaultValue: lineSchema.exactOptional(),
    }),
    z.strictObject({
      type: z.literal('multiselect'),
      ...keyedFields,
      options: optionsSchema,
      defaultValue: z.array(lineSchema).max(500).exactOptional(),
    }),
    z.strictObject({
      type: z.literal('slider'),
      ...keyedFields,
      min: numberSchema,
      max: numberSchema,
      step: numberSchema.exactOptional(),
      defaultValue: numberSchema,
    }),
    z.strictObject({
      type: z.literal('numeric_input'),
      ...keyedFields,
      ...boundsFields,
      defaultValue: numberSchema.exactOptional(),
    }),
    z.strictObject({
      type: z.literal('time_picker'),
      ...keyedFields,
      showSeconds: z.boolean().exactOptional(),
      defaultValue: lineSchema.exactOptional(),
    }),
  ]),
);

export const manifestChangeSchema: z.ZodType<ManifestChange, ManifestChange> = z.lazy(() =>
  z.strictObject({
    name: lineSchema.optional(),
    description: longTextSchema.nullable().optional(),
    version: lineSchema.nullable().optional(),
    appType: lineSchema.optional(),
    publicUrl: addressSchema,
    webviewUrl: addressSchema,
    logoUrl: addressSchema,
    previewImages: z
      .array(z.strictObject({ url: lineSchema, orientation: z.enum(['landscape', 'portrait']) }))
      .max(100)
      .optional(),
    privacyPolicyUrl: addressSchema,
    supportUrl: addressSchema,
    onboardingInstructions: longTextSchema.nullable().optional(),
    permissions: z.array(permissionSchema).max(100).optional(),
    tools: z.array(toolSchema).max(200).optional(),
    settings: z.array(settingSchema).max(500).optional(),
    hardwareRequirements: z
      .array(
        z.strictObject({
          type: z.enum(hardwareTypes),
          level: z.enum(hardwareLevels),
          description: lineSchema.exactOptional(),
        }),
      )
      .max(100)
      .optional(),
  }),
);
