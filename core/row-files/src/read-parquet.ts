import { parquetMetadataAsync, parquetReadObjects, parquetSchema, type AsyncBuffer } from 'hyparquet'
import { decompress as decompressZstd } from 'fzstd'
import { decompressBrotli } from 'hyparquet-compressors/src/brotli.js'
import { gunzip } from 'hyparquet-compressors/src/gzip.js'
import { decompressLz4, decompressLz4Raw } from 'hyparquet-compressors/src/lz4.js'
import { rowFileErrors } from './errors.ts'
import type { RowFile } from './row-file.ts'

// why: the main door of the package begins WebAssembly for Snappy, which pages may not run; hyparquet reads Snappy itself
const compressors = {
  BROTLI: decompressBrotli,
  GZIP: (input: Uint8Array, length: number) => gunzip(input, new Uint8Array(length)),
  LZ4: decompressLz4,
  LZ4_RAW: decompressLz4Raw,
  ZSTD: (input: Uint8Array, length: number) => decompressZstd(input, new Uint8Array(length)),
}

/** ISO text of an instant, with the digits behind its seconds. */
function instant(ticks: bigint, perSecond: bigint, digits: number): string {
  const rest = ((ticks % perSecond) + perSecond) % perSecond
  const seconds = new Date(Number((ticks - rest) / perSecond) * 1000).toISOString().slice(0, 19)
  return `${seconds}.${String(rest).padStart(digits, '0')}Z`
}

const parsers = {
  timestampFromMilliseconds: (ticks: bigint) => instant(BigInt(ticks), 1_000n, 3),
  timestampFromMicroseconds: (ticks: bigint) => instant(BigInt(ticks), 1_000_000n, 6),
  // why: databases keep microseconds
  timestampFromNanoseconds: (ticks: bigint) => instant(BigInt(ticks) / 1_000n, 1_000_000n, 6),
  dateFromDays: (days: number) => new Date(days * 86_400_000).toISOString().slice(0, 10),
}

/** A cell as JSON has it. */
function cell(value: unknown): unknown {
  if (value === undefined) return null
  if (typeof value !== 'bigint') return value
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : String(value)
}

async function orSay<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw rowFileErrors('file_parquet_wrong', { reason: error instanceof Error ? error.message : String(error) })
  }
}

/** A file of parquet. Times without a zone are taken at UTC. Refuses with `file_parquet_wrong`. */
export async function readParquet(blob: Blob): Promise<RowFile> {
  const file: AsyncBuffer = {
    byteLength: blob.size,
    slice: (start, end) => blob.slice(start, end ?? blob.size).arrayBuffer(),
  }
  const metadata = await orSay(() => parquetMetadataAsync(file))
  const columns = parquetSchema(metadata).children.map(({ element }) => element.name)
  const count = Number(metadata.num_rows)
  return {
    format: 'parquet',
    columns,
    typed: true,
    count: async () => count,
    parts: async function* (most) {
      for (let rowStart = 0; rowStart < count; rowStart += most) {
        const rowEnd = Math.min(count, rowStart + most)
        const asked = { file, metadata, compressors, parsers: parsers as never, rowStart, rowEnd, useOffsetIndex: true }
        const rows = await orSay(() => parquetReadObjects(asked))
        yield {
          cells: rows.map((row) => columns.map((name) => cell(row[name]))),
          lines: rows.map((_, nth) => rowStart + nth + 1),
        }
      }
    },
  }
}
