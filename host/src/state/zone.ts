/** Whether this browser knows a time zone by this IANA name. */
export function isTimeZone(name: string): boolean {
  try {
    return name !== '' && !/^[+-]/.test(name) && new Intl.DateTimeFormat('en', { timeZone: name }).format(0) !== ''
  } catch {
    return false
  }
}

/** The zone this browser runs in. */
export function browserZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone
}

/** Every zone this browser can name, UTC first. */
export function allZones(): readonly string[] {
  return ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')]
}

/** Zones whose name contains a text. Finds names this browser knows but does not list (`kolkata`, listed as Calcutta). */
export function findZones(text: string, zones: readonly string[]): readonly string[] {
  const words = text.trim().toLowerCase().replaceAll(' ', '_')
  if (words === '') return []
  const found = zones.filter((name) => name.toLowerCase().includes(words))
  if (found.length > 0) return found
  const city = words.replaceAll(/(^|_|-)[a-z]/g, (start) => start.toUpperCase())
  const regions = new Set(zones.map((name) => name.split('/')[0] ?? name))
  return [text.trim(), ...[...regions].map((region) => `${region}/${city}`)].filter(isTimeZone)
}
