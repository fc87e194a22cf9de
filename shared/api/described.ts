// What the fields that every context shares mean, for the readers of the OpenAPI document.

export const apiDescribed = {
  schemas: {
    Problem:
      'An error (RFC 9457). `code` is stable; `title` says what happened and `detail` what can be done now, in the language of the request.',
    FieldError: 'One field that is not as declared.',
    Role: 'A role of a member of the city’s staff.',
    Warning:
      'It was done, and this should be known of it. `code` is stable; `detail` is in the language of the request.',
    WarningSubject: 'Something that a warning names.',
    GetOpenApiResponse: 'An OpenAPI 3.1 document.',
  },
  fields: {
    items: 'What the list holds, in the order that the operation names.',
    cursor: 'Where the next page begins: send it back as `cursor`. Absent on the last page.',
    limit: 'The largest number of items on a page.',
    openapi: 'The version of OpenAPI that the document follows.',
    warnings:
      'What should be known of what was done. Nothing was refused for it; absent where there is nothing to say.',
    'Warning.code': 'A stable name of the warning.',
    'Warning.detail': 'What should be known, in the language of the request.',
    'Warning.pointer': 'The field that it is about: a JSON pointer (RFC 6901).',
    'Warning.about': 'The things that it names.',
    'WarningSubject.id': 'Id of the thing.',
    'WarningSubject.title': 'What the thing is called.',
    since: 'From the beginning of this day in the city.',
    'Problem.type': 'An address that identifies this kind of problem; it ends with the code.',
    'Problem.title': 'What happened, in the language of the request.',
    'Problem.status': 'The HTTP status, the same as that of the answer.',
    'Problem.detail': 'What can be done now, in the language of the request.',
    'Problem.code': 'A stable name of the problem. The examples of an answer name those that it can have.',
    'Problem.correlationId': 'Finds the request in our logs. The ballot path keeps no logs and sends none.',
    'Problem.rule': 'The rule behind it: an article, or a value of the rule set by its JSON pointer.',
    'Problem.facts': 'Numbers and dates that belong to the problem, by name.',
    'Problem.errors': 'Each field that is not as declared; at most fifty.',
    'FieldError.in': 'The part of the request that has the field.',
    'FieldError.pointer': 'The place of the field in that part: a JSON pointer (RFC 6901).',
    'FieldError.code': 'A stable name of what is wrong with the field.',
    'FieldError.detail': 'The error of the field, in the language of the request.',
  },
} as const
