import { fileWriter, ParquetWriter } from 'hyparquet-writer'
import { isoInstant, kindOf, type RowWriter, type TextColumn } from './row-writer.ts'

const rowsOfGroup = 20_000
const text = { type: 'BYTE_ARRAY', converted_type: 'UTF8' } as const

/** How a column stands in the file. Numbers of any length are text, so that no digit is lost. */
const elements = {
  boolean: { type: 'BOOLEAN' },
  integer: { type: 'INT32' },
  long: { type: 'INT64' },
  float: { type: 'DOUBLE' },
  date: { type: 'INT32', converted_type: 'DATE' },
  instant: { type: 'INT64', converted_type: 'TIMESTAMP_MICROS' },
  numeric: text,
  json: text,
  text,
} as const

/** Microseconds since 1970; null for what lies where nobody writes years with four digits. */
function microseconds(value: string): bigint | null {
  const iso = isoInstant(value)
  const [, seconds, digits = ''] = /^(.{19})(?:\.(\d+))?Z$/.exec(iso) ?? []
  if (seconds === undefined) return null
  return BigInt(Date.parse(`${seconds}Z`)) * 1_000n + BigInt(digits.padEnd(6, '0'))
}

function valueOf(column: TextColumn, value: string | null): unknown {
  if (value === null) return null
  switch (kindOf(column)) {
    case 'boolean':
      return value === 't'
    case 'integer':
    case 'float':
      return Number(value)
    case 'long':
      return BigInt(value)
    case 'date': {
      const at = Date.parse(`${value}T00:00:00Z`)
      return Number.isNaN(at) ? null : new Date(at)
    }
    case 'instant':
      return microseconds(value)
    default:
      return value
  }
}

/** Parquet with Snappy, some 20,000 rows in each group; every column may be null. */
export function parquetWriter(path: string): RowWriter {
  const file = fileWriter(path)
  let writer: ParquetWriter | null = null
  let columns: readonly TextColumn[] = []
  let held: (readonly (string | null)[])[] = []
  const write = async () => {
    const rows = held
    held = []
    const columnData = columns.map((column, at) => ({
      name: column.name,
      data: rows.map((row) => valueOf(column, row[at] ?? null)),
    }))
    await writer?.write({ columnData, rowGroupSize: rowsOfGroup })
  }
  return {
    add: async (part) => {
      if (!writer) {
        columns = part.columns
        const leaves = columns.map((column) => ({
          name: column.name,
          repetition_type: 'OPTIONAL' as const,
          ...elements[kindOf(column)],
        }))
        writer = new ParquetWriter({ writer: file, schema: [{ name: 'root', num_children: leaves.length }, ...leaves] })
      }
      held.push(...part.rows)
      if (held.length >= rowsOfGroup) await write()
    },
    end: async () => {
      if (held.length > 0) await write()
      await writer?.finish()
    },
  }
}
