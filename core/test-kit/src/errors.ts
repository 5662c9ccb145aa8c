import { defineErrors } from '@tessera/plugin-api'

/** Why a test host does not start. */
export const kitErrors = defineErrors({
  plugin_not_running: {
    status: 500,
    say: (p: { plugin: string; stage: string; reason: string }) =>
      `plugin '${p.plugin}' does not run, it stopped at ${p.stage}: ${p.reason}`,
  },
})
