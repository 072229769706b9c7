// Sends operations to the gateway that served the page.

const ACCEPT =
  "application/graphql-response+json, application/json;q=0.9";
const UNREACHABLE = "Gateway tidak dapat dihubungi";
const INTROSPECTION = "IntrospectionQuery";

/**
 * Make GraphiQL's fetcher. `asked` names the headers that are switched on;
 * the headers editor has the last word. The schema is fetched without them.
 */
export function fetcherOf(asked) {
  return async (operation, { headers } = {}) => {
    const extra = operation.operationName === INTROSPECTION ? [] : asked;
    const answer = await reach({
      "content-type": "application/json",
      accept: ACCEPT,
      ...Object.fromEntries(extra.map((name) => [name, "1"])),
      ...headers,
    }, operation);
    return answer.json();
  };
}

async function reach(headers, operation) {
  try {
    const body = JSON.stringify(operation);
    return await fetch("/graphql", { method: "POST", headers, body });
  } catch (error) {
    throw new Error(`${UNREACHABLE}: ${error.message}`);
  }
}
