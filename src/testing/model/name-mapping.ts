// Maps the model's names of ids, slugs and tokens (symbols) to the real ones.

/** Symbols of ids such as `user 1`, of slugs with a random end such as `acme-~1`, of digests, and of what is shown of an API key. */
const idSymbolPattern =
  /^(?:user|organization|membership|invitation|app|submission|apikey) [0-9]+$/;
const slugSymbolPattern = /^(.*-)~[0-9]+$/;
const digestSymbolPattern = /^digest [0-9]+$/;
const keyTextSymbolPattern = /^text of apikey [0-9]+$/;
const lastFourSymbolPattern = /^last four of apikey [0-9]+$/;

const realIdPattern = /^[0-9a-f]{24}$/;
const realDigestPattern = /^[0-9a-f]{64}$/;
const realKeyTextPattern = /^guild_(?:live|test)_[0-9a-f]{24}_[a-z2-7]{52}[0-9a-f]{8}$/;
const realLastFourPattern = /^[a-z2-7]{4}$/;
const realRandomPartPattern = /^[a-z2-7]{6}(?:[a-z2-7]{2})?$/;

export interface NameMapping {
  /** Whether both mean the same. An unbound symbol is bound to this real value if it has the right form. */
  matchOrBind(symbol: string, real: string): boolean;
  bind(symbol: string, real: string): void;
  /** The real value of a symbol; other text is returned unchanged. */
  realOf(symbol: string): string;
  /** The symbol of a real value; other text is returned unchanged. */
  symbolOf(real: string): string;
  isBound(symbol: string): boolean;
}

export function createNameMapping(): NameMapping {
  const reals = new Map<string, string>();
  const symbols = new Map<string, string>();

  function bind(symbol: string, real: string): void {
    reals.set(symbol, real);
    symbols.set(real, symbol);
  }

  return {
    bind,
    matchOrBind(symbol, real) {
      const bound = reals.get(symbol);
      if (bound !== undefined) return bound === real;
      if (!canStandFor(symbol, real)) return symbol === real;
      if (symbols.has(real)) return false;
      bind(symbol, real);
      return true;
    },
    realOf: (symbol) => reals.get(symbol) ?? symbol,
    symbolOf: (real) => symbols.get(real) ?? real,
    isBound: (symbol) => reals.has(symbol),
  };
}

function canStandFor(symbol: string, real: string): boolean {
  if (idSymbolPattern.test(symbol)) return realIdPattern.test(real);
  if (digestSymbolPattern.test(symbol)) return realDigestPattern.test(real);
  if (keyTextSymbolPattern.test(symbol)) return realKeyTextPattern.test(real);
  if (lastFourSymbolPattern.test(symbol)) return realLastFourPattern.test(real);
  const [, base] = slugSymbolPattern.exec(symbol) ?? [];
  return (
    base !== undefined &&
    real.startsWith(base) &&
    realRandomPartPattern.test(real.slice(base.length))
  );
}
