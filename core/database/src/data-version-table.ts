/** The table of data versions, in the schema of what this package keeps for itself; the first under tenant protection. */
export const dataVersionTable = { schema: 'tessera', name: 'tessera.data_version' } as const

/** The versions of single tables, in the same schema. */
export const tableVersionTable = 'tessera.table_version'
