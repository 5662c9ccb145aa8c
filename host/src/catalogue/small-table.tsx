/** A table of texts, as small as they allow; it scrolls by itself where it is too wide. */
export function SmallTable(props: {
  readonly title: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
  /** Columns set to the right. */
  readonly numeric?: readonly boolean[]
}) {
  const { title, columns, rows, numeric = [] } = props
  const side = (index: number) => (numeric[index] ? 'number' : undefined)
  return (
    // why: keyboard users must be able to scroll it
    <div className="small-table" tabIndex={0} role="group" aria-label={title}>
      <table>
        <caption>{title}</caption>
        <thead>
          <tr>
            {columns.map((column, index) => (
              <th key={column} scope="col" className={side(index)}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={at}>
              {row.map((text, index) => (
                <td key={index} className={side(index)}>
                  {text}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
