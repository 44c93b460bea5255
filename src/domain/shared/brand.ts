declare const brand: unique symbol;

/** A `T` that only the parse function of `Name` can create. The compiler rejects an unchecked value. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };
