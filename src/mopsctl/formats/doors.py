"""The doors of the formats: which module reads or writes which kind of file. None is imported before it is needed."""

READERS: dict[str, str] = {
    ".md": "mopsctl.formats.markdown_tables:read",
    ".markdown": "mopsctl.formats.markdown_tables:read",
    ".csv": "mopsctl.formats.csv_tables:read",
    ".tsv": "mopsctl.formats.csv_tables:read",
    ".txt": "mopsctl.formats.csv_tables:read",
    ".xlsx": "mopsctl.formats.xlsx_tables:read",
    ".xlsm": "mopsctl.formats.xlsx_tables:read",
}
WORKBOOKS = (".xlsx", ".xlsm")  # the only ones with sheets to choose from
