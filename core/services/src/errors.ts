import { defineErrors } from '@tessera/plugin-api'

/** Every refusal of the services plugins use. */
export const serviceErrors = defineErrors({
  transaction_open: {
    status: 500,
    say: (p: { called: string }) =>
      `'${p.called}' was called inside a transaction and would wait for the connection that it holds; call it before the ` +
      'transaction, or after it, or read with the `db` of the transaction',
  },
})
