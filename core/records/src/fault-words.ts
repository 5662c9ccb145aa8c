import { issueWords } from '@tessera/plugin-api'
import type { z } from 'zod'

const formats: Readonly<Record<string, string>> = {
  datetime: 'is no time with a zone; write it as 2026-11-30T09:00:00Z',
  date: 'is no day; write it as 2026-11-30',
  uuid: 'is no UUID',
  guid: 'is no UUID',
}

const types: Readonly<Record<string, string>> = {
  number: 'is no number; write it as 1200 or 12.5',
  int: 'is no whole number; write it as 1200',
  boolean: 'is neither true nor false',
  string: 'is no text',
}

/** What is wrong with a value, as whoever brings a file of them reads it. */
export function faultWords(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_value') return `is none of: ${issue.values.map(String).join(', ')}`
  if (issue.code === 'invalid_format') return formats[issue.format] ?? issueWords(issue)
  if (issue.code === 'invalid_type') return types[issue.expected] ?? issueWords(issue)
  return issueWords(issue)
}
