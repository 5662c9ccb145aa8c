import type { SqlBool } from 'kysely'
import type { Fact, On } from './fact.ts'

type Column<Row> = Extract<keyof Row, string>

/** Actors of a bucket by what they did before: counted of one declaration. */
export interface Lifecycle {
  readonly kind: 'lifecycle'
  readonly fact: Fact
  readonly lifecycle: { readonly actor: string; readonly where: On<never, SqlBool> | null }
  readonly part: 'new' | 'returning' | 'resurrected' | 'churned'
}

/**
 * Active actors of each bucket beside those of the bucket before: the one of the query before it, and for the first bucket one
 * grain back; without grain the range beside a span of equal length before it.
 */
export interface LifecycleMeasures {
  /** Active in the bucket for the first time ever. */
  readonly new: () => Lifecycle
  /** Active in the bucket and in the one before. */
  readonly returning: () => Lifecycle
  /** Active in the bucket, not in the one before, but earlier. */
  readonly resurrected: () => Lifecycle
  /** Active in the bucket before and not in this one. Unknown while the bucket is not over. */
  readonly churned: () => Lifecycle
}

/**
 * Who is new, who stays, who comes back, who is lost. Active in a bucket = new + returning + resurrected; active in the one
 * before = returning + churned. By a dimension an actor counts once for each of its values, as in a distinct count.
 */
export function lifecycle<Row>(spec: {
  readonly fact: Fact<Row>
  readonly actor: Column<Row>
  /** Rows that mean being active; all of the fact when left out. */
  readonly where?: On<Row, SqlBool>
}): LifecycleMeasures {
  const { fact, actor, where } = spec
  const shared = Object.freeze({ actor, where: (where as On<never, SqlBool> | undefined) ?? null })
  const part = (name: Lifecycle['part']) => (): Lifecycle =>
    Object.freeze({ kind: 'lifecycle', fact: fact as Fact, lifecycle: shared, part: name })
  return {
    new: part('new'),
    returning: part('returning'),
    resurrected: part('resurrected'),
    churned: part('churned'),
  }
}
