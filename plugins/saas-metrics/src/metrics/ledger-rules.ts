/** Settings that the ledger of MRR is reckoned by, that which is asked most first. */
export const ledgerRules = ['churnRecognition', 'pastDueRule', 'discountRule'] as const
