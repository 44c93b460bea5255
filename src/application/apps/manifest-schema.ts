// The schema of a manifest change, with the rules of the domain for each field. It refuses unknown fields, such as a status or an owner.

import * as z from 'zod';
import { appPermissionTypes } from '../../domain/app/app-permission.js';
import { type ManifestChange, manifestChangeIssues } from '../../domain/app/change-manifest.js';
import { hardwareLevels, hardwareTypes } from '../../domain/app/hardware.js';
import { settingTypes } from '../../domain/app/setting.js';
import { toolParameterTypes } from '../../domain/app/tool.js';
import { maxInputTextLength, recordSchema, textSchema, withRule } from '../use-case/input.js';

const lineSchema = textSchema(maxInputTextLength);

const longTextSchema = textSchema(20_000);

const numberSchema = z.number();

const addressSchema = lineSchema.nullable();

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
    parameters: recordSchema(
      z.string().regex(/^[a-zA-Z]/, 'the name of a parameter begins with a letter'),
      parameterSchema,
    ),
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
  z.discriminatedUnion(
    'type',
    [
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
    ],
    {
      error: ({ code }) =>
        code === 'invalid_union' ? `this must be one of ${settingTypes.join(', ')}` : undefined,
    },
  ),
);

/** A field with the rules of the domain, so that a change with several faults shows all of them at once. */
function fieldSchema<F extends keyof ManifestChange>(
  field: F,
  schema: z.ZodType<ManifestChange[F], ManifestChange[F]>,
): z.ZodOptional<z.ZodType<ManifestChange[F], ManifestChange[F]>> {
  return withRule(schema, (value) =>
    manifestChangeIssues({ [field]: value }).map((issue) => ({
      ...issue,
      path: issue.path.slice(1),
    })),
  ).optional();
}

type FieldSchema = typeof fieldSchema;

const createManifestSchema = (
  fieldSchema: FieldSchema,
): z.ZodType<ManifestChange, ManifestChange> =>
  z.lazy(() =>
    z.strictObject({
      name: fieldSchema('name', lineSchema),
      description: fieldSchema('description', longTextSchema.nullable()),
      version: fieldSchema('version', lineSchema.nullable()),
      appType: fieldSchema('appType', lineSchema),
      publicUrl: fieldSchema('publicUrl', addressSchema),
      webviewUrl: fieldSchema('webviewUrl', addressSchema),
      logoUrl: fieldSchema('logoUrl', addressSchema),
      previewImages: fieldSchema(
        'previewImages',
        z
          .array(
            z.strictObject({ url: lineSchema, orientation: z.enum(['landscape', 'portrait']) }),
          )
          .max(100),
      ),
      privacyPolicyUrl: fieldSchema('privacyPolicyUrl', addressSchema),
      supportUrl: fieldSchema('supportUrl', addressSchema),
      onboardingInstructions: fieldSchema('onboardingInstructions', longTextSchema.nullable()),
      permissions: fieldSchema('permissions', z.array(permissionSchema).max(100)),
      tools: fieldSchema('tools', z.array(toolSchema).max(200)),
      settings: fieldSchema('settings', z.array(settingSchema).max(500)),
      hardwareRequirements: fieldSchema(
        'hardwareRequirements',
        z
          .array(
            z.strictObject({
              type: z.enum(hardwareTypes),
              level: z.enum(hardwareLevels),
              description: lineSchema.exactOptional(),
            }),
          )
          .max(100),
      ),
    }),
  );

export const manifestChangeSchema: z.ZodType<ManifestChange, ManifestChange> =
  createManifestSchema(fieldSchema);

/** Only types and sizes, for a manifest that may be refused. */
export const manifestShapeSchema: z.ZodType<ManifestChange, ManifestChange> = createManifestSchema(
  (_field, schema) => schema.optional(),
);
