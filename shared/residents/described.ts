// What the fields about somebody signed in mean, for the readers of the OpenAPI document.

export const residentsDescribed = {
  schemas: { Me: 'Who I am to the system. The age and not the birth date: more is not needed to know what I may do.' },
  fields: {
    'Me.id': 'The subject of the token.',
    'Me.ward': 'The ward in which I live as the city has verified it; `null` where it has not.',
    'MeWard.code': 'Code of the ward.',
    'MeWard.name': 'Name of the ward.',
    'Me.age': 'My age today in years; `null` where the city has not verified my birth date.',
    'Me.roles': 'The roles that I have on the staff of the city.',
  },
} as const
