"""The table of formats: what `--format` may say, and which module answers.

A renderer is `render(report, screen) -> str`. Nothing is imported from here; `lazy.load` opens one door when it is
asked for, so that a plain list never pays for YAML or for colours.
"""

RENDERERS: dict[str, str] = {
    "table": "mopsctl.render.terminal:render",
    "plain": "mopsctl.render.plain:render",
    "json": "mopsctl.render.json_text:render",
    "yaml": "mopsctl.render.yaml_text:render",
    "csv": "mopsctl.render.csv_text:render",
    "md": "mopsctl.render.markdown:render",
    "svg": "mopsctl.render.picture:render",
}
