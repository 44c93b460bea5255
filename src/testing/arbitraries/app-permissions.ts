import fc from 'fast-check';
import {
  type AppPermission,
  type AppPermissionType,
  appPermissionTypes,
} from '../../domain/app/permission.js';
import { prose } from './sentences.js';

/** What an app may ask for together: each type at most once, with and without reasons, `ALL` among them. */
export function appPermissions(): fc.Arbitrary<readonly AppPermission[]> {
  return fc
    .shuffledSubarray([...appPermissionTypes])
    .map(withoutLoneBackground)
    .chain((types) => fc.tuple(...types.map(permissionOf)));
}

function withoutLoneBackground(types: readonly AppPermissionType[]): readonly AppPermissionType[] {
  if (types.includes('LOCATION') || types.includes('ALL')) return types;
  return types.filter((type) => type !== 'BACKGROUND_LOCATION');
}

function permissionOf(type: AppPermissionType): fc.Arbitrary<AppPermission> {
  return fc.record(
    { type: fc.constant(type), reason: prose(), required: fc.boolean() },
    { noNullPrototype: true, requiredKeys: ['type', 'required'] },
  );
}
