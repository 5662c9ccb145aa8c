import { useId } from 'react'
import { leftWords, rulesInLine } from './rules-in-line.ts'
import { useSize } from './use-size.ts'

/** The rules of a card on one line, none of them cut; those without room there stand in a list that opens. */
export function CardRules({ rules }: { readonly rules: readonly string[] }) {
  const id = useId()
  const [ref, size] = useSize()
  const line = size === null ? { shown: rules, left: 0 } : rulesInLine(rules, size.width)
  return (
    <div ref={ref} className="t-card-rules">
      {line.shown.join(' · ')}
      {line.left > 0 && (
        <>
          {line.shown.length > 0 && ' · '}
          <button type="button" popoverTarget={id} aria-label={`Rules in force: all ${rules.length}`}>
            {leftWords(line)}
          </button>
          <div id={id} popover="auto" className="t-card-rules-all">
            <b>Reckoned by these rules</b>
            <ul>
              {rules.map((rule) => (
                <li key={rule}>{rule}</li>
              ))}
            </ul>
          </div>
        </>
      )}
    </div>
  )
}
