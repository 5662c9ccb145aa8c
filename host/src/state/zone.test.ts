import { expect, test } from 'vitest'
import { allZones, findZones, isTimeZone } from './zone.ts'

test('knows IANA names, and refuses offsets and inventions', () => {
  expect(['UTC', 'Europe/Berlin', 'Asia/Kolkata', 'Asia/Calcutta'].every(isTimeZone)).toBe(true)
  expect(['', '+02:00', '-05', 'Mars/Olympus', 'Europe'].some(isTimeZone)).toBe(false)
})

test('finds zones by part of their name, by words, and by names that are not listed', () => {
  expect(findZones('berlin', allZones())).toEqual(['Europe/Berlin'])
  expect(findZones('new york', allZones())).toContain('America/New_York')
  expect(findZones('kolkata', ['UTC', 'Asia/Calcutta'])).toEqual(['Asia/Kolkata'])
  expect(findZones('  ', allZones())).toEqual([])
  expect(findZones('olympus mons', allZones())).toEqual([])
})
