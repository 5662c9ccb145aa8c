import { Component, type ErrorInfo, type ReactNode } from 'react'
import { CardMessage } from './card-message.tsx'
import { errorWords } from './error-words.ts'

interface Props {
  readonly children: ReactNode
  readonly onError?: (error: unknown, info: ErrorInfo) => void
  /** What the children draw; when it changes after an error, they are tried again. */
  readonly resetOn?: unknown
}

interface State {
  readonly error: unknown
  readonly resetOn: unknown
}

/** Keeps a chart that throws inside its card: shows the error state with a retry, and tells `onError`. */
export class PanelBoundary extends Component<Props, State> {
  override state: State = { error: null, resetOn: this.props.resetOn }

  static getDerivedStateFromError(error: unknown) {
    return { error }
  }

  static getDerivedStateFromProps({ resetOn }: Props, state: State) {
    return resetOn === state.resetOn ? null : { error: null, resetOn }
  }

  override componentDidCatch(error: unknown, info: ErrorInfo) {
    this.props.onError?.(error, info)
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
