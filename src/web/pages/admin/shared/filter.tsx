import { openForm } from '../../../act.ts';
import { Button } from '../../../components/button/button.tsx';
import { Select } from '../../../components/field/field.tsx';
import { initialValues } from '../../../form.ts';
import { useWords } from '../../../view.ts';
import { shared } from './words.ts';

/** Narrows a list as one types, where scripts run; elsewhere it does not show. `table` is the id of the element around the table. */
export const TypeFilter = ({ table }: { table: string }) => {
  const t = useWords();
  return (
    <input
      type="search"
      class="form-control g-filter"
      aria-label={t(shared.filter)}
      placeholder={t(shared.filter)}
      data-filter={`#${table}`}
      hidden
    />
  );
};

/** Narrows a list to one office. */
export const OfficeFilter = ({
  action,
  offices,
  chosen,
}: {
  action: string;
  offices: readonly { id: string; name: string }[];
  chosen: string;
}) => (
  <form method="get" action={action} class="g-bar">
    <Select
      state={openForm({ values: initialValues({ office: chosen }) })}
      name="office"
      label={shared.office}
      empty={shared.all}
      options={offices.map((office) => ({ value: office.id, label: office.name }))}
      width="medium"
    />
    <Button label={shared.show} tone="secondary" />
  </form>
);
