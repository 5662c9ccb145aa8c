import { defineErrors } from '@tessera/plugin-api'

/** Every refusal of projections. */
export const projectionErrors = defineErrors({
  projection_fixed: {
    status: 409,
    say: (p: { plugin: string }) =>
      `what plugin '${p.plugin}' projects cannot be made anew; give its server door a projection with a reset`,
  },
  projection_unknown: {
    status: 404,
    say: (p: { plugin: string }) =>
      `no running plugin '${p.plugin}' projects events; list them with \`npx pnpm tessera project list --tenant …\``,
  },
  project_failed: {
    status: 500,
    say: (p: { plugin: string; events: number; reason: string }) =>
      `plugin '${p.plugin}' could not process ${p.events} events (${p.reason}); they are stored and will be tried again, see \`npx pnpm tessera project\``,
  },
})
