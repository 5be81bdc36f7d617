import { z } from 'zod';

/**
 * The schema library, without code generation: pages forbid eval, and even its probe for it is reported by browsers.
 * Everything that makes schemas imports `z` from here, so that this runs first.
 */
z.config({ jitless: true });

export { z };
