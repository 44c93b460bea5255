import fc from 'fast-check';
import { roles as all, type Role } from '../../domain/organization/role-permissions.js';

/** Every role. */
export function roles(): fc.Arbitrary<Role> {
  return fc.constantFrom(...all);
}
