import type { Child } from 'hono/jsx';

/** A named example of a component: shown in the gallery and checked by axe. */
export type Example = { name: string; render: () => Child };
