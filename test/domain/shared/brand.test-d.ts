// Only the parse functions of a branded type can make its values.
import { describe, expectTypeOf, it } from 'vitest';
import type { MessageId } from '../../../src/domain/journal/outbox-message.js';
import type { TokenDigest } from '../../../src/domain/organization/invitation.js';
import type { Brand } from '../../../src/domain/shared/brand.js';
import type { DisplayName } from '../../../src/domain/shared/display-name.js';
import type {
  DeliveryLeaseId,
  InvitationId,
  MembershipId,
  OperationId,
  OrganizationId,
  UserId,
} from '../../../src/domain/shared/ids.js';
import type { Slug } from '../../../src/domain/slug/slug.js';
import type { EmailAddress, EmailKey } from '../../../src/domain/user/email.js';

/** Every branded type of the domain by its name. */
interface Brands {
  DisplayName: DisplayName;
  EmailAddress: EmailAddress;
  EmailKey: EmailKey;
  InvitationId: InvitationId;
  LeaseId: DeliveryLeaseId;
  MembershipId: MembershipId;
  MessageId: MessageId;
  OperationId: OperationId;
  OrganizationId: OrganizationId;
  Slug: Slug;
  TokenDigest: TokenDigest;
  UserId: UserId;
}

/** The pairs of different brands that the compiler would accept for each other. */
type InterchangeableBrands = {
  [One in keyof Brands]: {
    [Other in Exclude<keyof Brands, One>]: Brands[One] extends Brands[Other] ? [One, Other] : never;
  }[Exclude<keyof Brands, One>];
}[keyof Brands];

/** The brands for which the compiler would accept a plain string. */
type UnbrandedTypes = {
  [Name in keyof Brands]: string extends Brands[Name] ? Name : never;
}[keyof Brands];

describe('a branded type', () => {
  it('is not a plain string', () => {
    expectTypeOf<string>().not.toExtend<Slug>();
    expectTypeOf<'mentra-labs'>().not.toExtend<Slug>();
    expectTypeOf<UnbrandedTypes>().toBeNever();
  });

  it('can be used as a string', () => {
    expectTypeOf<Brands[keyof Brands]>().toExtend<string>();
  });

  it('is not another branded type', () => {
    expectTypeOf<UserId>().not.toExtend<OrganizationId>();
    expectTypeOf<EmailAddress>().not.toExtend<EmailKey>();
    expectTypeOf<InterchangeableBrands>().toBeNever();
  });

  it('differs by its name', () => {
    expectTypeOf<Brand<string, 'Slug'>>().toEqualTypeOf<Slug>();
    expectTypeOf<Brand<string, 'Other'>>().not.toExtend<Slug>();
  });
});
