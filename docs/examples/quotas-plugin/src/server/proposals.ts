import type { Contributions, Questions } from '@tessera/plugin-api/server'
import { planners } from '../extend.ts'

/** What is proposed for a team, and by whom. */
export interface Proposal {
  readonly team: string
  readonly amount: number
  /** Title of the planner. */
  readonly by: string
}

/** Asks the planners of all plugins that the tenant has enabled. One that fails fails the whole: half a list would look complete. */
export async function proposals(
  { contributions, query }: { readonly contributions: Contributions } & Pick<Questions, 'query'>,
  year: number,
): Promise<readonly Proposal[]> {
  const told = contributions.data(planners)
  const asked = [...contributions.server(planners)].map(async ([key, { server }]) => {
    const by = told.get(key)?.data.title ?? key
    return (await server.propose({ year, query })).map((each) => ({ ...each, by }))
  })
  return (await Promise.all(asked)).flat()
}
