import fc from 'fast-check';
import {
  type AppPermission,
  type AppPermissionType,
  appPermissionTypes,
} from '../../domain/app/app-permission.js';
import { proseTexts } from './prose.js';

/** Permissions that an app may request together: each type at most once, including `ALL`, with and without reasons. */
export function appPermissionLists(): fc.Arbitrary<readonly AppPermission[]> {
  return fc
    .shuffledSubarray([...appPermissionTypes])
    .map(withoutUnpairedBackgroundLocation)
    .chain((types) => fc.tuple(...types.map(permissionsOfType)));
}

function withoutUnpairedBackgroundLocation(
  types: readonly AppPermissionType[],
): readonly AppPermissionType[] {
  if (types.includes('LOCATION') || types.includes('ALL')) return types;
  return types.filter((type) => type !== 'BACKGROUND_LOCATION');
}

function permissionsOfType(type: AppPermissionType): fc.Arbitrary<AppPermission> {
  return fc.record(
    { type: fc.constant(type), reason: proseTexts(), required: fc.boolean() },
    { noNullPrototype: true, requiredKeys: ['type', 'required'] },
  );
}
