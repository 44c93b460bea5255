declare const brand: unique symbol;

/** A `T` that only the parse function of `Name` makes, so that nobody hand-builds an invalid one. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };
