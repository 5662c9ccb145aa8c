import { defineErrors } from '@tessera/plugin-api'

/** Every refusal of secrets. */
export const secretErrors = defineErrors({
  secret_unknown: {
    status: 500,
    say: (p: { plugin: string; secret: string }) =>
      `the plugin '${p.plugin}' has no secret '${p.secret}'; declare it under settings of the contract: ${p.secret}: secret({ title: '…' })`,
  },
  secret_missing: {
    status: 409,
    say: (p: { plugin: string; title: string; secret: string }) =>
      `'${p.title}' of ${p.plugin} is not set for this tenant; an admin sets it under Plugins, ${p.plugin}, Settings`,
  },
  secret_sealed_otherwise: {
    status: 500,
    say: (p: { plugin: string; secret: string; key: string }) =>
      `the secret '${p.secret}' of '${p.plugin}' is sealed with the key ${p.key}, which this server does not have; put the TESSERA_SECRET of before into TESSERA_SECRET_PREVIOUS, or have an admin set the secret anew`,
  },
  secret_damaged: {
    status: 500,
    say: (p: { plugin: string; secret: string }) =>
      `the secret '${p.secret}' of '${p.plugin}' is not as it was stored, or was stored for another place; have an admin set it anew`,
  },
})
