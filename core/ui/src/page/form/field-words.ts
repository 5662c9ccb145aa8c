import type { FormField } from '@tessera/plugin-api/wire'

/** A value of a field as a sentence has it. */
export function fieldText(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off'
  if (typeof value === 'number') return new Intl.NumberFormat('en-US', { maximumFractionDigits: 20 }).format(value)
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** A choice in words: `term_end` is read as "term end". */
export function choiceText(choice: string): string {
  return choice.replaceAll('_', ' ')
}

/** What a field is for, and what it is when nobody changes it. */
export function fieldAbout({ description, unit, usual, kind }: FormField): string {
  const usually =
    usual === null || usual === undefined || kind === 'json'
      ? ''
      : `Usually ${kind === 'choice' && typeof usual === 'string' ? choiceText(usual) : fieldText(usual)}${unit ? ` ${unit}` : ''}.`
  return [description, usually].filter((part) => part !== '').join(' ')
}
