import { expressionBuilder, sql, type Expression, type RawBuilder } from 'kysely'
import type { Bounds, Entity, Fact, On } from '@tessera/plugin-api/server'
import { queryErrors } from '../errors.ts'
import { fullId } from '../resolve/expand-metric.ts'

/** Runs a plugin's callback, or refers to the column it names. Columns stand bare: a leaf reads one table. */
export function columnOrExpression(
  value: string | On<never, unknown>,
  bounds: Bounds,
): RawBuilder<unknown> | Expression<unknown> {
  return typeof value === 'string' ? sql.ref(value) : value(expressionBuilder(), bounds)
}

/** The table of a fact as `from` needs it; `schema.table` split so that each part is quoted. */
export function tableOf(name: string): RawBuilder<unknown> {
  return sql.table(name)
}

/**
 * Dimensions of one fact within one leaf. Entities are joined many-to-one as subqueries whose columns carry made-up
 * names, so that bare column names of the fact never become ambiguous.
 */
export class FactColumns {
  readonly #fact: Fact
  readonly #plugin: string
  readonly #bounds: Bounds
  readonly #joined = new Map<
    Entity,
    { readonly alias: string; readonly on: string; readonly columns: RawBuilder<unknown>[] }
  >()

  constructor(fact: Fact, plugin: string, bounds: Bounds) {
    this.#fact = fact
    this.#plugin = plugin
    this.#bounds = bounds
  }

  /** SQL of a dimension, as text for text dimensions. Refuses dimensions the fact does not reach. */
  dimension(id: string, metric: string): RawBuilder<unknown> {
    const own = Object.entries(this.#fact.dimensions ?? {}).find(([name]) => fullId(this.#plugin, name) === id)
    if (own) return sql`${columnOrExpression(own[1], this.#bounds)}`
    for (const join of this.#fact.joins ?? []) {
      const found = Object.entries(join.entity.dimensions).find(([name]) => fullId(this.#plugin, name) === id)
      if (found) return this.#joinedColumn(join, found[1])
    }
    throw queryErrors('no_safe_join_path', { metric, dimension: id, fact: this.#fact.name })
  }

  #joinedColumn(join: { entity: Entity; on: string }, value: string | On<never, unknown>): RawBuilder<unknown> {
    const known = this.#joined.get(join.entity)
    const entry = known ?? { alias: `e${this.#joined.size + 1}`, on: join.on, columns: [] }
    this.#joined.set(join.entity, entry)
    const name = `${entry.alias}_${entry.columns.length + 1}`
    entry.columns.push(sql`${columnOrExpression(value, this.#bounds)} as ${sql.ref(name)}`)
    return sql`${sql.ref(`${entry.alias}.${name}`)}`
  }

  /** The fact's table, or what was `read` from it, with the joins its dimensions needed so far. Call it last. */
  from(read: RawBuilder<unknown> = tableOf(this.#fact.table)): RawBuilder<unknown> {
    const joins = [...this.#joined].map(([entity, { alias, on, columns }]) => {
      const key = `${alias}_key`
      const rows = sql`select ${sql.ref(entity.key)} as ${sql.ref(key)}, ${sql.join(columns)} from ${tableOf(entity.table)} where tenant_id = ${this.#bounds.tenant}`
      return sql`\n    left join (${rows}) as ${sql.ref(alias)} on ${sql.ref(`${alias}.${key}`)} = ${sql.ref(on)}`
    })
    return sql`${read}${sql.join(joins, sql``)}`
  }
}
