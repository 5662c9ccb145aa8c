/** Takes every table that holds rows, and what it is a part of. This package's own are left out: no figure rests on them. */
const named = (relations: string) => `
  with recursive touched (oid) as (
    ${relations}
    union
    select i.inhparent from touched t join pg_inherits i on i.inhrelid = t.oid
  )
  select n.nspname || '.' || c.relname as name
  from touched t join pg_class c on c.oid = t.oid join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p', 'f', 'm') and c.relpersistence <> 't'
    and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast', 'tessera')`

/** Locks of the running transaction. PostgreSQL keeps those on tables until its end, and gives none back but with the writes. */
const locked = (modes: string) => `
  select l.relation from pg_locks l
  where l.pid = pg_backend_pid() and l.locktype = 'relation' and l.granted and l.mode ${modes}`

/**
 * Selects `name`, as `schema.table`, of every table the running transaction may have written: in statements of its own, in those
 * of functions, triggers and foreign keys, through views and through partitions. What was rolled back to a savepoint is not there.
 */
export const writtenTablesSql = named(locked(`not in ('AccessShareLock', 'RowShareLock')`))

/** The same for every table it has read: those behind views and in functions too. */
export const readTablesSql = named(locked(`is not null`))
