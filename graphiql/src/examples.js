// Which examples can be asked of this graph.

import { Kind, parse } from "graphql";

/* global EXAMPLES */

const ROOTS = "query Akar { __schema { queryType { fields { name } } } }";

/**
 * Tell the examples whose root fields the graph has. They are written for the province's;
 * over an agency's own file those of another would be mistakes from the first line on.
 */
export async function examplesOf(fetcher) {
  const answer = await fetcher({ query: ROOTS, operationName: "Akar" }).catch(() => null);
  const fields = answer?.data?.__schema?.queryType?.fields ?? [];
  const known = new Set(fields.map(({ name }) => name));
  return EXAMPLES.filter(({ query }) => roots(query).every((name) => known.has(name)));
}

/** Tell the root fields of a document's operations. */
function roots(query) {
  return parse(query).definitions
    .filter(({ kind }) => kind === Kind.OPERATION_DEFINITION)
    .flatMap(({ selectionSet }) => selectionSet.selections)
    .filter(({ kind }) => kind === Kind.FIELD)
    .map(({ name }) => name.value);
}
