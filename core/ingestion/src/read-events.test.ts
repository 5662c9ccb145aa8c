import { readJson } from '@tessera/plugin-api/server'
import { expect, test } from 'vitest'
import { readEvents } from './read-events.ts'

const read = (text: string) => readEvents(text, (part, firstLine = 1) => readJson(part, { firstLine }))
const [one, two] = [{ id: 'a' }, { id: 'b' }]

test.each([
  ['an array', '[{"id":"a"},\n{"id":"b"}]', [one, two], null],
  ['a batch', '{"events":[{"id":"a"}\n,{"id":"b"}]}', [one, two], null],
  ['one event', '{\n"id": "a"\n}\n', [one], null],
  ['a line each', '{"id":"a"}\n{"id":"b"}\n', [one, two], [1, 2]],
  ['a line each, blank ones between', '\n{"id":"a"}\n\n  \n{"id":"b"}', [one, two], [2, 5]],
])('reads %s', (_, text, events, lines) => {
  expect(read(text)).toEqual({ events, lines })
})

test.each([
  ['a line each, one wrong', '\n{"id":"a"}\n\n{"id" "b"}\n{"id":"c"}', 4],
  ['a line each, the last cut off', '{"id":"a"}\n{"id":"b"}\n\n{"id":', 4],
  ['a line each, the first wrong', '{"id":"a"\n{"id":"b"}', 1],
  ['an array, one wrong', '[\n{"id":"a"},\n\n{"id" "b"}\n]', 4],
  ['a batch, one wrong', '{\n"events": [\n{"id" "a"}\n]}', 3],
])('of %s the line is named', (_, text, line) => {
  expect(() => read(text)).toThrow(new RegExp(`^line ${line}: `))
})
