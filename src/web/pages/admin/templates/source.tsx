import type { Child } from 'hono/jsx';
import { Card } from '../../../components/card/card.tsx';
import { words } from './words.ts';

/** A template that is only read, beside what it makes. */
export const SourceAndPicture = ({ template, picture, below }: { template: string; picture: Child; below?: Child }) => (
  <div class="g-editor">
    <div class="g-stack">
      {below}
      <Card title={words.template}>
        <div class="g-source" id="source">
          <pre tabindex={0}>{template}</pre>
        </div>
      </Card>
    </div>
    <Card title={words.preview}>{picture}</Card>
  </div>
);
