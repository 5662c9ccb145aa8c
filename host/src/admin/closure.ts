/** What is known of a plugin for switching it. */
export interface Switchable {
  readonly id: string
  readonly title: string
  readonly enabled: boolean
  readonly requires: readonly string[]
}

/** What else a switch moves: what is turned on along with a plugin, or goes off with it. Empty when nothing does. */
export function closureNotice(plugin: Switchable, all: readonly Switchable[]): string {
  const others = plugin.enabled ? dependents(plugin, all) : needed(plugin, all)
  const names = others.filter((other) => other.enabled === plugin.enabled).map(({ title }) => title)
  if (names.length === 0) return ''
  return plugin.enabled
    ? `Turning it off also turns off ${names.join(', ')}`
    : `Turning it on also turns on ${names.join(', ')}`
}

/** What a switch did, in one sentence. */
export function changedSentence(plugin: string, enabled: boolean, changed: readonly string[]): string {
  const others = changed.filter((id) => id !== plugin)
  const word = enabled ? 'on' : 'off'
  return others.length === 0 ? `${plugin} is ${word}.` : `${plugin} is ${word}, and with it ${others.join(', ')}.`
}

function dependents(plugin: Switchable, all: readonly Switchable[]): readonly Switchable[] {
  return reach(plugin, (from) => all.filter((other) => other.requires.includes(from.id)))
}

function needed(plugin: Switchable, all: readonly Switchable[]): readonly Switchable[] {
  return reach(plugin, (from) => all.filter((other) => from.requires.includes(other.id)))
}

function reach(start: Switchable, next: (from: Switchable) => readonly Switchable[]): readonly Switchable[] {
  const found = new Map([[start.id, start]])
  for (const each of found.values())
    for (const other of next(each)) if (!found.has(other.id)) found.set(other.id, other)
  found.delete(start.id)
  return [...found.values()]
}
