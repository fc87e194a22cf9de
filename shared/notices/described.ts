// What the fields of notices mean, for the readers of the OpenAPI document.

export const noticesDescribed = {
  schemas: {
    NoticeRole: 'The recipient: a council, or whoever answers an alarm.',
    Notice: 'Something that is asked of a role, or that it should know.',
    NoticeKind: 'What the notice is about.',
    NoticeTitle: 'The notice in words, in Dutch and English.',
    NoticeSubject: 'The subject of its mail, in Dutch and English.',
    NoticeDelivery: 'Where it is on its way into the mailbox of the role.',
    NoticeDeliveryStatus:
      '`waiting`: to be mailed, or tried again later. `sending`: being mailed. `sent`: the mail service took it. `listed`: in this list only.',
    NoticeHindrance: '`no-address`: the role has no mailbox. `refused`: the mail service did not take it.',
    NoticeListedBecause:
      '`no-channel`: this stage mails nothing. `not-deliverable`: it was tried for weeks and could not be mailed.',
  },
  fields: {
    role: 'A role that you have; the first one that has notices where you name none.',
    'Notice.id': 'Id of the notice.',
    'Notice.role': 'The role that receives the notice.',
    'Notice.kind': 'What it is about.',
    'Notice.about': 'Id of the thing that it is about: a review or an alarm.',
    'Notice.link': 'The thing to look at, as its path below the base of the API.',
    'Notice.title': 'The notice in words.',
    'Notice.subject': 'The subject of its mail.',
    'Notice.isUrgent': 'Whether it is mailed at once. The others are collected into one mail a day.',
    'Notice.at': 'From when it is.',
    'Notice.department': 'Which department is asked, if the role is a department.',
    'Notice.delivery': 'Whether it was mailed.',
    'NoticeTitle.nl': 'The words in Dutch.',
    'NoticeTitle.en': 'The words in English.',
    'NoticeSubject.nl': 'The subject in Dutch.',
    'NoticeSubject.en': 'The subject in English.',
    'NoticeDelivery.status': 'Where it is on its way.',
    'NoticeDelivery.attempts': 'How often it was tried.',
    'NoticeDelivery.hindrance': 'Why the last attempt failed.',
    'NoticeDelivery.nextAttemptAt': 'When it is mailed, or tried again.',
    'NoticeDelivery.sentAt': 'When the mail service took it.',
    'NoticeDelivery.because': 'Why it is in the list only.',
  },
} as const
