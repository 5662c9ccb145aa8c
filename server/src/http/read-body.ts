import type { IncomingMessage } from 'node:http'
import { finished, type Readable, type Transform } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from 'node:zlib'
import { pluginErrors, ProblemError } from '@tessera/plugin-api'
import { serverErrors } from '../errors.ts'
import type { BodyLimits } from './body-limits.ts'
import { depthCounter } from './json-depth.ts'

const unpackers: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
  zstd: createZstdDecompress,
}

/** The body as its sender wrote it, and what to do when no more of it is wanted. */
function unpacked(request: IncomingMessage): { readonly source: Readable; readonly stop: () => void } {
  const encoding = (request.headers['content-encoding'] ?? 'identity').trim().toLowerCase()
  if (encoding === 'identity' || encoding === '') return { source: request, stop: () => {} }
  const unpacker = Object.hasOwn(unpackers, encoding) ? unpackers[encoding]?.() : undefined
  if (!unpacker) {
    throw serverErrors('encoding_unsupported', {
      encoding: encoding.slice(0, 60),
      known: Object.keys(unpackers).join(', '),
    })
  }
  finished(request, { writable: false }, (error) => error && unpacker.destroy(error))
  const stop = () => {
    request.unpipe(unpacker)
    unpacker.on('error', () => {}).destroy()
  }
  return { source: request.pipe(unpacker), stop }
}

/**
 * Reads a body of JSON, unpacked, no further than it keeps to its limits. Refuses with `body_too_large`, `body_too_deep`,
 * `encoding_unsupported`, and with `body_malformed` what cannot be unpacked or breaks off.
 */
export async function readBody(request: IncomingMessage, limits: BodyLimits): Promise<Buffer> {
  const tooLarge = () => serverErrors('body_too_large', { kilobytes: limits.bytes / 1024 })
  if (Number(request.headers['content-length'] ?? 0) > limits.bytes) throw tooLarge()
  const { source, stop } = unpacked(request)
  const countDepth = depthCounter(limits.levels)
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for await (const chunk of source.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>) {
      size += chunk.byteLength
      if (size > limits.bytes) throw tooLarge()
      countDepth(chunk)
      chunks.push(chunk)
    }
  } catch (error) {
    stop()
    if (error instanceof ProblemError) throw error
    throw pluginErrors('body_malformed', { reason: 'it cannot be unpacked, or broke off' })
  }
  return Buffer.concat(chunks, size)
}
