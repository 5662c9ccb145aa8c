/** When a job runs by itself. */
export interface ShownSchedule {
  /** Five fields. */
  readonly cron: string
  readonly zone: string
}

/** A schedule as a part of a sentence: `at 3:00 AM, only on Sunday`. Null for one that cannot be read. Loads what knows the words. */
export async function scheduleWords({ cron }: Pick<ShownSchedule, 'cron'>): Promise<string | null> {
  const { toString } = await import('cronstrue')
  try {
    const words = toString(cron, { trimHoursLeadingZero: true })
    return words.charAt(0).toLowerCase() + words.slice(1)
  } catch {
    return null
  }
}
