import { inflateSync } from 'node:zlib'

/** Size of a PNG, and how many different bytes its picture holds: one where it is blank. */
export function readPng(content: Uint8Array): { width: number; height: number; tones: number } {
  const bytes = Buffer.from(content)
  const chunks: Buffer[] = []
  for (let at = 8; at < bytes.length; at += bytes.readUInt32BE(at) + 12) {
    if (bytes.toString('latin1', at + 4, at + 8) !== 'IDAT') continue
    chunks.push(bytes.subarray(at + 8, at + 8 + bytes.readUInt32BE(at)))
  }
  const tones = new Set(inflateSync(Buffer.concat(chunks))).size
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20), tones }
}
