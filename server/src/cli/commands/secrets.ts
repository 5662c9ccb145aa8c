import { keyring, openVault } from '@tessera/secrets'
import type { Command } from 'commander'
import { readConfig } from '../../config.ts'
import { previousSecrets, readSecret } from '../../secrets/read-secret.ts'
import { print, type OutputOptions } from '../output.ts'
import { withDatabase } from '../session.ts'

/** `secrets rotate`. */
export function secretsCommand(program: Command): void {
  const secrets = program.command('secrets').description('secrets that admins gave to plugins')
  secrets
    .command('rotate')
    .description('seal all secrets with TESSERA_SECRET, those of TESSERA_SECRET_PREVIOUS among them')
    .option('--json', 'print JSON')
    .action(async (options: OutputOptions) => {
      const config = readConfig(process.env)
      const keys = keyring(readSecret(config.secret, config.dataDir), previousSecrets(config))
      const done = await withDatabase(({ owner }) => openVault({ owner, keys }).rotate())
      print(options, done, () => {
        const left = done.left.map(
          ({ tenantId, plugin, name }) =>
            `no key opens '${name}' of '${plugin}' for tenant ${tenantId}: name the secret it was sealed with in TESSERA_SECRET_PREVIOUS, or have an admin set it anew`,
        )
        return [`sealed anew: ${done.sealed}`, ...left].join('\n')
      })
      if (done.left.length > 0) process.exitCode = 1
    })
}
