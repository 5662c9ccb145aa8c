import { defineErrors } from '@tessera/plugin-api'

/** Every refusal of a file of rows. */
export const rowFileErrors = defineErrors({
  file_empty: { status: 422, say: () => 'there is nothing in the file; its first line names the columns' },
  file_text_unreadable: {
    status: 422,
    say: (p: { line: number }) => `line ${p.line} is not written in UTF-8; save the file as "CSV UTF-8"`,
  },
  file_csv_wrong: { status: 422, say: (p: { line: number; reason: string }) => `line ${p.line}: ${p.reason}` },
  file_json_wrong: { status: 422, say: (p: { reason: string }) => `the file is no list of rows in JSON: ${p.reason}` },
  file_json_large: {
    status: 413,
    say: (p: { megabytes: number }) =>
      `a list in JSON is held whole, and ${p.megabytes} MB is the most; write one object in each line`,
  },
  file_parquet_wrong: {
    status: 422,
    say: (p: { reason: string }) => `the file cannot be read as parquet: ${p.reason}`,
  },
})
