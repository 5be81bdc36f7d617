import { z } from 'zod';
import { issueClause } from './words/issue-clause.ts';

/**
 * The schema library, without code generation (pages forbid eval, and even its probe for it is reported by browsers)
 * and with our own words for what is wrong. Everything that makes schemas imports `z` from here, so that this runs
 * first.
 */
z.config({ jitless: true, localeError: issueClause });

export { z };
