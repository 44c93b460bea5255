// The types of schemas: what they parse can be given to the command, whichever Zod the embedder has.
import { describe, expectTypeOf, it } from 'vitest';
import type { Actor, Guildhall, InputSchema } from '../../../src/index.js';

declare const guildhall: Guildhall;
declare const actor: Actor;
declare const body: unknown;

type InputOf<V> = V extends (actor: never, input: infer I, ...rest: never[]) => unknown ? I : never;
type SchemaInputOf<V> = V extends { readonly schema: InputSchema<infer I> } ? I : 'none';

/** The methods whose schema has another type than their input. */
type Mismatches<S> = {
  [M in keyof S]: SchemaInputOf<S[M]> extends 'none'
    ? never
    : SchemaInputOf<S[M]> extends InputOf<S[M]>
      ? never
      : M;
}[keyof S];

describe('a schema', () => {
  it('gives what its command takes', () => {
    const parsed = guildhall.organizations.create.schema.safeParse(body);
    if (!parsed.success) {
      expectTypeOf(parsed.error.code).toEqualTypeOf<'invalid_input'>();
      return;
    }
    expectTypeOf(guildhall.organizations.create).parameter(1).toEqualTypeOf<typeof parsed.data>();
    void guildhall.organizations.create(actor, parsed.data);
  });

  it('gives, without a field, the rest of the input', () => {
    const { data: rest } = guildhall.invitations.invite.schema
      .omit('organizationId')
      .safeParse(body);
    if (rest === undefined) return;
    void guildhall.invitations.invite(actor, { ...rest, organizationId: 'x' });
    // @ts-expect-error there is no such field
    guildhall.invitations.invite.schema.omit('organization');
    // @ts-expect-error the id is missing
    void guildhall.invitations.invite(actor, rest);
  });

  it('has the type of the input, for every method of every service', () => {
    type Service = Exclude<keyof Guildhall, 'Organization' | 'keys' | 'relay'>;
    expectTypeOf<{ [S in Service]: Mismatches<Guildhall[S]> }[Service]>().toEqualTypeOf<never>();
    expectTypeOf<Mismatches<Omit<Guildhall['keys'], 'authenticate'>>>().toEqualTypeOf<never>();
    expectTypeOf<
      Mismatches<{ wrong: { (a: Actor, i: { b: 1 }): void; schema: InputSchema<{ b: 2 }> } }>
    >().toEqualTypeOf<'wrong'>();
  });
});
