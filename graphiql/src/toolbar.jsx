// Our buttons beside GraphiQL's own: two headers to switch, and the examples.

import { ToolbarButton, ToolbarMenu, useGraphiQL, useGraphiQLActions } from "@graphiql/react";

const SWITCHES = [
  {
    header: "x-gateway-plan",
    label: "Rencana: tunjukkan panggilan ke OPD",
    path: "M5 4h5v4H5zM14 16h5v4h-5zM14 10h5v4h-5zM7.5 8v10H14M7.5 12H14",
  },
  {
    header: "x-gateway-sources",
    label: "Sumber: sebutkan OPD yang menjawab",
    path: "M4 20h16M6 20V9l6-5 6 5v11M10 20v-6h4v6",
  },
];
const EXAMPLES_LABEL = "Contoh kueri";
const EXAMPLES_PATH = "M6 3h9l4 4v14H6zM15 3v4h4M9 12h7M9 16h7";

/** A button for each header; `asked` are those switched on. */
export function Switches({ asked, onSwitch }) {
  return SWITCHES.map(({ header, label, path }) => (
    <ToolbarButton
      key={header}
      label={label}
      aria-pressed={asked.includes(header)}
      className="saklar"
      onClick={() => onSwitch(header)}
    >
      <Icon path={path} />
    </ToolbarButton>
  ));
}

/** A menu of examples; each opens in a tab of its own. */
export function Examples({ examples }) {
  const { addTab } = useGraphiQLActions();
  const editor = useGraphiQL((state) => state.queryEditor);
  const open = (query) => {
    addTab();
    editor?.setValue(query);
  };
  const button = (
    <ToolbarButton label={EXAMPLES_LABEL}>
      <Icon path={EXAMPLES_PATH} />
    </ToolbarButton>
  );
  return (
    <ToolbarMenu button={button}>
      {examples.map(({ name, query }) => (
        <ToolbarMenu.Item key={name} onSelect={() => open(query)}>
          {name}
        </ToolbarMenu.Item>
      ))}
    </ToolbarMenu>
  );
}

function Icon({ path }) {
  return (
    <svg className="graphiql-toolbar-icon" viewBox="0 0 24 24" aria-hidden="true"
      fill="none" stroke="currentColor" strokeWidth="1.5">
      <path d={path} />
    </svg>
  );
}
