import { defineErrors } from '@tessera/plugin-api'

/** Every refusal that concerns tenants and their plugins. */
export const tenancyErrors = defineErrors({
  tenant_unknown: {
    status: 404,
    say: (p: { tenant: string }) => `there is no tenant '${p.tenant}'; list them with \`npx pnpm tessera tenant list\``,
  },
  tenant_exists: {
    status: 409,
    say: (p: { tenant: string }) => `tenant '${p.tenant}' exists already; choose another slug`,
  },
  tenant_invalid: { status: 422, say: (p: { reason: string }) => `the tenant is not valid: ${p.reason}` },
  tenant_key_taken: {
    status: 409,
    say: (p: { system: string; key: string }) =>
      `another tenant has the key '${p.key}' in '${p.system}' already; a key names one tenant, so take it from that one first`,
  },
  tenant_key_unfit: {
    status: 422,
    say: (p: { system: string; key: string; type: string }) =>
      `'${p.key}' is no key of '${p.system}': its tables hold keys as ${p.type}`,
  },
  plugin_unknown: {
    status: 404,
    say: (p: { plugin: string }) => `there is no plugin '${p.plugin}'; list them with \`npx pnpm tessera plugin list\``,
  },
})
