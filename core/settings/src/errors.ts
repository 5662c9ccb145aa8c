import { defineErrors } from '@tessera/plugin-api'

/** Every refusal of settings. */
export const settingsErrors = defineErrors({
  settings_none: {
    status: 404,
    say: (p: { plugin: string }) => `the plugin '${p.plugin}' has no settings`,
  },
  settings_invalid: {
    status: 422,
    say: (p: { plugin: string; first: string }) => `the settings of '${p.plugin}' are not valid: ${p.first}`,
  },
})
