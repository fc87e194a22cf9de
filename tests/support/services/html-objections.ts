// What is wrong with a page, as a validator says that somebody else wrote: the HTML standard, and what WCAG can be checked by.
import { HtmlValidate } from 'html-validate'

const validator = new HtmlValidate({
  extends: ['html-validate:standard', 'html-validate:a11y'],
  rules: { 'no-inline-style': 'off', 'require-sri': 'off', 'tel-non-breaking': 'off' },
})

/** Its objections, each with its line and rule. */
export const objectionsToPage = async (page: string): Promise<readonly string[]> =>
  (await validator.validateString(page)).results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, line }) => `${line} ${ruleId}: ${message}`),
  )
