import { identityErrors } from './errors.ts'

const fewest = 10
const most = 128
/** Characters the estimate looks at: a guess that fails at so many is out of reach, and more would take long. */
const looked = 64
/** Fewest score of zxcvbn: a million guesses. */
const fewestScore = 2

async function loadEstimator() {
  const [{ ZxcvbnFactory }, common] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
  ])
  return new ZxcvbnFactory({ dictionary: common.dictionary, graphs: common.adjacencyGraphs })
}

let estimator: ReturnType<typeof loadEstimator> | undefined

/**
 * Refuses a new password with `password_weak`: too short or too long, one of the common ones or close to it, or made of the
 * person's own name and address. Every door that sets a password asks here.
 */
export async function assertPassword(
  password: string,
  person: { readonly email: string; readonly name: string },
): Promise<void> {
  const characters = [...password.normalize('NFKC')]
  if (characters.length < fewest)
    throw identityErrors('password_weak', { reason: `it has fewer than ${fewest} characters` })
  if (characters.length > most) throw identityErrors('password_weak', { reason: `it has more than ${most} characters` })
  // why: reading the lists takes 90 ms and is needed rarely
  estimator ??= loadEstimator()
  const { email, name } = person
  const own = [
    email,
    name,
    name.replaceAll(/\s+/g, ''),
    'tessera',
    ...email.split('@'),
    ...`${email} ${name}`.split(/[@.+_\s-]/),
  ]
  const { score } = (await estimator).check(
    characters.slice(0, looked).join(''),
    own.filter((word) => word.length > 2),
  )
  if (score < fewestScore) throw identityErrors('password_weak', { reason: 'it is among the first that are tried' })
}
