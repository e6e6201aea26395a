"""The shared stock counters on Redis or Valkey; sole importer of the client library."""
