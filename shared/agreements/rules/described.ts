// What the rules for ward agreements mean, for the readers of the OpenAPI document.

export const agreementRulesDescribed = {
  schemas: {
    AgreementRules: 'The rules by which a ward agreement is made, reviewed and watched.',
    AgreementRuleSet: 'Rules for ward agreements, with the ward that they were planned for.',
    AgreementRuleSetList: 'The rule sets of the city and of a ward.',
    AgreementRuleSetName: 'The rule set under which something began. It holds for it until its end.',
    AgreementConsultationRules: 'How long residents can comment on a draft.',
    AgreementPollRules: 'Who may vote in the poll of a consultation, and when its result is published.',
    AlarmLadderRung: 'Somebody who is asked to answer an alarm, and how long they have.',
  },
  fields: {
    'AgreementRuleSet.wardCode': 'The ward that it was planned for; `null` for every ward without a set of its own.',
    'AgreementRuleSet.rules': 'The rule set.',
    'AgreementRuleSetName.wardCode':
      'The ward that it was planned for; `null` for every ward without a set of its own.',
    'AgreementRuleSetName.name': 'The name of the rule set.',
    'PlanAgreementRulesRequest.wardCode':
      'The ward that they are planned for; without it every ward that has no set of its own.',
    'PlanAgreementRulesRequest.rules': 'The rule set.',
    'AgreementRules.name': 'A name for the rule set.',
    'AgreementRules.validFrom':
      'The first day on which drafts, reviews and alarms begin under it. It ends when a later one begins.',
    'AgreementRules.consultation': 'How long residents can comment on a draft.',
    'AgreementConsultationRules.shortest': 'The shortest time for comments, from the day on which they are asked.',
    'AgreementConsultationRules.poll': 'The rules of a poll that is held with the consultation.',
    'AgreementPollRules.minimumAge':
      'The age from which residents of the ward may vote, on the day on which the poll closes.',
    'AgreementPollRules.smallestGroup': 'Fewer ballots than this, but more than none, are not published.',
    'AgreementRules.reviews':
      'How far into each year of an agreement its reviews begin, in order. Each is over before the next one begins.',
    'AgreementRules.answerTerm': 'How long owners have to report, from the first day of a review.',
    'AgreementRules.reminder':
      'How long before the end of that term owners who have not reported are reminded; `null` where they are not.',
    'AgreementRules.verdictTerm': 'How long the council has to judge.',
    'AgreementRules.ladder': 'Who must answer an alarm, one after the other. Each rung asks somebody else.',
    'AgreementRules.source': 'Where the rules were published.',
    'AlarmLadderRung.addressee': 'Who is asked.',
    'AlarmLadderRung.term': 'How long they have to answer.',
    'Agreement.ruleSet': 'The rules of the day on which the draft was begun.',
    'AgreementReview.ruleSet': 'The rules by which it was planned; once it has begun, the rules of its first day.',
    'AgreementReview.remindOn': 'The day on which owners who have not reported are reminded.',
    'AgreementAlarm.ruleSet': 'The rules of the day on which it was raised.',
    scope: 'Code of the ward that the rules were planned for, or `city`.',
  },
} as const
