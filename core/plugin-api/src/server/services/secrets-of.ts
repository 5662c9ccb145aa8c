import type { SecretName } from '../../secret.ts'

/** The secrets that admins of the tenant gave to the plugin. */
export interface SecretsOf<P> {
  /** What a secret is now. Refuses `secret_missing` where no admin has set it. Read it where it is used, and hand it on to nobody. */
  readonly read: (name: SecretName<P>) => Promise<string>
  readonly isSet: (name: SecretName<P>) => Promise<boolean>
}
