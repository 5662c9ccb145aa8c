import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type RawBuilder,
} from 'kysely'

/** A list as PostgreSQL writes an array. */
function arrayText(list: readonly unknown[]): string {
  const elements = list.map((element) => {
    if (element === null || element === undefined) return 'NULL'
    if (Array.isArray(element)) return arrayText(element)
    return JSON.stringify(element instanceof Date ? element.toISOString() : String(element))
  })
  return `{${elements.join(',')}}`
}

/** Writes parameters as literals, untyped as the driver sends them: statements that create things take no parameters. */
class LiteralCompiler extends PostgresQueryCompiler {
  protected override appendValue(value: unknown): void {
    const isPlain = typeof value !== 'object' || value === null || value instanceof Date
    this.appendImmediateValue(isPlain ? value : Array.isArray(value) ? arrayText(value) : JSON.stringify(value))
  }
}

const printer = new Kysely<never>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new LiteralCompiler(),
  },
})

/** An expression as text without parameters. */
export function literalSql(expression: RawBuilder<unknown>): string {
  return expression.compile(printer).sql
}
