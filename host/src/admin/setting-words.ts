/** A value of a setting as a sentence has it. */
export function settingText(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off'
  if (typeof value === 'number') return new Intl.NumberFormat('en-US', { maximumFractionDigits: 20 }).format(value)
  return typeof value === 'string' ? value : JSON.stringify(value)
}
