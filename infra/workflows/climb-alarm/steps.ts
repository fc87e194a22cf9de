// The function behind the step of climb-alarm.
import { agreementKeys } from '../../../shared/agreements/keys.ts'
import { giveNotice } from '../../units/notices.ts'
import { putEvents, type Unit } from '../../units/unit.ts'

export const climbAlarmSteps = {
  ClimbAlarm: {
    name: 'climb-alarm-step',
    context: 'agreements',
    entry: 'functions/agreements/alarms/climb-alarm.ts',
    trigger: { kind: 'step' },
    access: [
      { table: 'main', actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'], leadingKeys: [agreementKeys.agreement] },
      giveNotice,
      putEvents,
    ],
    memory: 256,
    timeoutSeconds: 30,
    userImpact: {
      nl: 'Een alarm dat niemand beantwoordt, gaat niet naar de volgende trede.',
      en: 'An alarm that nobody answers does not go to the next rung.',
    },
  },
} as const satisfies { readonly [step: string]: Unit }
