/** What stands in a card that has nothing to draw: what happened, and what to do. */
export function CardMessage(props: {
  readonly tone: 'empty' | 'error' | 'missing'
  readonly title: string
  readonly text?: string | undefined
  /** Stable code of an error, to look it up by. */
  readonly code?: string | undefined
  readonly action?: { readonly label: string; readonly onClick: () => void } | undefined
}) {
  const { tone, title, text, code, action } = props
  return (
    <div className={`t-message t-message-${tone}`} role={tone === 'error' ? 'alert' : undefined}>
      <p className="t-message-title">{title}</p>
      {text !== undefined && <p>{text}</p>}
      {(code !== undefined || action !== undefined) && (
        <div className="t-message-foot">
          {action !== undefined && (
            <button type="button" className="t-button" onClick={action.onClick}>
              {action.label}
            </button>
          )}
          {code !== undefined && <code>{code}</code>}
        </div>
      )}
    </div>
  )
}
