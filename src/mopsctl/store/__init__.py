"""The store: SQLModel owns the schema and every write; reads go through the plain DB-API."""
