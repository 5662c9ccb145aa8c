import type { Fact } from '@tessera/plugin-api/server'
import { registryErrors } from '../errors.ts'

const snake = /^[a-z][a-z0-9_]*$/

/** Checks the rollups a fact declares. Throws the first thing wrong. */
export function checkRollups(fact: Fact): void {
  const seen = new Set<string>()
  for (const { name, grain, dimensions, entity, distinct } of fact.rollups ?? []) {
    const refuse = (reason: string) => registryErrors('rollup_wrong', { rollup: name, fact: fact.name, reason })
    if (!snake.test(name)) throw refuse('its name is not snake_case; rename it')
    if (seen.has(name)) throw refuse('another one has its name; rename one')
    seen.add(name)
    if (fact.time.type === 'local_date' && grain !== 'day') {
      throw refuse("the fact is dated by calendar day; use grain 'day'")
    }
    if (distinct && entity !== undefined) {
      throw refuse('rows kept per entity give distinct counts by themselves; leave `distinct` or `entity` out')
    }
    const foreign = dimensions.find((dimension) => !Object.hasOwn(fact.dimensions ?? {}, dimension))
    if (foreign !== undefined) {
      throw refuse(
        `'${foreign}' is not a dimension of the fact itself; what belongs to an entity may change later, so leave it out`,
      )
    }
    if (new Set(dimensions).size < dimensions.length) throw refuse('it names a dimension twice; name each once')
  }
}
