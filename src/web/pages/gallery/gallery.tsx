import { examples as alert } from '../../components/alert/examples.tsx';
import { examples as button } from '../../components/button/examples.tsx';
import { examples as capacity } from '../../components/capacity/examples.tsx';
import { Card, Stack } from '../../components/card/card.tsx';
import { examples as card } from '../../components/card/examples.tsx';
import { examples as deadline } from '../../components/deadline/examples.tsx';
import { examples as document } from '../../components/document/examples.tsx';
import type { Example } from '../../components/example.ts';
import { examples as facts } from '../../components/facts/examples.tsx';
import { examples as field } from '../../components/field/examples.tsx';
import { examples as filter } from '../../components/filter/examples.tsx';
import { examples as stat } from '../../components/stat/examples.tsx';
import { examples as status } from '../../components/status/examples.tsx';
import { examples as steps } from '../../components/steps/examples.tsx';
import { examples as table } from '../../components/table/examples.tsx';
import { examples as tabs } from '../../components/tabs/examples.tsx';
import { examples as timeline } from '../../components/timeline/examples.tsx';
import type { Page } from '../../context.ts';
import { page } from '../../page.tsx';
import { paths } from '../../paths.ts';

const components: Readonly<Record<string, readonly Example[]>> = {
  alert,
  button,
  capacity,
  card,
  deadline,
  document,
  facts,
  field,
  filter,
  stat,
  status,
  steps,
  table,
  tabs,
  timeline,
};

/** Every component with its named examples; in development only. */
export const galleryPage: Page = (app) => {
  app.get(paths.gallery(), (c) => {
    if (!c.var.services.config.development) return c.notFound();
    return page(
      c,
      { title: { id: 'Galeri komponen', en: 'Component gallery' } },
      <Stack>
        {Object.entries(components).flatMap(([name, examples]) =>
          examples.map((example) => <Card title={`${name}: ${example.name}`}>{example.render()}</Card>),
        )}
      </Stack>,
    );
  });
};
