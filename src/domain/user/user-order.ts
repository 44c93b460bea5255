// The orders in which all users can be listed: by the key of the address, or by folded name and then by the key of the address.

import { nameKeyOf } from '../shared/name-key.js';
import type { User } from './user.js';

export type UserOrder = 'email' | 'name';

/** The text by which a user is sorted first: the key of the address, or the name key. Without a name it is empty; such a user is in no list by name. */
export function userSortValue(
  order: UserOrder,
  { emailKey, name }: Pick<User, 'emailKey' | 'name'>,
): string {
  return order === 'email' ? emailKey : nameKeyOf(name ?? '');
}
