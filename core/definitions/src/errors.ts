import { defineErrors } from '@tessera/plugin-api'

/** Every refusal of definitions. */
export const definitionErrors = defineErrors({
  definition_unannounced: {
    status: 500,
    say: (p: { metric: string; version: number; since: string }) =>
      `the formula of metric '${p.metric}' changed on ${p.since.slice(0, 10)}, its version stayed ${p.version}; raise the version in the contract, so that readers see the change`,
  },
})
