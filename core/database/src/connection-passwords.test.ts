import { expect, test } from 'vitest'
import { passwordsIn, withoutPassword } from './connection-passwords.ts'

test.each([
  ['postgresql://ada:hunter22@db:5432/metrics', 'postgresql://ada@db:5432/metrics'],
  ['postgres://ada:hunter22@db', 'postgres://ada@db'],
  ['postgresql://:hunter22@db/metrics', 'postgresql://@db/metrics'],
  ['postgresql://ada:hun%40ter22%2F@db/metrics', 'postgresql://ada@db/metrics'],
  ['postgresql://ada:hunter22@one:5432,two:5433/metrics', 'postgresql://ada@one:5432,two:5433/metrics'],
  ['postgresql://ada:hun@ter22@db/metrics', 'postgresql://ada@db/metrics'],
  ['postgresql://ada:hun/ter22@db/metrics', 'postgresql://ada@db/metrics'],
  ['postgresql://ada:hun#ter?22@db/metrics', 'postgresql://ada@db/metrics'],
  [
    'postgresql://db/metrics?user=ada&password=hunter22&sslmode=require',
    'postgresql://db/metrics?user=ada&sslmode=require',
  ],
  ['postgresql://db/metrics?PASSWORD=hunter22', 'postgresql://db/metrics'],
  ['postgresql://db/metrics?p%61ssword=hunter22', 'postgresql://db/metrics'],
  ['postgresql://db/metrics?password=hun;ter 22&sslpassword=hunter22', 'postgresql://db/metrics'],
  ['postgresql://ada@/metrics?host=%2Frun%2Fpg&password=hunter22', 'postgresql://ada@/metrics?host=%2Frun%2Fpg'],
  ['redis://:hunter22@cache:6379/1', 'redis://@cache:6379/1'],
  ['host=db user=ada password=hunter22 dbname=metrics', 'host=db user=ada  dbname=metrics'],
  [String.raw`host=db password = 'hun ter\'22' dbname=metrics`, 'host=db  dbname=metrics'],
])('%s is shown without its password', (address, shown) => {
  expect(withoutPassword(address)).toBe(shown)
})

test.each(['postgresql://ada@db:5432/metrics?sslmode=require', 'postgresql://[::1]:5432/metrics', 'host=db user=ada'])(
  '%s has none and stays as it is',
  (address) => {
    expect(withoutPassword(address)).toBe(address)
    expect(passwordsIn(address)).toEqual([])
  },
)

test('passwords are found as they are written and as they are meant', () => {
  expect(passwordsIn('postgresql://ada:p%40ss%2Fword@db/x?sslpassword=other%21')).toEqual([
    'p%40ss%2Fword',
    'p@ss/word',
    'other%21',
    'other!',
  ])
  expect(passwordsIn('postgresql://ada:12/3456@db/x')).toEqual(['12/3456', '12', '3456'])
  expect(passwordsIn("host=db password='pass word'")).toEqual(['pass word'])
})
