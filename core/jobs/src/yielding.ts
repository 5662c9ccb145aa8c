/** Runs that one tenant may have made in quick succession before further ones stand behind those of others. */
const few = 50
const fadeMs = 60_000

/**
 * Answers the priority of each next run of a tenant's plugin: 0 while it makes few, and lower with each tenth power of them. So what makes
 * thousands at once holds up nobody else. What was made fades by half each minute.
 */
export function yielding(now: () => number = () => performance.now()): (maker: string) => number {
  const made = new Map<string, number>()
  let fadedAt = now()
  const fade = () => {
    for (; now() - fadedAt >= fadeMs && made.size > 0; fadedAt += fadeMs) {
      for (const [maker, count] of made) {
        if (count < 2) made.delete(maker)
        else made.set(maker, count / 2)
      }
    }
    if (made.size === 0) fadedAt = now()
  }
  return (maker) => {
    fade()
    const count = (made.get(maker) ?? 0) + 1
    made.set(maker, count)
    return count <= few ? 0 : -Math.ceil(Math.log10(count / few))
  }
}
