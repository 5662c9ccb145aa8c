import { passwordsIn, withoutPassword } from '@tessera/database'
import { hiddenValues } from '@tessera/secrets'
import { secretsIn } from './read-secret.ts'

// why: shorter ones stand inside of ordinary words, and hiding them would make sentences unreadable
const shortest = 4
const hidden = '***'

/** Secrets of plugins that code of this process has read. */
export const readValues = hiddenValues()

/** What nobody may read: passwords of addresses and secrets of the environment, and secrets of plugins. */
function secretsOf(env: Readonly<Record<string, string | undefined>>): string[] {
  const passwords = [env['DATABASE_URL'] ?? '', env['REDIS_URL'] ?? '', env['TESSERA_SMTP_URL'] ?? ''].flatMap(
    (address) => {
      const shown = withoutPassword(address)
      // why: a password that is the user's name too would take that name out of every sentence
      return passwordsIn(address).filter((password) => !shown.includes(password))
    },
  )
  const previous = secretsIn(env['TESSERA_SECRET_PREVIOUS'] ?? '')
  const login = env['TESSERA_DATABASE_LOGIN']?.replace(/^[^:]*:/, '')
  const given = [env['TESSERA_SECRET'], env['PGPASSWORD'], login, ...previous].filter((one) => one !== undefined)
  const forms = [...passwords, ...given].flatMap((one) => [one, encodeURIComponent(one)])
  const told = [...forms.filter((one) => one.length >= shortest), ...readValues.all()]
  return told.toSorted((a, b) => b.length - a.length)
}

/** A text without the passwords and secrets of the environment and of plugins, whoever quoted them. */
export function hideSecrets(text: string, env: Readonly<Record<string, string | undefined>> = process.env): string {
  return secretsOf(env).reduce((shown, secret) => shown.replaceAll(secret, hidden), text)
}

function hideWithin(value: unknown, hide: (text: string) => string): unknown {
  if (typeof value === 'string') return hide(value)
  if (Array.isArray(value)) return value.map((item) => hideWithin(item, hide))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [hide(key), hideWithin(item, hide)]))
}

/** A line of JSON without the passwords and secrets of the environment and of plugins; what is no text in it stays. */
export function hideSecretsInJson(
  line: string,
  env: Readonly<Record<string, string | undefined>> = process.env,
): string {
  const written = secretsOf(env).map((secret) => JSON.stringify(secret).slice(1, -1))
  if (!written.some((secret) => line.includes(secret))) return line
  return `${JSON.stringify(hideWithin(JSON.parse(line), (text) => hideSecrets(text, env)))}\n`
}
