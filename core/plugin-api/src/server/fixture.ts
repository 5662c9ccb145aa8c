import { freeze } from '../freeze.ts'
import type { Fixture } from '../wire/fixture.ts'

/** Declares a worked example of a metric, to stand under its name among the `fixtures` of the server door. */
export function fixture(spec: Fixture): Fixture {
  return freeze(spec)
}
