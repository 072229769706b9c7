// The page: GraphiQL over this gateway's graph, with our examples and switches.

import "./workers.js";
import "@graphiql/react/style.css";
import "@graphiql/plugin-doc-explorer/style.css";
import "@graphiql/plugin-history/style.css";
import "@graphiql/plugin-explorer/style.css";
import "graphiql/graphiql.css";
import "./page.css";

import { explorerPlugin } from "@graphiql/plugin-explorer";
import { GraphiQL, HISTORY_PLUGIN } from "graphiql";
import { useMemo, useState } from "react";
import { createRoot } from "react-dom/client";

import { examplesOf } from "./examples.js";
import { fetcherOf } from "./fetcher.js";
import { Plan } from "./plan.jsx";
import { Examples, Switches } from "./toolbar.jsx";

const EXPLORER = { ...explorerPlugin({ showAttribution: false }), title: "Penjelajah kueri" };
const PLUGINS = [HISTORY_PLUGIN, EXPLORER];
const STARTER = "# Tulis kueri di sini.\n# Ctrl+Spasi menawarkan field, Ctrl+Enter menjalankan.\n";

/** Make the tabs of the first visit; without examples the starter has the only one. */
function tabsOf(examples) {
  return examples.length > 0 ? examples.map(({ query }) => ({ query })) : undefined;
}

function Page({ examples }) {
  const [asked, setAsked] = useState([]);
  const tabs = useMemo(() => tabsOf(examples), [examples]);
  const fetcher = useMemo(() => fetcherOf(asked), [asked]);
  const onSwitch = (header) =>
    setAsked(asked.includes(header) ? asked.filter((one) => one !== header) : [...asked, header]);
  return (
    <GraphiQL fetcher={fetcher} plugins={PLUGINS} defaultTabs={tabs} defaultQuery={STARTER}
      inputValueDeprecation schemaDescription>
      <GraphiQL.Logo>Graf Lampung-In</GraphiQL.Logo>
      <GraphiQL.Toolbar>
        {({ prettify, merge, copy }) => (
          <>
            <Switches asked={asked} onSwitch={onSwitch} />
            {examples.length > 0 && <Examples examples={examples} />}
            {prettify}
            {merge}
            {copy}
          </>
        )}
      </GraphiQL.Toolbar>
      <GraphiQL.Footer>
        <Plan />
      </GraphiQL.Footer>
    </GraphiQL>
  );
}

const examples = await examplesOf(fetcherOf([]));
createRoot(document.getElementById("graphiql")).render(<Page examples={examples} />);
