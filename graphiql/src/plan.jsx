// The plan of the answer in the open tab, as text, below that answer.

import { useGraphiQL } from "@graphiql/react";

export function Plan() {
  const response = useGraphiQL((state) => state.tabs[state.activeTabIndex]?.response);
  const plan = planOf(response);
  if (plan === undefined) return null;
  return (
    <section className="rencana" aria-label="Rencana">
      <h2>
        Rencana: {plan.panggilan} panggilan ke OPD; tanpa cache paling sedikit{" "}
        {plan.panggilanPalingSedikit}
      </h2>
      <pre tabIndex={0}>{plan.teks}</pre>
    </section>
  );
}

function planOf(response) {
  try {
    return JSON.parse(response)?.extensions?.plan;
  } catch {
    return undefined; // nothing has been answered yet
  }
}
