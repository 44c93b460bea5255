import fc from 'fast-check';
import { parseRole, type Role } from '../../domain/organization/role-permissions.js';

/** Every role: the built-in ones, and some that only another service may know. */
export function roles(): fc.Arbitrary<Role> {
  const names = ['admin', 'member', 'viewer', 'a', 'long-name_with-32-characters-000'];
  return fc.constantFrom(...names.flatMap((name) => parseRole(name) ?? []));
}
