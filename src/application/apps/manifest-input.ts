// The form of what somebody may say of an app: everything else, a status or an owner too, is refused. The rules look closer.

import * as z from 'zod';
import { hardwareLevels, hardwareTypes } from '../../domain/app/hardware.js';
import type { ManifestChange } from '../../domain/app/manifest.js';
import { appPermissionTypes } from '../../domain/app/permission.js';
import { toolParameterTypes } from '../../domain/app/tool.js';
import { longText, textSchema } from '../use-case/input.js';

const line = textSchema(longText);
const text = textSchema(20_000);
const number = z.number();

const address = line.nullable().optional();

const permission = z.union([
  line,
  z.strictObject({
    type: z.enum(appPermissionTypes),
    reason: line.exactOptional(),
    required: z.boolean(),
  }),
]);

const parameter = z.strictObject({
  type: z.enum(toolParameterTypes),
  description: line,
  enum: z
    .array(z.union([line, number, z.boolean()]))
    .max(200)
    .exactOptional(),
  required: z.boolean(),
});

const tool = z.strictObject({
  id: line,
  description: line,
  activationPhrases: z.array(line).max(100).exactOptional(),
  parameters: z.record(z.string().regex(/^[a-zA-Z]/), parameter),
});

const keyed = { key: line, label: line };
const options = z.array(z.strictObject({ label: line, value: line })).max(500);
const bounds = {
  min: number.exactOptional(),
  max: number.exactOptional(),
  step: number.exactOptional(),
};

const setting = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('group'), title: line }),
  z.strictObject({ type: z.literal('titleValue'), label: line, value: line }),
  z.strictObject({ type: z.literal('toggle'), ...keyed, defaultValue: z.boolean() }),
  z.strictObject({
    type: z.enum(['text', 'text_no_save_button']),
    ...keyed,
    defaultValue: text.exactOptional(),
    maxLength: number.exactOptional(),
  }),
  z.strictObject({
    type: z.enum(['select', 'select_with_search']),
    ...keyed,
    options,
    defaultValue: line.exactOptional(),
  }),
  z.strictObject({
    type: z.literal('multiselect'),
    ...keyed,
    options,
    defaultValue: z.array(line).max(500).exactOptional(),
  }),
  z.strictObject({
    type: z.literal('slider'),
    ...keyed,
    min: number,
    max: number,
    step: number.exactOptional(),
    defaultValue: number,
  }),
  z.strictObject({
    type: z.literal('numeric_input'),
    ...keyed,
    ...bounds,
    defaultValue: number.exactOptional(),
  }),
  z.strictObject({
    type: z.literal('time_picker'),
    ...keyed,
    showSeconds: z.boolean().exactOptional(),
    defaultValue: line.exactOptional(),
  }),
]);

export const manifestChangeSchema: z.ZodType<ManifestChange, ManifestChange> = z.strictObject({
  name: line.optional(),
  description: text.nullable().optional(),
  version: line.nullable().optional(),
  appType: line.optional(),
  publicUrl: address,
  webviewUrl: address,
  logoUrl: address,
  previewImages: z
    .array(z.strictObject({ url: line, orientation: z.enum(['landscape', 'portrait']) }))
    .max(100)
    .optional(),
  privacyPolicyUrl: address,
  supportUrl: address,
  onboardingInstructions: text.nullable().optional(),
  permissions: z.array(permission).max(100).optional(),
  tools: z.array(tool).max(200).optional(),
  settings: z.array(setting).max(500).optional(),
  hardwareRequirements: z
    .array(
      z.strictObject({
        type: z.enum(hardwareTypes),
        level: z.enum(hardwareLevels),
        description: line.exactOptional(),
      }),
    )
    .max(100)
    .optional(),
});
