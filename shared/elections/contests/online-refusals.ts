import type { RefusalCatalogue } from '../../kernel/refusals.ts'
import { rulesBehind } from '../rules/behind.ts'
import { contestStandings } from '../standings.ts'

/** Every "no" about the online poll of a contest. */
export const onlineRefusals = {
  'online-poll-not-possible': {
    status: 409,
    title: {
      nl: 'Een digitale stemming aankondigen kan nu niet. Dat kan als de volgorde van de kandidaten is geloot.',
      en: 'No online poll can be announced now. It can be once the order of the candidates is drawn.',
    },
    standings: contestStandings,
  },
  'online-not-in-rules': {
    status: 409,
    rule: rulesBehind.online,
    title: {
      nl: 'Volgens de regels van deze verkiezing wordt alleen op papier gestemd.',
      en: 'By the rules of this election people vote on paper only.',
    },
  },
  'online-poll-announced': {
    status: 409,
    title: {
      nl: 'De digitale stemming van deze kandidatenlijst is al aangekondigd. Is die afgelast, dan wordt alleen op papier gestemd.',
      en: 'The online poll of this candidate list was announced already. If it was called off, people vote on paper only.',
    },
  },
  'no-vote-needed': {
    status: 409,
    title: {
      nl: 'In deze wijk hoeft niet te worden gestemd: er zijn niet meer kandidaten dan zetels.',
      en: 'No vote is needed in this ward: there are no more candidates than seats.',
    },
  },
  'roll-not-frozen-yet': {
    status: 409,
    title: {
      nl: 'De kiezerslijst ligt nog niet vast. Lees die eerst in.',
      en: 'The roll is not frozen yet. Import it first.',
    },
  },
  'nobody-on-roll': {
    status: 409,
    title: {
      nl: 'Op de kiezerslijst staat niemand van deze wijk. Herstel de lijst eerst.',
      en: 'Nobody of this ward is on the roll. Correct the roll first.',
    },
  },
  'online-poll-cannot-be-held': {
    status: 409,
    title: {
      nl: 'Over deze kandidatenlijst kan geen digitale stemming worden gehouden. Herstel eerst wat hieronder staat.',
      en: 'No online poll can be held on this candidate list. First correct what is named below.',
    },
  },
  'no-online-poll': {
    status: 409,
    title: {
      nl: 'In deze wijk is geen digitale stemming die kan worden afgelast.',
      en: 'This ward has no online poll that can be called off.',
    },
    standings: contestStandings,
  },
  'online-poll-open': {
    status: 409,
    title: {
      nl: 'De digitale stemming is open, of gaat zo open. Zij kan niet meer los worden afgelast: wie een stembewijs heeft, kan niet op papier stemmen.',
      en: 'The online poll is open, or about to open. It cannot be called off by itself any more: whoever has a permit cannot vote on paper.',
    },
  },
} as const satisfies RefusalCatalogue
