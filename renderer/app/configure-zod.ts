import { z } from 'zod';

// zod probes eval when the first object schema is made, which the content security policy forbids.
// Imported before anything that declares a schema.
z.config({ jitless: true });
