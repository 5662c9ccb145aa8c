import { Component, type ErrorInfo, type ReactNode } from 'react'
import { CardMessage } from './card-message.tsx'
import { errorWords } from './error-words.ts'

interface Props {
  readonly children: ReactNode
  readonly onError?: (error: unknown, info: ErrorInfo) => void
  /** What the children draw; when it changes after an error, they are tried again. */
  readonly resetOn?: unknown
}

/** Keeps a chart that throws inside its card: shows the error state with a retry, and tells `onError`. */
export class PanelBoundary extends Component<Props, { readonly error: unknown }> {
  override state: { readonly error: unknown } = { error: null }

  static getDerivedStateFromError(error: unknown) {
    return { error }
  }

  override componentDidCatch(error: unknown, info: ErrorInfo) {
    this.props.onError?.(error, info)
  }

  override componentDidUpdate(before: Props) {
    if (this.state.error !== null && before.resetOn !== this.props.resetOn) this.setState({ error: null })
  }

  override render() {
    const { error } = this.state
    if (error === null) return this.props.children
    return (
      <CardMessage
        tone="error"
        {...errorWords(error)}
        action={{ label: 'Try again', onClick: () => this.setState({ error: null }) }}
      />
    )
  }
}
