/** Narrows to accounts that have not churned. */
export const live = { member: 'account_status' as const, operator: 'notEquals' as const, values: ['churned'] }
