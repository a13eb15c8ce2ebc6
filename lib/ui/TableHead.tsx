interface TableHeadProps {
  caption: string;
  heads: readonly string[];
}

/**
 * The head of a table whose rows are laid out as blocks on a phone, which takes the meaning from it: the roles say again
 * what the elements mean, here and in the rows.
 */
export function TableHead({ caption, heads }: TableHeadProps) {
  return (
    <>
      <caption class="visually-hidden">{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {heads.map((head) => <th key={head} scope="col" role="columnheader">{head}</th>)}
        </tr>
      </thead>
    </>
  );
}
