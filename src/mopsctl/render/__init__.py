"""Document to text. Every renderer knows `reports.document` and nothing else of mopsctl."""
