// A collection, a key or a list without a description does not compile.
import { describe, expectTypeOf, it } from 'vitest';
import type { DescriptionOf } from '../../../src/adapters/kit/description/description.js';
import type {
  KeyValues,
  ListName,
  ListValues,
} from '../../../src/adapters/kit/description/stored-collections.js';
import {
  type CollectionOfKey,
  collectionOfKey,
  type KeyName,
  type StoredCollection,
  type StoredName,
  type StoredRows,
  storedCollections,
} from '../../../src/adapters/kit/index.js';
import { type findByKey, listOf } from '../../../src/adapters/kit/rows.js';
import type { Membership, OrganizationId, User, UserId } from '../../../src/index.js';
import type { Collections, UniqueConstraint } from '../../../src/ports/storage.js';

declare const organizationId: OrganizationId;

interface Named {
  readonly fields: {
    readonly name: { readonly kind: 'text'; of(row: User): string | undefined };
  };
  readonly keys: { readonly 'users.email': { readonly by: readonly ['name'] } };
  readonly lists: {
    readonly byName: { readonly by: readonly ['name']; readonly sort: readonly [] };
  };
}
interface NamedByAnother extends Omit<Named, 'lists'> {
  readonly lists: {
    readonly byName: { readonly by: readonly ['title']; readonly sort: readonly [] };
  };
}

describe('a description', () => {
  it('names fields of its own, of its own rows', () => {
    expectTypeOf<DescriptionOf<User, Named>>().toEqualTypeOf<Named>();
    expectTypeOf<DescriptionOf<User, NamedByAnother>>().toBeNever();
    expectTypeOf<DescriptionOf<Membership, Named>>().toBeNever();
  });

  it('is there for every collection of the port, the journal and the outbox', () => {
    expectTypeOf<StoredName>().toEqualTypeOf<keyof Collections | 'journal' | 'outbox'>();
    expectTypeOf(storedCollections).toEqualTypeOf<{
      readonly [C in StoredName]: StoredCollection<StoredRows[C]>;
    }>();
  });

  it('is there for every unique constraint', () => {
    expectTypeOf<KeyName | `${StoredName}.id`>().toEqualTypeOf<UniqueConstraint>();
    expectTypeOf(collectionOfKey('apps.package_name')).toEqualTypeOf<'apps'>();
    expectTypeOf<CollectionOfKey<KeyName>>().toExtend<StoredName>();
  });
});

describe('a read of the kit', () => {
  it('names a list, and gives a value for each of its fields', () => {
    expectTypeOf<ListName<'slugs'>>().toEqualTypeOf<'byOrganization'>();
    expectTypeOf<ListValues<'memberships', 'activeByRole'>>().toEqualTypeOf<
      readonly [string, string]
    >();
    listOf('memberships', 'activeByRole', [organizationId, 'admin']);
    // @ts-expect-error there is no such list
    listOf('memberships', 'byName', [organizationId]);
    // @ts-expect-error the role is missing
    listOf('memberships', 'activeByRole', [organizationId]);
  });

  it('gives a value for each field of a key', () => {
    type Values = KeyValues<'memberships.organization_user'>;
    expectTypeOf<Values>().toEqualTypeOf<readonly [string, string]>();
    type Given = Parameters<typeof findByKey<'memberships.organization_user'>>[2];
    expectTypeOf<[OrganizationId, UserId]>().toExtend<Given>();
    expectTypeOf<[UserId]>().not.toExtend<Given>();
  });
});
