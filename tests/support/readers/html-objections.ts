// Errors in a page, found by an independent validator: violations of the HTML standard, and of the WCAG rules that can be checked.
import { HtmlValidate } from 'html-validate'

const validator = new HtmlValidate({
  extends: ['html-validate:standard', 'html-validate:a11y'],
  rules: { 'no-inline-style': 'off', 'require-sri': 'off', 'tel-non-breaking': 'off' },
})

/** The errors found, each with its line and rule. */
export const objectionsToPage = async (page: string): Promise<readonly string[]> =>
  (await validator.validateString(page)).results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, line }) => `${line} ${ruleId}: ${message}`),
  )
