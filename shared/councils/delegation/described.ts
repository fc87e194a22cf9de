// What the fields of delegations mean, for the readers of the OpenAPI document.

export const councilDelegationDescribed = {
  schemas: {
    AboutRevocation: 'A delegation that is to be taken back.',
    AboutDelegatedDecision: 'A decision of the ward manager to which the council objected: it is confirmed, or not.',
    Delegation: 'The right of the ward manager to decide about small initiatives on behalf of the council.',
    DelegationStatus: 'Given, or taken back by another decision.',
    DelegatedDecision: 'A decision of the ward manager on behalf of the council, as everyone may see it.',
    DelegatedDecisionStatus:
      'It stands; the council objected to it; a formal meeting confirmed it, or disapproved of it.',
    DelegatedDecisionOutcome: 'Money was awarded, or declined.',
  },
  fields: {
    delegationId: 'The decision of the ward council that delegates.',
    delegatedDecisionId: 'Id of the decision of the ward manager.',
    'AboutDelegation.from': 'The first day; the day of the decision unless a later one is named.',
    'Delegation.id': 'The decision of the ward council that delegates.',
    'Delegation.upToCents': 'The largest amount that may be asked of an initiative, in cents.',
    'Delegation.from': 'The first day on which the ward manager may decide.',
    'Delegation.until': 'The first day on which the council itself decides again.',
    'DelegatedDecision.id': 'Id of the decision of the ward manager.',
    'DelegatedDecision.title': 'What the initiative is called.',
    'DelegatedDecision.outcome': 'The outcome of the decision.',
    'DelegatedDecision.amountCents': 'The awarded amount, in cents.',
    'DelegatedDecision.decidedAt': 'When it was decided.',
    'DelegatedDecision.objectUntil': 'The last day on which the council may object.',
    'DelegatedDecision.isSuspendedByObjection': 'Whether what was awarded waits while the council objects.',
    'ObjectToDelegatedDecisionRequest.reason': 'Why the council objects; everybody can read it.',
  },
} as const
